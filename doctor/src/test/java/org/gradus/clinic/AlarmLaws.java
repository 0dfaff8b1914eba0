package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.gradus.data.Dataset;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.VanishingDepth;
import org.gradus.preset.Preset;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;
import org.gradus.train.Tap;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A guard is silent while a network learns, says what turned bad and since when, and says when
/// it is over.
class AlarmLaws {
    /// Steps that are made after the alarm, in which nothing more may be said.
    private static final int MORE = 50;

    private static Recipe preset(String name) {
        return Preset.named(name).orElseThrow().recipe();
    }

    private static List<Alarm> alarms(Recipe recipe) {
        return alarms(recipe, Integer.MAX_VALUE);
    }

    /// @param steps how many are made at most
    private static List<Alarm> alarms(Recipe recipe, int steps) {
        List<Alarm> alarms = new ArrayList<>();
        Dataset data = recipe.data().load(Path.of(""));
        try (Trainer trainer = Trainer.of(recipe, data, List.of(Guard.telling(alarms::add)), 1)) {
            while (!trainer.done() && trainer.stepsDone() < steps) trainer.step();
        }
        return alarms;
    }

    private static void train(Recipe recipe, List<Tap> taps, Consumer<Trainer> afterEachStep) {
        Dataset data = recipe.data().load(Path.of(""));
        try (Trainer trainer = Trainer.of(recipe, data, taps, 1)) {
            while (!trainer.done()) {
                trainer.step();
                afterEachStep.accept(trainer);
            }
        }
    }

    static List<Recipe> healthy() {
        return Preset.all().stream()
                .filter(p -> p.cause().isEmpty())
                .map(Preset::recipe)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void itIsSilentOnAHealthyNetwork(Recipe recipe) {
        assertThat(alarms(recipe)).isEmpty();
    }

    /// Since when, and by which step it is said.
    @ParameterizedTest
    @CsvSource({
        "deep-sigmoid,         vanishing-depth, 0, 0, 100",
        "deep-tanh-small-init, vanishing-depth, 0, 0, 100",
        "deep-relu-glorot,     vanishing-depth, 0, 0, 100",
        "saturated-tanh,       saturated,       0, 0, 100",
        "dead-relu,            dead-units,      0, 0, 160",
        "zero-init,            zero-init,       0, 0, 100",
        "exploding,            nan,             2, 8, 8",
        "lr-too-high,          nan,             2, 8, 8",
        "overflow,             nan,             1, 1, 1",
        "lr-too-low,           stalled,         0, 8, 200",
        "lost-update,          stalled,         0, 8, 200",
        "underflow,            stalled,         0, 8, 200"
    })
    void itSpeaksOnceOnASickOne(String preset, String cause, long earliest, long latest, int by) {
        List<Alarm> alarms = alarms(preset(preset), by + MORE);
        assertThat(alarms).hasSize(1);
        assertThat(alarms.getFirst().cause()).isEqualTo(cause);
        assertThat(alarms.getFirst().over()).isFalse();
        assertThat(alarms.getFirst().since()).isBetween(earliest, latest);
        assertThat(alarms.getFirst().step()).isBetween(alarms.getFirst().since(), (long) by);
    }

    /// Noise leaves it half of the variance, at which its loss stands still for most of the training.
    @Test
    void aLossThatComesToRestWhereNoiseLeavesItIsNotCalledStalled() {
        Recipe noisy = Recipe.parse("""
                name: noisy
                data: {standardized: {source: {regression: {samples: 900, features: 6, noise: 1.2, split: 0.8}}}}
                model: [{dense: {units: 8, activation: tanh}}, {dense: 1}]
                loss: mse
                optimizer: {momentum: {rate: 0.01}}
                batch: 32
                epochs: 60
                """, "noisy.yaml");
        assertThat(alarms(noisy)).isEmpty();
    }

    /// Columns of size 30 000 make a fresh network's loss millions of times a constant guess's: it falls, and
    /// would be far above the guess at the end.
    @ParameterizedTest
    @CsvSource({"0.001, 4", "0.001, 20", "1e-5, 60"})
    void aLossFarAboveGuessingIsToldThoughItFalls(double rate, int epochs, @TempDir Path folder) throws IOException {
        Random random = new Random(3);
        StringBuilder rows = new StringBuilder("a,b,c,y\n");
        for (int i = 0; i < 800; i++) {
            double a = random.nextGaussian(), b = random.nextGaussian(), c = random.nextGaussian();
            double y = 5 * a + 4 * b + 2 * random.nextGaussian();
            rows.append(20000 + 15000 * a + "," + (3 + b) + "," + (50000 + 9000 * c) + "," + y + "\n");
        }
        Files.writeString(folder.resolve("large.csv"), rows);
        Recipe large = Recipe.parse("""
                name: large
                data: {csv: {path: large.csv, target: y, task: regression}}
                model: [{dense: {units: 32, activation: relu, init: he_normal}}, {dense: 1}]
                loss: mse
                optimizer: {adam: {rate: %s}}
                batch: 32
                epochs: %d
                """.formatted(rate, epochs), "large.yaml");
        List<Alarm> alarms = new ArrayList<>();
        Dataset data = large.data().load(folder);
        try (Trainer trainer = Trainer.of(large, data, List.of(Guard.telling(alarms::add)), 1)) {
            while (!trainer.done()) trainer.step();
        }
        assertThat(alarms).hasSize(1);
        assertThat(alarms.getFirst().cause()).isEqualTo("input-scale");
        assertThat(alarms.getFirst().words())
                .matches("inputs of size 32781, .*standardize: true; loss \\S+, a constant guess has 43.67");
    }

    @Test
    void aNumberThatIsNotFiniteComesWithWhatWentBeforeIt() {
        assertThat(alarms(preset("exploding"), 10).getFirst().words()).endsWith("before that, exploding since step 0");
        assertThat(alarms(preset("lr-too-high"), 10).getFirst().words())
                .endsWith("before that, lr-too-high since step 1");
    }

    @Test
    void theLineNamesStepCauseAndNumbers() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        train(preset("deep-sigmoid").withEpochs(5), List.of(Guard.printing(out)), _ -> {});
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .matches(
                        "step \\d+: vanishing-depth since step 0: layer 1 gets \\S+e-7 of the last hidden layer's signal; "
                                + "loss 2.3\\d, a constant guess has 2.30\\R");
    }

