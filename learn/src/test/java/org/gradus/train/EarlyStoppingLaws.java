package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.optim.EarlyStopping;
import org.gradus.optim.Step;
import org.gradus.optim.Stop.Monitor;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A training that may stop early is the training on fewer samples, ended where the rule says, with
/// the network of its best epoch.
final class EarlyStoppingLaws {
    private static final int EPOCHS = 40;

    /// It fits its few noisy samples within some epochs, and from then on only what is noise.
    private static final Recipe PLAIN = Recipe.parse("""
            name: noisy
            data: {spirals: {samples: 150, classes: 3, noise: 0.3, standardize: true}}
            model:
              - dense: {units: 24, activation: relu, init: he_normal}
              - batch_norm
              - dropout: 0.1
              - dense: {units: 24, activation: relu, init: he_normal}
              - dense: 3
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.01}}
            batch: 25
            epochs: %d
            seed: 5
            """.formatted(EPOCHS), "noisy");

    private static final EarlyStopping RULE = new EarlyStopping(0.25, 4, Monitor.LOSS, 0, 1);
    private static final Recipe RECIPE = PLAIN.withStop(RULE);

    private final Dataset data = PLAIN.data().load(Path.of(""));

    private static Trainer trained(Recipe recipe, Dataset data, int threads) {
        Trainer trainer = Trainer.of(recipe, data, List.of(), threads);
        while (!trainer.done()) trainer.step();
        return trainer;
    }

    /// An epoch of the training on the smaller part that nobody stops: what validation measures after
    /// it, and its network.
    private record Epoch(Evaluator.Score validation, Map<String, Tensor> network) {}

    private List<Epoch> epochs(Recipe recipe) {
        Split split = Split.of(recipe, data);
        Samples held = split.validation().orElseThrow();
        List<Epoch> epochs = new ArrayList<>();
        Dataset smaller = split.trained();
        try (Trainer trainer = Trainer.of(recipe.withoutStop(), smaller);
                Evaluator validation = new Evaluator(
                        recipe.loss(),
                        Dataset.of("held", held, data.test(), data.task()),
                        trainer.network(),
                        trainer.store(),
                        trainer.workers())) {
            while (!trainer.done()) {
                trainer.step();
                if (trainer.stepsDone() % trainer.stepsPerEpoch() != 0) continue;
                epochs.add(new Epoch(validation.train(), network(trainer)));
            }
        }
        return epochs;
    }

    private static Map<String, Tensor> network(Trainer trainer) {
        Map<String, Tensor> network = new TreeMap<>(trainer.checkpoint().tensors());
        network.keySet().removeIf(name -> name.startsWith(Step.SLOTS));
        network.values().removeIf(value -> value.element() == Element.I32);
        return network;
    }

    @ParameterizedTest
    @CsvSource({"LOSS, 0, 4", "LOSS, 0.05, 4", "LOSS, 0, 1", "LOSS, 0, 100", "METRIC, 0, 5", "METRIC, 0.03, 3"})
    void itStopsWhereTheRuleSaysAndKeepsTheNetworkOfTheBestEpoch(Monitor monitor, double minDelta, int patience) {
        EarlyStopping rule = new EarlyStopping(0.25, patience, monitor, minDelta, 1);
        List<Epoch> epochs = epochs(PLAIN.withStop(rule));
        int best = 0, last = 0;
        double value = monitor == Monitor.LOSS ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        while (last < EPOCHS && last - best < patience) {
            Evaluator.Score score = epochs.get(last++).validation();
            double now = monitor == Monitor.LOSS ? score.loss() : score.metric();
            if (monitor == Monitor.LOSS ? now < value - minDelta : now > value + minDelta) {
                value = now;
                best = last;
            }
        }
        try (Trainer trainer = trained(PLAIN.withStop(rule), data, 1)) {
            assertThat(trainer.stepsDone()).isEqualTo((long) last * trainer.stepsPerEpoch());
            assertThat(trainer.totalSteps()).isEqualTo((long) EPOCHS * trainer.stepsPerEpoch());
            assertThat(trainer.ending()).hasValue(new Ending(last < EPOCHS, last, EPOCHS, best, value));
            assertThat(trainer.best().orElseThrow().epoch()).isEqualTo(best);
            assertThat(network(trainer)).isEqualTo(epochs.get(best - 1).network());
            assertThat(network(trainer)).containsKey("batch_norm1/mean");
        }
    }

    @Test
    void theNoisySamplesAreOverfittedAndTheTrainingStopsBeforeItsLastEpoch() {
        try (Trainer trainer = trained(RECIPE, data, 1)) {
            Ending ending = trainer.ending().orElseThrow();
            assertThat(ending.early()).isTrue();
            assertThat(ending.best()).isEqualTo(ending.epoch() - 4).isGreaterThan(1);
            assertThat(ending.sentence())
                    .isEqualTo("stopped after epoch " + ending.epoch() + " of 40; best was epoch " + ending.best()
                            + ", whose weights are kept");
        }
    }

    @Test
    void theEvaluatorMeasuresTheNetworkThatIsKeptOnWhatItWasTrainedOn() {
        try (Trainer trainer = trained(RECIPE, data, 1);
                Trainer other =
                        Trainer.of(RECIPE.withoutStop(), Split.of(RECIPE, data).trained())) {
            trainer.best().orElseThrow().network().forEach(other.store()::put);
            assertThat(trainer.evaluator().train()).isEqualTo(other.evaluator().train());
            assertThat(trainer.evaluator().test()).isEqualTo(other.evaluator().test());
        }
    }

