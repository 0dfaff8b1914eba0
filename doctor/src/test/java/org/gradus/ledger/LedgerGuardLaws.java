package org.gradus.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.data.Samples;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotNormal;
import org.gradus.init.HeNormal;
import org.gradus.init.LecunNormal;
import org.gradus.init.Normal;
import org.gradus.init.Zeros;
import org.gradus.layer.Dense;
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Residual;
import org.gradus.ledger.Ledger.Block;
import org.gradus.ledger.Ledger.Zero.Kind;
import org.gradus.loss.Loss;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What a small gradient may look like for a good reason, told apart by the ledger. Numbers are those of the
/// list of standing guards in the theory.
final class LedgerGuardLaws {
    private static final int ROWS = 32, FEATURES = 20, CLASSES = 5;

    private static Planted planted(List<Layer> layers) {
        return Planted.of(Element.F64, ROWS, FEATURES, CLASSES, layers);
    }

    private static Planted tanh(int hidden) {
        return planted(Planted.stack(hidden, 64, new Tanh(), new GlorotNormal(), CLASSES, new GlorotNormal()));
    }

    private static double coherence(Ledger ledger, String path) {
        return ledger.block(path).coherence().orElseThrow();
    }

    @Test
    void guards1And6AConvergedNetworkHasSmallGradientsByItsResidualAlone() {
        Planted start = tanh(2);
        Ledger before = start.ledger(), after = start.descend(3000, 0.5).ledger();
        assertThat(after.relativeResidual()).isLessThan(0.01);
        for (String path : List.of("dense1/weight", "dense3/weight")) {
            Block was = before.block(path), now = after.block(path);
            assertThat(now.gradient()).isLessThan(0.02 * was.gradient());
            assertThat(now.transmission()).isGreaterThan(0.8 * was.transmission());
            assertThat(now.alignment().orElseThrow()).isGreaterThan(0.3);
        }
    }

    @Test
    void guard2TheMeanGradientOfFiftyReluLayersFallsWhereNoSampleLoses() {
        Ledger ledger = planted(Planted.stack(50, 128, new Relu(), new HeNormal(), CLASSES, new HeNormal()))
                .ledger();
        assertThat(ledger.keptPerLayer()).isBetween(0.95, 1.05);
        assertThat(coherence(ledger, "dense1/weight"))
                .isNotCloseTo(coherence(ledger, "dense50/weight"), withinPercentage(20));
    }

    /// A loss times a number.
    private record Times(Loss loss, double by) implements Loss {
        @Override
        public Expr perSample(Expr output, Expr targets) {
            return loss.perSample(output, targets).times(by);
        }

        @Override
        public Tensor bestConstant(Tensor targets, int outputs) {
            return loss.bestConstant(targets, outputs);
        }

        @Override
        public Reads reads() {
            return loss.reads();
        }
    }

    @Test
    void guard3ALossTimesASmallNumberScalesTheResidualAlone() {
        Planted plain = tanh(4);
        Ledger one = plain.ledger();
        Loss small = new Times(new SoftmaxCrossEntropy(), 1e-8);
        Ledger other = new Planted(plain.network(), plain.samples(), plain.store(), small, plain.baseline()).ledger();
        assertThat(other.residual()).isCloseTo(1e-8 * one.residual(), withinPercentage(1e-6));
        for (Block b : one.blocks()) {
            Block same = other.block(b.path());
            assertThat(same.transmission()).isEqualTo(b.transmission());
            assertThat(same.alignment().orElseThrow()).isCloseTo(b.alignment().orElseThrow(), withinPercentage(1e-6));
            assertThat(same.coherence().orElseThrow()).isCloseTo(b.coherence().orElseThrow(), withinPercentage(1e-6));
        }
    }

    @Test
    void guard4AScaleInvariantWeightAThousandTimesLargerChangesNoReach() {
        Dense dense = Dense.of(32, new Identity(), new GlorotNormal());
        List<Layer> layers = List.of(dense, dense, new LayerNorm(1e-12), dense, Dense.of(CLASSES));
        Ledger before = planted(layers).ledger();
        Ledger after = planted(layers).scaled("dense2/weight", 1000).ledger();
        assertThat(after.reach()).isCloseTo(before.reach(), withinPercentage(0.01));
        assertThat(after.block("dense2/weight").gradient())
                .isCloseTo(before.block("dense2/weight").gradient() / 1000, withinPercentage(0.01));
    }

