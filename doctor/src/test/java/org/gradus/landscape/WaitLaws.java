package org.gradus.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.activation.Tanh;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.geometry.Certificate;
import org.gradus.geometry.Certifier;
import org.gradus.geometry.Lanczos;
import org.gradus.geometry.NoiseScale;
import org.gradus.geometry.Objective;
import org.gradus.geometry.Surface;
import org.gradus.geometry.Vectors;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.layer.Dense;
import org.gradus.loss.Mse;
import org.gradus.optim.Adam;
import org.gradus.optim.ConstantRate;
import org.gradus.optim.Momentum;
import org.gradus.optim.Sgd;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

/// Waiting times, the edge of stability and the noise scale against trainings that are really made.
final class WaitLaws {
    /// Steps of w ← w - rate · ∇f on f = (x² - μ y²) / 2 until |y| is 1.
    private static int descended(double curvature, double rate, double momentum, double offset) {
        return descended(curvature, rate, momentum, offset, false);
    }

    /// @param ahead whether momentum looks ahead, as Nesterov's
    private static int descended(double curvature, double rate, double momentum, double offset, boolean ahead) {
        double y = offset, velocity = 0;
        int steps = 0;
        while (Math.abs(y) < 1) {
            double slope = -curvature * y;
            velocity = momentum * velocity + slope;
            y -= rate * (ahead ? slope + momentum * velocity : velocity);
            steps++;
        }
        return steps;
    }

    @Test
    void descentLeavesASaddleWhenTheClockSays() {
        List<Double> curvatures = List.of(1.0, 0.1, 0.01);
        List<Integer> published = List.of(242, 2315, 23038);
        for (int i = 0; i < 3; i++) {
            double clock = Wait.escape(curvatures.get(i), 0.1, 0, 1e-10);
            assertThat(clock).isEqualTo(published.get(i).doubleValue());
            assertThat((double) descended(curvatures.get(i), 0.1, 0, 1e-10)).isCloseTo(clock, within(1.0));
        }
        assertThat(Wait.escape(1, 0.1, 0, 0)).isInfinite();
        assertThat(Wait.escape(1, 0.1, 0, 2)).isZero();
    }

    @Test
    void momentumLeavesSoonerByTheLargerRoot() {
        double clock = Wait.escape(0.1, 0.1, 0.9, 1e-10);
        // the first steps gather speed, which costs ln(share of the growing root) / ln(root) steps at most
        assertThat((double) descended(0.1, 0.1, 0.9, 1e-10)).isCloseTo(clock, within(0.02 * clock));
        assertThat(clock).isLessThan(Wait.escape(0.1, 0.1, 0, 1e-10) / 5);
        // to first order in rate and curvature Nesterov's is as fast
        assertThat((double) descended(0.1, 0.1, 0.9, 1e-10, true)).isCloseTo(clock, within(0.06 * clock));
    }

    /// (x y - 1)² / 2, which has a saddle at 0, of curvatures 1 and -1.
    private static Objective product() {
        Expr x = Expr.parameter("x", Shape.SCALAR), y = Expr.parameter("y", Shape.SCALAR);
        return Objective.of(Surface.product(2).value(List.of(x, y)), List.of(x, y));
    }

    @Test
    void aChainOfTwoLinearLayersLeavesItsSaddleAtTheStepOfTheClock() {
        try (Objective f = product()) {
            double[] at = Vectors.times(1e-10, way(f));
            int steps = 0;
            // the linear law holds while the offset is small
            while (Vectors.norm(at) < 1e-3) {
                Vectors.add(at, -0.1, f.gradient(at));
                steps++;
            }
            double clock = Wait.escape(1, 0.1, 0, 1e-10 / 1e-3);
            assertThat((double) steps).isCloseTo(clock, within(1.0));
        }
    }

    /// The way down from the saddle.
    private static double[] way(Objective f) {
        Certificate saddle = Certifier.plain().certify(f, new double[2]);
        return saddle.curvature().least().vector().toDoubles();
    }

    /// Full batches of few digits, so that one step is one gradient of the whole loss.
    private static Trainer fullBatch(double rate) {
        Dataset digits = Digits.standard().load(Path.of(""));
        int[] rows = IntStream.range(0, 128).toArray();
        Samples few = new Samples(
                digits.train().inputs().rows(rows), digits.train().targets().rows(rows));
        Dataset data = Dataset.of("few digits", few, few, new Task.Classification(10));
        Recipe recipe = new Recipe(
                "edge",
                Digits.standard(),
                List.of(Dense.of(24, new Tanh(), new GlorotUniform()), Dense.of(10)),
                new Mse(),
                Sgd.of(rate),
                ConstantRate.of(),
                Optional.empty(),
                128,
                100_000,
                3,
                1);
        return Trainer.of(recipe, data);
    }

