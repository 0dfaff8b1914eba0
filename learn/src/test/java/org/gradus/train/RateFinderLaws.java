package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.data.Circles;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.data.Scale;
import org.gradus.init.Zeros;
import org.gradus.layer.Dense;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.name.Examples;
import org.gradus.name.Names;
import org.gradus.optim.CosineDecay;
import org.gradus.optim.EarlyStopping;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Stop.Monitor;
import org.gradus.recipe.Recipe;
import org.gradus.train.RateFinder.Point;
import org.gradus.train.RateFinder.Range;
import org.gradus.train.RateFinder.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the learning-rate finder finds.
final class RateFinderLaws {
    private static final Recipe RECIPE = Recipe.of(
                    "digits", Digits.standard(), new SoftmaxCrossEntropy(), Dense.of(32, new Relu()), Dense.of(10))
            .withBatch(64);
    private static final Circles CIRCLES = new Circles(400, 0.1, 0.5, 1, 0.8, 1, true, Scale.FALSE);
    private static final Dataset DATA = RECIPE.data().load(Path.of(""));

    static Stream<Optimizer> optimizers() {
        return Examples.of(Optimizer.class).stream();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void itFindsARateForAnyOptimizer(Optimizer optimizer) {
        RateFinder found = RateFinder.of(RECIPE.withOptimizer(optimizer), DATA);
        assertThat(found.verdict()).as(Names.of(optimizer.getClass())).isEqualTo(Verdict.FOUND);
        double rate = found.suggested().orElseThrow();
        assertThat(rate).isBetween(1e-5, 10.0);
        found.breaking().ifPresent(b -> assertThat(rate).isLessThanOrEqualTo(b / 3.9));
    }

    @Test
    void neitherThreadsNorTheRecipesOwnRateOrScheduleChangeIt() {
        RateFinder one = RateFinder.of(RECIPE, DATA, Range.STANDARD, 1);
        assertThat(RateFinder.of(RECIPE, DATA, Range.STANDARD, 3)).isEqualTo(one);
        Recipe other = RECIPE.withSchedule(CosineDecay.of())
                .withOptimizer(RECIPE.optimizer().withRate(7))
                .withEpochs(1);
        assertThat(RateFinder.of(other, DATA)).isEqualTo(one);
        assertThat(one.curve().stream().map(Point::rate)).isSorted();
        assertThat(one.curve().getFirst().rate()).isEqualTo(1e-6);
    }

    @Test
    void samplesThatEarlyStoppingHoldsOutStayOut() {
        Recipe stopping = RECIPE.withStop(new EarlyStopping(0.5, 1, Monitor.LOSS, 0, 1));
        RateFinder found = RateFinder.of(stopping, DATA);
        assertThat(found.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(found).isNotEqualTo(RateFinder.of(RECIPE, DATA));
    }

    @Test
    void aLossThatNeverFallsGetsNoSuggestion() {
        Dataset circles = CIRCLES.load(Path.of(""));
        Recipe zeros = Recipe.of(
                "zeros",
                CIRCLES,
                new SoftmaxCrossEntropy(),
                Dense.of(8, new Tanh()).withInit(new Zeros()),
                Dense.of(2).withInit(new Zeros()));
        RateFinder flat = RateFinder.of(zeros, circles);
        assertThat(flat.verdict()).isEqualTo(Verdict.FLAT);
        assertThat(flat.suggested()).isEmpty();
        // rates too low for anything to happen
        RateFinder low = RateFinder.of(RECIPE, DATA, new Range(1e-9, 1e-7, 60), 1);
        assertThat(low.verdict()).isEqualTo(Verdict.FLAT);
        assertThat(low.breaking()).isEmpty();
    }

    @Test
    void aLossThatIsOutFromTheStartGetsNone() {
        RateFinder found = RateFinder.of(RECIPE, DATA, new Range(1e6, 1e9, 60), 1);
        assertThat(found.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(found.suggested()).isEmpty();
        assertThat(found.curve().size()).isLessThan(4);
    }

    @Test
    void rangesThatMakeNoSenseAreRefused() {
        for (List<Double> ends :
                List.of(List.of(1.0, 1.0), List.of(0.0, 1.0), List.of(1.0, Double.POSITIVE_INFINITY))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Range(ends.getFirst(), ends.getLast(), 100));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Range(1e-3, 1, 19));
    }
}
