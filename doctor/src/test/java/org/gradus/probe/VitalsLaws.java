package org.gradus.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.law.Allocation;
import org.gradus.layer.Call;
import org.gradus.layer.Trace;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;
import org.gradus.train.Reading;
import org.gradus.train.Tap;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

/// Watching measures what it says, changes nothing, and leaves nothing for the garbage collector.
class VitalsLaws {
    private static final Recipe RECIPE = Recipe.parse("""
            name: watched
            data: {spirals: {samples: 400, classes: 3, standardize: true}}
            model:
              - dense: {units: 48, activation: relu, init: he_normal}
              - batch_norm
              - dropout: 0.1
              - residual: [{dense: {units: 48, activation: tanh}}]
              - layer_norm
              - dense: 3
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.01}}
            clip: {norm: 0.1}
            batch: 60
            epochs: 5
            seed: 3
            """, "watched");

    private final Dataset data = RECIPE.data().load(Path.of("."));

    private Map<String, Tensor> trained(List<Tap> taps) {
        try (Trainer trainer = Trainer.of(RECIPE, data, taps, 2)) {
            while (!trainer.done()) trainer.step();
            Map<String, Tensor> tensors = new TreeMap<>(trainer.checkpoint().tensors());
            tensors.keySet().removeIf(name -> name.startsWith("dead/"));
            return tensors;
        }
    }

    @Test
    void watchingChangesNoBitOfATrainingThatIsClippedToo() {
        Map<String, Tensor> alone = trained(List.of());
        assertThat(trained(List.of(new Vitals()))).isEqualTo(alone);
        assertThat(trained(List.of(Vitals.thorough()))).isEqualTo(alone);
    }

    /// Takes whole tensors out of a step, in the order in which they are watched.
    private static final class Whole implements Tap {
        private final List<float[]> values = new ArrayList<>();

        @Override
        public Watcher observe(org.gradus.train.StepGraph step, Observation into) {
            List<Expr> tensors = new ArrayList<>(step.gradients().values());
            Trace trace = step.forward().trace();
            for (Call l : trace.linears()) tensors.add(trace.activations(l));
            tensors.addAll(step.signals().values());
            List<Reading> readings = tensors.stream().map(into::output).toList();
            return _ -> {
                values.clear();
                for (int t = 0; t < tensors.size(); t++) {
                    values.add(new float[tensors.get(t).shape().size()]);
                    readings.get(t).read(values.getLast(), 0);
                }
            };
        }
    }

    @Test
    void everyMeasureOfEveryTensorIsThatOfADoublePrecisionReference() {
        Vitals vitals = new Vitals();
        Whole whole = new Whole();
        try (Trainer trainer = Trainer.of(RECIPE, data, List.of(whole, vitals), 1)) {
            for (int frame = 0; frame < 9; frame++) {
                trainer.step();
                History history = vitals.history();
                assertThat(history.tensors()).hasSameSizeAs(whole.values);
                for (int t = 0; t < whole.values.size(); t++) equal(history, frame, t, whole.values.get(t));
            }
        }
        assertThat(vitals.history().tensors())
                .contains(
                        "gradient/dense1/weight",
                        "gradient/dense2/bias",
                        "activation/residual1/dense1",
                        "signal/dense1");
    }