    private static double sharpness(Trainer trainer) {
        try (TrainedNetwork network = TrainedNetwork.of(trainer)) {
            double[] at = network.weights();
            return Lanczos.extremes(at.length, v -> network.objective().times(at, v), List.of(), 16, 1, 1e-14)
                    .getLast()
                    .value();
        }
    }

    /// Cohen et al. 2021, at reduced size: 1,810 weights, 128 digits.
    @Test
    void fullBatchTrainingRisesToTheEdgeAndThatIsNoDivergence() {
        double rate = 1.3;
        try (Trainer trainer = fullBatch(rate)) {
            double limit = trainer.recipe()
                    .optimizer()
                    .withRate(rate)
                    .largestCurvature()
                    .orElseThrow();
            List<Double> losses = new ArrayList<>();
            for (int step = 1; step <= 2000; step++) {
                losses.add(trainer.step().loss());
                if (step == 300) assertThat(sharpness(trainer)).isLessThan(0.95 * limit);
                if (step != 1500 && step != 2000) continue;
                double sharpness = sharpness(trainer);
                assertThat(sharpness).isBetween(0.95 * limit, 1.1 * limit);
                assertThat(Stability.of(sharpness, limit, losses.subList(step - 300, step)))
                        .isEqualTo(Stability.EDGE);
            }
        }
    }

    @Test
    void aRateFarBeyondTheLimitDiverges() {
        double rate = 8;
        try (Trainer trainer = fullBatch(rate)) {
            double limit = trainer.recipe()
                    .optimizer()
                    .withRate(rate)
                    .largestCurvature()
                    .orElseThrow();
            double sharpness = sharpness(trainer);
            List<Double> losses = new ArrayList<>();
            for (int step = 0; step < 30; step++) losses.add(trainer.step().loss());
            assertThat(Stability.of(sharpness, limit, losses)).isEqualTo(Stability.DIVERGING);
        }
    }

    @Test
    void farBelowTheLimitIsStable() {
        try (Trainer trainer = fullBatch(0.05)) {
            assertThat(Stability.of(sharpness(trainer), 2 / 0.05, List.of(1.0, 0.9, 0.8)))
                    .isEqualTo(Stability.STABLE);
        }
    }

    @Test
    void limitsDependOnTheOptimizer() {
        assertThat(Sgd.of(0.1).largestCurvature()).hasValue(20);
        assertThat(Momentum.of(0.1).largestCurvature().orElseThrow()).isCloseTo(38, within(1e-12));
        assertThat(Adam.of(0.1).largestCurvature()).isEmpty();
    }

    @Test
    void noiseFromTwoBatchSizesIsWhatWasPutIn() {
        // gradients G + n with |G|² = 4 and tr Σ = 9: E|g|² = 4 + 9/B
        NoiseScale noise = NoiseScale.of(8, 4 + 9.0 / 8, 128, 4 + 9.0 / 128);
        assertThat(noise.signal()).isCloseTo(4, within(1e-12));
        assertThat(noise.spread()).isCloseTo(9, within(1e-12));
        assertThat(noise.batch()).isCloseTo(2.25, within(1e-12));
        // its relation to coherence (theory 2.2): C² = (1 + B/N) / (1 + B), for N samples
        double n = 128, coherence = (4 + 9 / n) / (4 + 9);
        assertThat((1 + noise.batch() / n) / (1 + noise.batch())).isCloseTo(coherence, within(1e-12));
    }

    @Test
    void theAdviceFitsThePoint() {
        try (Objective f = product()) {
            double[] saddle = new double[2];
            Certificate near = Certifier.plain().certify(f, Vectors.plus(saddle, 1e-6, way(f)));
            Advice plain = Advice.of(near, Sgd.of(0.1), 0.1), heavy = Advice.of(near, Momentum.of(0.1), 0.1);
            assertThat(plain.action()).isEqualTo(Advice.Action.WAIT);
            assertThat(plain.steps().orElseThrow()).isCloseTo(Math.log(1e6) / Math.log(1.1), within(2.0));
            assertThat(heavy.steps().orElseThrow()).isLessThan(plain.steps().orElseThrow());
            assertThat(Advice.of(Certifier.plain().certify(f, saddle), Sgd.of(1e-5), 1e-5)
                            .action())
                    .isEqualTo(Advice.Action.PERTURB);
        }
        Expr x = Expr.parameter("x", Shape.SCALAR), y = Expr.parameter("y", Shape.SCALAR);
        try (Objective f = Objective.of(Surface.himmelblau().value(List.of(x, y)), List.of(x, y))) {
            Certificate minimum = Certifier.plain().certify(f, new double[] {3, 2});
            assertThat(Advice.of(minimum, Sgd.of(0.1), 0.1).action()).isEqualTo(Advice.Action.STOP);
        }
    }
}
