package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gradus.activation.Tanh;
import org.gradus.check.Family;
import org.gradus.data.Csv;
import org.gradus.data.Dataset;
import org.gradus.data.Idx;
import org.gradus.data.InMemory;
import org.gradus.data.Samples;
import org.gradus.data.Source;
import org.gradus.data.Task;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.loss.Mse;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.optim.EarlyStopping;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every training keeps to, whatever its layers, optimizer and threads.
final class TrainerLaws {
    /// One of everything that has a memory or draws random numbers.
    private static final String RECIPE = """
            name: everything
            data: {spirals: {samples: 300, classes: 3, standardize: true}}
            model:
              - dense: {units: 32, activation: relu, init: he_normal}
              - batch_norm
              - dropout: 0.2
              - residual: [{dense: {units: 32, activation: tanh}}]
              - layer_norm
              - dense: 3
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.01}}
            schedule: {cosine: {warmup: 5}}
            clip: {norm: 1}
            batch: 50
            epochs: 4
            seed: 7
            """;

    private final Recipe recipe = Recipe.parse(RECIPE, "test");
    private final Dataset data = recipe.data().load(Path.of("."));

    private static void run(Trainer trainer, int steps) {
        for (int i = 0; i < steps && !trainer.done(); i++) trainer.step();
    }

    private Map<String, Tensor> trained(Recipe recipe, int threads) {
        return trained(recipe, data, threads);
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        assertThat(trained(recipe, 1)).isEqualTo(trained(recipe, 1));
    }

    /// Every source with its samples in a file, which a step reads batch by batch, and held in the heap.
    @ParameterizedTest
    @MethodSource("sources")
    void whereSamplesLieMakesNoDifference(Source source) {
        Dataset held = source.load(Path.of("."));
        Dataset filed = held.with(filed(held.train()), filed(held.test()));
        assertThat(filed).isEqualTo(held);
        Task task = held.task();
        Recipe own = recipe.withData(source)
                .withModel(List.of(Dense.of(8, new Tanh()), new Dropout(0.2), Dense.of(task.outputs())))
                .withLoss(task instanceof Task.Classification ? new SoftmaxCrossEntropy() : new Mse())
                .withStop(EarlyStopping.of())
                .withEpochs(2);
        Map<String, Tensor> expected = trained(own, held, 1);
        assertThat(trained(own, filed, 1)).isEqualTo(expected);
        assertThat(trained(own, filed, 4)).isEqualTo(expected);
        try (Trainer first = Trainer.of(own, filed);
                Trainer second = Trainer.of(own, filed)) {
            run(first, 3);
            second.restore(first.checkpoint());
            run(second, Integer.MAX_VALUE);
            assertThat(second.checkpoint().tensors()).isEqualTo(expected);
            assertThat(second.evaluator().test()).isEqualTo(scores(own, held));
        }
    }

    static Stream<Source> sources() {
        // the others need files
        return Family.examples(Source.BuiltIn.class)
                .filter(s -> !(s instanceof InMemory || s instanceof Csv || s instanceof Idx))
                .map(s -> s);
    }

    private static Samples filed(Samples samples) {
        return samples.withInputs((_, input) -> input.filed())
                .withTargets(samples.targets().filed());
    }

    private static Map<String, Tensor> trained(Recipe recipe, Dataset data, int threads) {
        try (Trainer trainer = Trainer.of(recipe, data, List.of(), threads)) {
            run(trainer, Integer.MAX_VALUE);
            return trainer.checkpoint().tensors();
        }
    }

    private static Evaluator.Score scores(Recipe recipe, Dataset data) {
        try (Trainer trainer = Trainer.of(recipe, data)) {
            run(trainer, Integer.MAX_VALUE);
            return trainer.evaluator().test();
        }
    }

    @Test
    void anotherSeedGivesOtherWeights() {
        assertThat(trained(recipe.withSeed(8), 1)).isNotEqualTo(trained(recipe, 1));
    }