    private static void equal(History history, int frame, int tensor, float[] x) {
        double sum = 0, squares = 0, apart = 0, low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
        for (float v : x) {
            sum += v;
            squares += (double) v * v;
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        for (float v : x) apart += Math.pow(v - sum / x.length, 2);
        double norm = Math.sqrt(squares), near = 2e-7 * norm + Float.MIN_VALUE;
        assertThat(history.get(Measure.NORM, frame, tensor)).isCloseTo(norm, within(near));
        assertThat(history.get(Measure.MEAN, frame, tensor)).isCloseTo(sum / x.length, within(near));
        assertThat(history.get(Measure.DEVIATION, frame, tensor)).isCloseTo(Math.sqrt(apart / x.length), within(near));
        assertThat(history.get(Measure.SMALLEST, frame, tensor)).isEqualTo(low + 0.0);
        assertThat(history.get(Measure.LARGEST, frame, tensor)).isEqualTo(high + 0.0);
    }

    /// Its slope factor is measured against the slope at 0.
    @Test
    void anActivationWithoutASteepestPlaceIsNotSaturatedEverywhere() {
        Recipe recipe = Recipe.parse("""
                name: exp
                data: {spirals: {samples: 100, classes: 3}}
                model: [{dense: {units: 8, activation: exp, init: {normal: {sd: 0.1}}}}, {dense: 3}]
                loss: softmax_cross_entropy
                """, "exp");
        Vitals vitals = new Vitals();
        try (Trainer trainer = Trainer.of(recipe, data, List.of(vitals), 1)) {
            trainer.step();
        }
        assertThat(vitals.history().get(Field.SLOPE, 0, 0)).isBetween(0.8, 1.3);
        assertThat(vitals.history().get(Field.SATURATED_LOW, 0, 0)).isZero();
        assertThat(vitals.history().get(Field.SATURATED_HIGH, 0, 0)).isZero();
    }

    @Test
    void whatIsNotComputedIsNotANumber() {
        Recipe recipe = Recipe.parse("""
                name: cut
                data: {spirals: {samples: 100, classes: 3}}
                model: [{dense: 8}, stop_gradient, {freeze: [{dense: 8}]}, {dense: 3}]
                loss: softmax_cross_entropy
                """, "cut");
        Vitals vitals = new Vitals();
        try (Trainer trainer = Trainer.of(recipe, data, List.of(vitals), 1)) {
            for (int i = 0; i < 5; i++) trainer.step();
        }
        History history = vitals.history();
        for (int frame = 0; frame < 5; frame++) {
            assertThat(history.get(Field.GRADIENT, frame, 0)).isNaN();
            assertThat(history.get(Field.SIGNAL, frame, 0)).isNaN();
            assertThat(history.get(Field.UPDATE, frame, 1)).isNaN();
            assertThat(history.get(Field.GRADIENT, frame, 1)).isNaN();
            assertThat(history.get(Field.SIGNAL, frame, 1)).isPositive();
            assertThat(history.get(Field.UPDATE, frame, 2)).isPositive();
            assertThat(history.get(Field.DEVIATION, frame, 0)).isPositive();
            int frozen = history.tensors().indexOf("gradient/dense2/weight");
            assertThat(history.get(Measure.NORM, frame, frozen)).isNaN();
        }
    }

    @Test
    void whatIsSampledHoldsFromOneSampleToTheNext() {
        Vitals vitals = new Vitals();
        try (Trainer trainer = Trainer.of(RECIPE, data, List.of(vitals), 1)) {
            for (int i = 0; i < 10; i++) trainer.step();
        }
        History history = vitals.history();
        for (int frame = 0; frame < 10; frame++) {
            double weight = history.get(Field.WEIGHT, frame, 0);
            assertThat(weight).isEqualTo(history.get(Field.WEIGHT, frame / 4 * 4, 0));
            if (frame == 4 || frame == 8) assertThat(weight).isNotEqualTo(history.get(Field.WEIGHT, frame - 1, 0));
        }
    }

    @Test
    void aLongTrainingIsWatchedAndSampledMoreSeldom() {
        Vitals vitals = new Vitals();
        int sparse = Vitals.SPARSE;
        try (Trainer trainer = Trainer.of(RECIPE.withEpochs(Vitals.LONG), data, List.of(vitals), 1)) {
            for (int i = 0; i < sparse + 2; i++) trainer.step();
        }
        History history = vitals.history();
        for (int frame = 1; frame < sparse; frame++) {
            assertThat(history.get(Field.WEIGHT, frame, 0)).isEqualTo(history.get(Field.WEIGHT, 0, 0));
            double gradient = history.get(Field.GRADIENT, frame, 0);
            assertThat(gradient).isEqualTo(history.get(Field.GRADIENT, frame / 4 * 4, 0));
            if (frame % 4 == 0) assertThat(gradient).isNotEqualTo(history.get(Field.GRADIENT, frame - 1, 0));
        }
        assertThat(history.loss(1)).isNotEqualTo(history.loss(0));
        assertThat(history.get(Field.WEIGHT, sparse, 0)).isNotEqualTo(history.get(Field.WEIGHT, 0, 0));
    }

    /// A history grows now and then, an epoch draws its order, and the compiler takes some thousand
    /// calls to keep vectors out of the heap.
    @Test
    void aWatchedStepAllocatesNothing() {
        Recipe small = Recipe.parse("""
                name: small
                data: {spirals: {samples: 400, classes: 3}}
                model: [{dense: {units: 16, activation: tanh}}, {dense: 3}]
                loss: softmax_cross_entropy
                optimizer: {momentum: {rate: 0.01}}
                batch: 16
                epochs: 1000000
                """, "small");
        try (Trainer trainer = Trainer.of(small, data, List.of(new Vitals()), 1)) {
            long bytes = 1;
            for (int round = 0; round < 50_000 && bytes > 0; round++) {
                bytes = Allocation.of(() -> {
                    for (int i = 0; i < 4; i++) trainer.step();
                });
            }
            assertThat(bytes).isZero();
        }
    }

    @Test
    void aLongHistoryKeepsEveryFrame() {
        History history = new History(List.of("a", "b"), List.of("t"));
        float[] numbers = new float[history.width()];
        for (int step = 1; step <= 5000; step++) {
            numbers[History.place(Field.DEAD, 1)] = step;
            history.add(step, 2.0 * step, 0.1, step % 2 == 0, numbers);
        }
        assertThat(history.size()).isEqualTo(5000);
        assertThat(history.get(Field.DEAD, 4321, 1)).isEqualTo(4322);
        assertThat(history.step(99)).isEqualTo(100);
        assertThat(history.loss(4999)).isEqualTo(10_000);
        assertThat(history.finite(0)).isFalse();
    }
}