    @Test
    void guard5AChangeOfWidthMovesTheRmsAndNotTheNorm() {
        List<Layer> layers = new ArrayList<>();
        for (int units : new int[] {1000, 10, 1000, 1000}) layers.add(Dense.of(units, new Tanh(), new LecunNormal()));
        layers.add(Dense.of(CLASSES, new Identity(), new LecunNormal()));
        for (Ledger.Hop h : planted(layers).ledger().hiddenHops())
            assertThat(h.gain()).isBetween(0.4, 1.5);
    }

    @Test
    void guard7InputsThatAreAlwaysZeroAreNoZeroGradient() {
        Tensor x = Planted.normal(5, ROWS, FEATURES);
        Tensor sparse = Tensor.generate(x.shape(), i -> i % FEATURES % 4 == 0 ? x.get(i) : 0)
                .as(Element.F32);
        Tensor targets = Tensor.generateInts(Shape.of(ROWS), i -> i % CLASSES);
        List<Layer> layers = Planted.stack(3, 64, new Relu(), new HeNormal(), CLASSES, new HeNormal());
        Ledger ledger = Planted.of(Element.F64, new Samples(sparse, targets), new SoftmaxCrossEntropy(), 0.9, layers)
                .ledger();
        assertThat(ledger.blocks()).allSatisfy(b -> assertThat(b.zero()).isEmpty());
        assertThat(ledger.block("dense1/weight").transmission()).isBetween(0.5, 10.0);
    }

    @Test
    void guard8AGateOfZerosIsNamedAndOpensWithTheFirstStep() {
        Dense dense = Dense.of(32, new Tanh(), new GlorotNormal()), gate = Dense.of(32, new Identity(), new Zeros());
        List<Layer> layers = new ArrayList<>(List.of(dense));
        for (int i = 0; i < 3; i++) layers.add(new Residual(List.of(dense, gate), 1));
        layers.add(Dense.of(CLASSES));
        Planted planted = planted(layers);
        Ledger ledger = planted.ledger();
        assertThat(ledger.reach()).isBetween(0.3, 1.1);
        assertThat(ledger.block("residual1/dense1/weight").zero().orElseThrow())
                .isEqualTo(new Ledger.Zero(Kind.EXACT, "MatMul", "residual1/dense2"));
        assertThat(ledger.block("residual1/dense2/weight").zero()).isEmpty();
        assertThat(planted.descend(1, 0.1)
                        .ledger()
                        .block("residual1/dense1/weight")
                        .zero())
                .isEmpty();
    }

    @Test
    void guard10AFrozenBackboneIsFrozenAndNotVanished() {
        Dense dense = Dense.of(32, new Tanh(), new GlorotNormal());
        Ledger ledger = planted(List.of(new Freeze(List.of(dense, dense)), dense, Dense.of(CLASSES)))
                .ledger();
        for (String path : List.of("dense1/weight", "dense2/bias")) {
            assertThat(ledger.block(path).zero().orElseThrow().operation()).isEqualTo("freeze");
            assertThat(ledger.block(path).transmission()).isPositive();
        }
        assertThat(ledger.block("dense3/weight").zero()).isEmpty();
    }

    @Test
    void guard12EqualWeightGradientsDoNotHideASignalThatVanishes() {
        Ledger ledger = planted(Planted.stack(12, 64, new Tanh(), new Normal(0.06), CLASSES, new LecunNormal()))
                .ledger();
        double first = ledger.block("dense2/weight").gradient(),
                last = ledger.block("dense12/weight").gradient();
        assertThat(first / last).isBetween(0.05, 20.0);
        assertThat(ledger.reach()).isLessThan(0.01);
    }

    @Test
    void guard15WeightDecayThatMovesAWeightHidesNoZeroOfTheData() {
        // the ledger's gradient is the data's: what decay adds to a step is not in it
        List<Layer> layers = Planted.stack(3, 32, new Tanh(), new GlorotNormal(), CLASSES, new Zeros());
        Block first = planted(layers).ledger().block("dense1/weight");
        assertThat(first.gradient()).isZero();
        assertThat(first.zero().orElseThrow().kind()).isEqualTo(Kind.EXACT);
    }

    @Test
    void guard16AScaleThatAdamHidesStandsInTheLedger() {
        Ledger before = tanh(3).ledger();
        Ledger after = tanh(3).scaled("dense4/weight", 1e-6).ledger();
        Block one = before.block("dense1/weight"), other = after.block("dense1/weight");
        assertThat(other.transmission()).isCloseTo(1e-6 * one.transmission(), withinPercentage(1e-6));
        assertThat(after.reach()).isCloseTo(before.reach(), withinPercentage(1e-6));
        assertThat(Math.log10(other.gradient() / one.gradient())).isCloseTo(-6, within(0.5));
        assertThat(other.zero()).isEmpty();
    }
}
