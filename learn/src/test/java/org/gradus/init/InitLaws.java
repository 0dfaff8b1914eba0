package org.gradus.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.gradus.activation.Softmax;
import org.gradus.activation.Tanh;
import org.gradus.check.Family;
import org.gradus.graph.op.NormalCdf;
import org.gradus.init.Init.Fans;
import org.gradus.init.Init.Request;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every rule; [#hold] tries one that is not on the list.
public class InitLaws {
    /// How many standard errors a sample may be off: 1 of 150,000 right samples would fail.
    private static final double ERRORS = 4.5;

    InitLaws() {}

    /// Every law on one rule.
    public static void hold(Init init) {
        InitLaws laws = new InitLaws();
        laws.theSameSeedAndStreamGiveTheSameValues(init);
        laws.itIsOrthogonalIfItSaysSo(init);
        laws.theMeanOfTheValuesIsThePromisedOne(init);
        if (isRandom(init)) {
            laws.theVarianceOfTheValuesIsThePromisedOne(init);
            laws.anotherSeedOrStreamGivesOtherValues(init);
        }
    }

    static Stream<Init> all() {
        return Family.examples(Init.BuiltIn.class).map(i -> i);
    }

    static Stream<Init> random() {
        return all().filter(InitLaws::isRandom);
    }

    private static boolean isRandom(Init init) {
        return init.variance(new Fans(20, 30), new Tanh()) > 0;
    }

    /// One that says it has no variance gives one number.
    @ParameterizedTest
    @MethodSource("all")
    void theMeanOfTheValuesIsThePromisedOne(Init init) {
        Fans fans = new Fans(300, 200);
        double[] w = init.values(request(fans, 5, 3)).toDoubles();
        double mean = Arrays.stream(w).average().orElseThrow(), promised = init.variance(fans, new Tanh());
        assertThat(mean).isCloseTo(init.mean(), within(ERRORS * Math.sqrt(promised / w.length) + 1e-12));
        if (promised == 0) assertThat(w).containsOnly(init.mean());
    }

    /// The columns of a tall matrix.
    @ParameterizedTest
    @MethodSource("all")
    void itIsOrthogonalIfItSaysSo(Init init) {
        Fans fans = new Fans(30, 12);
        Tensor w = init.values(request(fans, 2, 0));
        double length = dot(w, fans, 0, 0);
        boolean orthogonal = length > 0;
        for (int a = 0; a < 12; a++) {
            for (int b = 0; b < 12; b++) {
                orthogonal &= Math.abs(dot(w, fans, a, b) - (a == b ? length : 0)) < 1e-9 * length;
            }
        }
        assertThat(init.orthogonal()).isEqualTo(orthogonal);
    }

    @Test
    void whatSomeRulesSayOfThemselves() {
        assertThat(all().filter(i -> i.mean() != 0)).containsExactly(new Constant(0.1), new Constant(-2));
        assertThat(all().filter(i -> i.scaling().isPresent())).containsExactly(Lsuv.of());
        assertThat(new Lsuv(2, 0.3, 7).scaling()).contains(new Init.Scaling(2, 0.3, 7));
        assertThat(all().filter(i -> !i.suits(new Softmax()))).containsExactly(Critical.of());
    }

    @ParameterizedTest
    @MethodSource("random")
    void theVarianceOfTheValuesIsThePromisedOne(Init init) {
        for (Fans fans : new Fans[] {new Fans(300, 200), new Fans(150, 400), new Fans(245, 245)}) {
            double[] w = init.values(request(fans, 5, 3)).toDoubles();
            double promised = init.variance(fans, new Tanh());
            double square = Arrays.stream(w)
                    .map(x -> Math.pow(x - init.mean(), 2))
                    .average()
                    .orElseThrow();
            // the square of a normal number has a standard deviation of √2 of its mean; of others here, less
            assertThat(square / promised).isCloseTo(1, within(ERRORS * Math.sqrt(2.0 / w.length)));
        }
    }

    @Test
    void thePromisedVariancesAreThoseOfTheField() {
        assertVariance(new LecunNormal(), 1 / 64.0);
        assertVariance(new LecunUniform(), 1 / 64.0);
        assertVariance(new GlorotNormal(), 2 / 74.0);
        assertVariance(new GlorotUniform(), 2 / 74.0);
        assertVariance(new HeNormal(), 2 / 64.0);
        assertVariance(new HeUniform(), 2 / 64.0);
        assertVariance(Orthogonal.of(), 1 / 64.0);
        assertVariance(new Uniform(0.3), 0.03);
        assertVariance(new Normal(0.05), 0.0025);
        assertVariance(new Zeros(), 0);
        assertVariance(new Constant(7), 0);
        double density = Math.exp(-2) / Math.sqrt(2 * Math.PI), inside = 2 * new NormalCdf().apply(2) - 1;
        assertVariance(new TruncatedNormal(3), 9 * (1 - 4 * density / inside));
    }

    private static void assertVariance(Init init, double expected) {
        assertThat(init.variance(new Fans(64, 10), new Tanh()))
                .as(init.toString())
                .isCloseTo(expected, within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSameSeedAndStreamGiveTheSameValues(Init init) {
        Fans fans = new Fans(20, 30);
        assertThat(init.values(request(fans, 5, 3))).isEqualTo(init.values(request(fans, 5, 3)));
    }

    @ParameterizedTest
    @MethodSource("random")
    void anotherSeedOrStreamGivesOtherValues(Init init) {
        Fans fans = new Fans(20, 30);
        Tensor values = init.values(request(fans, 5, 3));
        assertThat(init.values(request(fans, 6, 3))).isNotEqualTo(values);
        assertThat(init.values(request(fans, 5, 4))).isNotEqualTo(values);
    }

    @Test
    void boundedRulesKeepTheirBounds() {
        Request request = request(new Fans(200, 200), 1, 1);
        assertThat(largest(new Uniform(0.2).values(request))).isBetween(0.1999, 0.2);
        assertThat(largest(new HeUniform().values(request))).isBetween(0.999 * Math.sqrt(0.03), Math.sqrt(0.03));
        assertThat(largest(new TruncatedNormal(0.5).values(request))).isBetween(0.999, 1.0);
    }

    private static double largest(Tensor values) {
        return Arrays.stream(values.toDoubles()).map(Math::abs).max().orElseThrow();
    }

    @Test
    void orthogonalRowsOrColumnsAreOrthogonalAndOfTheGainsLength() {
        for (Fans fans : new Fans[] {new Fans(40, 40), new Fans(60, 25), new Fans(25, 60), new Fans(1, 9)}) {
            Tensor w = new Orthogonal(1.5).values(request(fans, 2, 0));
            int count = Math.min(fans.in(), fans.out());
            for (int a = 0; a < count; a++) {
                for (int b = 0; b < count; b++) {
                    assertThat(dot(w, fans, a, b)).isCloseTo(a == b ? 2.25 : 0, within(1e-13));
                }
            }
        }
    }

    /// The inner product of two columns of a tall matrix, or of two rows of a wide one.
    private static double dot(Tensor w, Fans fans, int a, int b) {
        int count = Math.min(fans.in(), fans.out()), length = Math.max(fans.in(), fans.out());
        boolean tall = fans.in() >= fans.out();
        int step = tall ? count : 1, apart = tall ? 1 : length;
        double dot = 0;
        for (int i = 0; i < length; i++) dot += w.get(i * step + a * apart) * w.get(i * step + b * apart);
        return dot;
    }

    @Test
    void rotationsHaveNoPreferredDirection() {
        // the trace of a uniformly random rotation has mean 0 and variance 1
        double sum = 0;
        for (int seed = 0; seed < 400; seed++) {
            Tensor w = Orthogonal.of().values(request(new Fans(4, 4), seed, 0));
            for (int i = 0; i < 4; i++) sum += w.get(5 * i);
        }
        assertThat(sum / 400).isCloseTo(0, within(ERRORS / Math.sqrt(400)));
    }

    @Test
    void orthogonalReadsAHigherRankAsAMatrixAndRefusesAVector() {
        Request cube = new Request(Shape.of(2, 3, 4), new Fans(6, 4), new Tanh(), 1, 0);
        Request matrix = new Request(Shape.of(6, 4), new Fans(6, 4), new Tanh(), 1, 0);
        assertThat(Orthogonal.of().values(cube))
                .isEqualTo(Orthogonal.of().values(matrix).reshape(Shape.of(2, 3, 4)));
        Request vector = new Request(Shape.of(4), new Fans(4, 4), new Tanh(), 1, 0);
        assertThatThrownBy(() -> Orthogonal.of().values(vector))
                .hasMessage("orthogonal: needs a matrix · shape [4], name another rule for it");
    }

    @Test
    void biasesStartAtZeroUnlessTheRuleSaysOtherwise() {
        assertThat(all().filter(i -> !(i instanceof Critical)))
                .allSatisfy(i -> assertThat(i.bias(new Tanh())).isEqualTo(new Zeros()));
    }

    @Test
    void impossibleSettingsAreRefusedByName() {
        assertThatThrownBy(() -> new Normal(-1)).hasMessage("sd: expected a number of at least 0, found -1.0");
        assertThatThrownBy(() -> new Uniform(Double.NaN)).hasMessageMatching("limit: expected .*, found NaN");
        assertThatThrownBy(() -> new Constant(Double.POSITIVE_INFINITY))
                .hasMessageMatching("value: expected .*, found Infinity");
        assertThatThrownBy(() -> new Lsuv(1, 0, 10)).hasMessageMatching("tolerance: expected .*, found 0.0");
        assertThatThrownBy(() -> new Lsuv(1, 0.1, 0)).hasMessage("max_iterations: expected at least 1, found 0");
        assertThatThrownBy(() -> new Critical(-1, 0)).hasMessageMatching("weight_variance: expected .*, found -1.0");
    }

    private static Request request(Fans fans, long seed, int stream) {
        return new Request(Shape.of(fans.in(), fans.out()), fans, new Tanh(), seed, stream);
    }
}