    /// The weights are replaced by those of a sound network as soon as the alarm is raised.
    @Test
    void itSaysWhenItIsOver() {
        Recipe sick = preset("zero-init");
        Recipe sound = Recipe.parse(sick.toYaml().replace("zeros", "glorot_uniform"), "sound");
        Map<String, Tensor> weights = tensors(sound);
        List<Alarm> alarms = new ArrayList<>();
        Guard guard = Guard.telling(alarms::add);
        train(sick, List.of(guard), trainer -> {
            if (alarms.size() != 1 || guard.alarm().isEmpty()) return;
            if (alarms.getFirst().step() == trainer.stepsDone()) weights.forEach(trainer.store()::put);
        });
        assertThat(alarms).extracting(Alarm::cause).containsExactly("zero-init", "zero-init");
        assertThat(alarms).extracting(Alarm::over).containsExactly(false, true);
        assertThat(alarms.getLast().step())
                .isBetween(alarms.getFirst().step() + 1, alarms.getFirst().step() + 64);
        assertThat(alarms.getLast()).asString().contains("zero-init, since step 0, is over: loss ");
        assertThat(guard.alarm()).isEmpty();
    }

    private static Map<String, Tensor> tensors(Recipe recipe) {
        try (Trainer trainer = Trainer.of(recipe, recipe.data().load(Path.of("")))) {
            return trainer.checkpoint().tensors();
        }
    }

    @Test
    void itChangesNoBitAndStandsBesideTheDoctorsVitals() {
        Recipe recipe = preset("relu-he").withEpochs(2);
        assertThat(trained(recipe, List.of(Guard.telling(_ -> {}), new Vitals())))
                .isEqualTo(trained(recipe, List.of()));
    }

    private static Map<String, Tensor> trained(Recipe recipe, List<Tap> taps) {
        Map<String, Tensor> end = new TreeMap<>();
        train(recipe, taps, trainer -> {
            if (trainer.done()) end.putAll(trainer.checkpoint().tensors());
        });
        end.keySet().removeIf(name -> name.contains("dead/"));
        return end;
    }

    @Test
    void aGuardThatBeginsAnewHasForgottenTheTrainingBefore() {
        List<Alarm> alarms = new ArrayList<>();
        Guard guard = Guard.telling(alarms::add);
        train(preset("overflow").withEpochs(1), List.of(guard), _ -> {});
        train(preset("relu-he").withEpochs(4), List.of(guard), _ -> {});
        assertThat(alarms).hasSize(1);
        assertThat(guard.alarm()).isEmpty();
    }

    @Test
    void aGuardKnowsTheSignsOfTheDetectorsThatItIsGivenAndNoOthers() {
        List<Alarm> alarms = new ArrayList<>();
        List<Detector> others = DetectorList.all().stream()
                .filter(d -> !(d instanceof VanishingDepth))
                .toList();
        Dataset data = preset("deep-sigmoid").data().load(Path.of(""));
        try (Trainer trainer =
                Trainer.of(preset("deep-sigmoid"), data, List.of(Guard.telling(alarms::add, others)), 1)) {
            while (trainer.stepsDone() < 100) trainer.step();
        }
        assertThat(alarms).isEmpty();
    }

    @Test
    void aStillLossIsJudgedByWindowsOfTheTraining() {
        Guard.LossTrend trend = new Guard.LossTrend(2);
        for (double loss : new double[] {4, 4, 2, 2}) {
            assertThat(trend.full()).isFalse();
            trend.add(loss);
            trend.close();
        }
        assertThat(trend.full()).isTrue();
        assertThat(trend.before()).isEqualTo(4);
        assertThat(trend.now()).isEqualTo(2);
        trend.close();
        assertThat(trend.now()).isEqualTo(2);
    }
}