    @Test
    void beforeTheEndTheWeightsAreThoseOfTheLastStep() {
        try (Trainer trainer = Trainer.of(RECIPE, data);
                Trainer plain =
                        Trainer.of(RECIPE.withoutStop(), Split.of(RECIPE, data).trained())) {
            for (int i = 0; i < 3 * trainer.stepsPerEpoch(); i++) {
                assertThat(trainer.ending()).isEmpty();
                trainer.step();
                plain.step();
                assertThat(trainer.checkpoint().tensors())
                        .isEqualTo(plain.checkpoint().tensors());
            }
            assertThat(trainer.done()).isFalse();
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        try (Trainer one = trained(RECIPE, data, 1);
                Trainer two = trained(RECIPE, data, 2)) {
            assertThat(two.checkpoint()).isEqualTo(one.checkpoint());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 17, 30, 43, 1000})
    void atAnyStepItIsSavedAndResumedToTheSameBitsAndTheSameStop(int steps, @TempDir Path folder) {
        Path file = folder.resolve("checkpoint");
        try (Trainer whole = trained(RECIPE, data, 1);
                Trainer first = Trainer.of(RECIPE, data)) {
            for (int i = 0; i < steps && !first.done(); i++) first.step();
            first.checkpoint().write(file);
            Checkpoint read = Checkpoint.read(file);
            assertThat(read).isEqualTo(first.checkpoint());
            try (Trainer second = Trainer.of(read.recipe(), data)) {
                second.restore(read);
                assertThat(second.done()).isEqualTo(first.done());
                while (!second.done()) second.step();
                assertThat(second.checkpoint()).isEqualTo(whole.checkpoint());
                assertThat(second.ending()).isEqualTo(whole.ending());
            }
        }
    }

    @Test
    void aTrainingThatCouldNotStopIsWatchedFromItsCheckpointOn() {
        try (Trainer plain = Trainer.of(PLAIN, data);
                Trainer watched = Trainer.of(RECIPE, data)) {
            for (int i = 0; i < 30; i++) plain.step();
            watched.restore(plain.checkpoint());
            assertThat(watched.best()).isEmpty();
            assertThat(watched.done()).isFalse();
            int epoch = 30 / watched.stepsPerEpoch();
            while (!watched.done()) watched.step();
            assertThat(watched.ending().orElseThrow().best()).isGreaterThan(epoch);
        }
    }

    @Test
    void aTrainingTakenOverIsWatchedAnew() {
        try (Trainer first = trained(RECIPE, data, 1);
                Trainer second = Trainer.of(RECIPE.withEpochs(80), data)) {
            second.adopt(first.checkpoint());
            assertThat(second.done()).isFalse();
            assertThat(second.best()).isEmpty();
            for (int i = 0; i < 4 * second.stepsPerEpoch() && !second.done(); i++) second.step();
            assertThat(second.best()).isPresent();
        }
    }

    /// A step is undone by going back some steps and repeating them, here over the end of an epoch.
    @Test
    void aStepThatWasUndoneLeavesNoTraceInTheBestEpoch() {
        Recipe wild = Recipe.parse("""
                name: wild
                data: {spirals: {samples: 150, classes: 3, noise: 0.3, standardize: true}}
                model: [{dense: 24}, {dense: 24}, {dense: 24}, {dense: 3}]
                loss: softmax_cross_entropy
                optimizer: {sgd: {rate: 5e3}}
                schedule: {cosine: {warmup: 100000}}
                batch: 5
                stop: {early_stopping: {patience: 4}}
                """, "wild");
        try (Trainer trainer = Trainer.of(wild, data);
                Trainer other = Trainer.of(wild, data)) {
            List<Best> seen = new ArrayList<>();
            while (trainer.step().finite() && !trainer.done()) trainer.best().ifPresent(seen::add);
            assertThat(trainer.stepsDone()).isBetween(trainer.stepsPerEpoch() + 1L, 63L);
            assertThat(trainer.best()).contains(seen.getLast());
            other.restore(trainer.checkpoint());
            while (!trainer.done()) {
                assertThat(trainer.step().finite()).isEqualTo(other.step().finite());
                assertThat(trainer.checkpoint()).isEqualTo(other.checkpoint());
            }
            assertThat(other.done()).isTrue();
        }
    }

    @Test
    void aValidationThatIsNeverANumberEndsTheTrainingAndKeepsTheLastWeights() {
        Tensor inputs = data.train().inputs();
        Tensor damaged = Tensor.generate(inputs.shape(), _ -> Double.NaN).as(Element.F32);
        Dataset broken = Dataset.of("broken", new Samples(damaged, data.train().targets()), data.test(), data.task());
        try (Trainer trainer = trained(RECIPE, broken, 1)) {
            Ending ending = trainer.ending().orElseThrow();
            assertThat(ending).isEqualTo(new Ending(true, 4, EPOCHS, 0, Double.NaN));
            assertThat(ending.sentence()).isEqualTo("stopped after epoch 4 of 40; validation never measured a number");
            assertThat(trainer.best()).isEmpty();
        }
    }

    @Test
    void withoutTheRuleNothingIsWatched() {
        try (Trainer trainer = Trainer.of(PLAIN.withEpochs(1), data)) {
            while (!trainer.done()) trainer.step();
            assertThat(trainer.best()).isEmpty();
            assertThat(trainer.ending()).isEmpty();
            assertThat(trainer.checkpoint().best()).isEmpty();
            assertThat(new HashMap<>(trainer.checkpoint().tensors()).keySet()).noneMatch(n -> n.contains("best"));
        }
    }
}