    /// A weight put under a slip of its name would lie there and never be read.
    @Test
    void aWeightThatTheNetworkLacksIsRefusedWithTheNearestName() {
        try (Trainer trainer = Trainer.of(recipe, data)) {
            Tensor zeros = Tensor.full(Shape.of(32), 0);
            for (int steps = 0; steps < 2; steps++) {
                assertThatThrownBy(() -> trainer.store().put("dens1/bias", zeros))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("Store: no state dens1/bias; nearest: dense1/bias");
                trainer.store().put("dense1/bias", zeros);
                trainer.step();
            }
        }
    }

    @Test
    void twoThreadsGiveTheBitsOfOne() {
        assertThat(trained(recipe, 2)).isEqualTo(trained(recipe, 1));
    }

    @Test
    void aTrainingResumedFromAFileEndsWithTheSameBits(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint.safetensors");
        try (Trainer first = Trainer.of(recipe, data)) {
            run(first, 7);
            first.checkpoint().write(file);
        }
        Checkpoint checkpoint = Checkpoint.read(file);
        try (Trainer second = Trainer.of(checkpoint.recipe(), data)) {
            second.restore(checkpoint);
            run(second, Integer.MAX_VALUE);
            assertThat(second.stepsDone()).isEqualTo(second.totalSteps());
            assertThat(second.checkpoint().tensors()).isEqualTo(trained(recipe, 1));
        }
    }

    @Test
    void lookingOnChangesNothing() {
        Tap tap = (step, into) -> {
            Reading square = into.output(step.loss().square()),
                    signals = into.output(step.signals().get("dense1"));
            float[] elements = new float[step.signals().get("dense1").shape().size()];
            return report -> {
                assertThat(square.at(0)).isCloseTo(report.loss() * report.loss(), offset(1e-4));
                signals.read(elements, 0);
                assertThat((double) elements[1]).isEqualTo(signals.at(1));
            };
        };
        try (Trainer watched = Trainer.of(recipe, data, List.of(tap), 1)) {
            run(watched, Integer.MAX_VALUE);
            assertThat(watched.checkpoint().tensors()).isEqualTo(trained(recipe, 1));
        }
    }

    /// Asks for one output at every third step and for another at every second, and notes when it
    /// got them.
    private static Tap sampler(List<String> seen) {
        return (step, into) -> {
            boolean third = into.due(3), second = into.due(2);
            Reading loss = into.output(step.loss());
            if (third)
                into.output(step.gradients().values().iterator().next().abs().max());
            if (second) into.output(step.signals().get("dense1").square().sum());
            return report -> {
                assertThat(loss.at(0)).isEqualTo(report.loss());
                seen.add(report.step() + (third ? " third" : "") + (second ? " second" : ""));
            };
        };
    }

    @Test
    void whatIsSampledIsSeenAtItsStepsAlsoAfterAResumeAndChangesNothing() {
        List<String> whole = new ArrayList<>(), first = new ArrayList<>(), rest = new ArrayList<>();
        try (Trainer trainer = Trainer.of(recipe, data, List.of(sampler(whole)), 1)) {
            run(trainer, Integer.MAX_VALUE);
            assertThat(trainer.checkpoint().tensors()).isEqualTo(trained(recipe, 1));
        }
        assertThat(whole.subList(0, 7))
                .containsExactly("1 third second", "2", "3 second", "4 third", "5 second", "6", "7 third second");
        try (Trainer trainer = Trainer.of(recipe, data, List.of(sampler(first)), 1);
                Trainer other = Trainer.of(recipe, data, List.of(sampler(rest)), 1)) {
            run(trainer, 5);
            other.restore(trainer.checkpoint());
            run(other, Integer.MAX_VALUE);
            assertThat(other.checkpoint().tensors()).isEqualTo(trained(recipe, 1));
        }
        first.addAll(rest);
        assertThat(first).isEqualTo(whole);
    }

    @Test
    void anEpochVisitsEverySampleOnce() {
        try (Trainer trainer = Trainer.of(recipe.withBatch(32).withEpochs(1), data)) {
            assertThat(trainer.totalSteps()).isEqualTo(8); // 240 samples: seven steps of 32 and one of 16
            run(trainer, Integer.MAX_VALUE);
            assertThat(trainer.stepsDone()).isEqualTo(8);
        }
    }

    @Test
    void aStepThatIsNotFiniteChangesNoWeightAndNamesTheFirstOperation() {
        Recipe wild = Recipe.parse(
                RECIPE.replace("{adam: {rate: 0.01}}", "{sgd: {rate: 1e30}}")
                        .replace("clip: {norm: 1}\n", "")
                        .replace("  - batch_norm\n", "")
                        .replace("  - layer_norm\n", ""),
                "wild");
        try (Trainer trainer = Trainer.of(wild, data)) {
            StepReport report = trainer.step();
            Map<String, Tensor> before = Map.of();
            while (report.finite() && !trainer.done()) {
                before = trainer.checkpoint().tensors();
                report = trainer.step();
            }
            assertThat(report.finite()).isFalse();
            Map<String, Tensor> after = trainer.checkpoint().tensors();
            for (String weight : List.of("dense1/weight", "dense3/bias"))
                assertThat(after.get(weight)).isEqualTo(before.get(weight));
            assertThat(trainer.firstNonFinite()).isPresent();
        }
    }

    /// All states but those of the random numbers, which move on in any case.
    private static Map<String, Tensor> withoutKeys(Trainer trainer) {
        Map<String, Tensor> states = new HashMap<>(trainer.checkpoint().tensors());
        states.values().removeIf(t -> t.element() == Element.I32);
        return states;
    }

    private static Dataset withNaN(Dataset data, int sample) {
        Tensor inputs = data.train().inputs();
        int width = data.features();
        Tensor damaged = Tensor.generate(inputs.shape(), i -> i / width == sample ? Double.NaN : inputs.get(i))
                .as(Element.F32);
        return Dataset.of("damaged", new Samples(damaged, data.train().targets()), data.test(), data.task());
    }

    /// A trainer looks at its gradients only after a step, and goes back when they were not
    /// finite; no one can tell.
    @Test
    void aStepThatWasUndoneLeavesNoTrace() {
        Dataset damaged = withNaN(data, 200);
        List<Long> seen = new ArrayList<>();
        Recipe long1 = recipe.withBatch(2).withEpochs(2);
        try (Trainer trainer = Trainer.of(long1, damaged, List.of((_, _) -> r -> seen.add(r.step())), 1);
                Trainer other = Trainer.of(long1, damaged)) {
            Map<String, Tensor> old = Map.of();
            while (trainer.step().finite()) old = withoutKeys(trainer);
            long failed = trainer.stepsDone();
            assertThat(failed).as("behind the second copy").isBetween(66L, 120L);
            assertThat(withoutKeys(trainer)).isEqualTo(old);
            other.restore(trainer.checkpoint());
            while (!trainer.done()) {
                assertThat(trainer.step().finite()).isEqualTo(other.step().finite());
            }
            assertThat(trainer.checkpoint().tensors())
                    .isEqualTo(other.checkpoint().tensors());
            assertThat(seen)
                    .isEqualTo(LongStream.rangeClosed(1, trainer.totalSteps())
                            .boxed()
                            .toList());
        }
    }

    @Test
    void aNetworkLearnsTheSpirals() {
        try (Trainer trainer = Trainer.of(recipe.withEpochs(40), data)) {
            double before = trainer.evaluator().test().loss();
            run(trainer, Integer.MAX_VALUE);
            assertThat(trainer.evaluator().test().loss()).isLessThan(0.6 * before);
            assertThat(trainer.evaluator().test().metric()).isGreaterThan(0.7);
        }
    }
}
