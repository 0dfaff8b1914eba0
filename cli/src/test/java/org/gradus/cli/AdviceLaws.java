package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gradus.cli.Shell.Result;
import org.gradus.data.Dataset;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.train.Reach;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No advice blocks a training: what a trainer accepts is trained, forecast, diagnosed and examined.
///
/// `-Dgradus.drawn=2000` draws that many recipes instead of 40; `-Dgradus.seed=7` draws others.
class AdviceLaws {
    private static final int DRAWN = Integer.getInteger("gradus.drawn", 40);
    private static final long SEED = Long.getLong("gradus.seed", 1);

    /// One of so many recipes is judged, by turns with trials and without: that takes a hundred times
    /// as long as all else. `-Dgradus.examined=1` judges every recipe.
    private static final int EXAMINED = Integer.getInteger("gradus.examined", 25);

    @TempDir
    static Path folder;

    @BeforeAll
    static void samplesLieInTheFolder() {
        Samples.write(folder);
    }

    @Test
    void whatATrainerAcceptsPassesEveryCommand() {
        Grammar grammar = new Grammar(SEED, folder);
        Map<String, Integer> counts = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (int drawn = 0; drawn < DRAWN; ) {
            String refused = refused(grammar, counts, drawn, failures);
            counts.merge(refused, 1, Integer::sum);
            if (refused.equals("accepted")) drawn++;
        }
        System.out.println("seed " + SEED + ": " + counts);
        assertThat(failures).as("seed " + SEED).isEmpty();
    }

    /// Draws a recipe and, if a trainer accepts it, runs the commands on it.
    private static String refused(Grammar grammar, Map<String, Integer> counts, int drawn, List<String> failures) {
        Recipe recipe;
        boolean still;
        try {
            recipe = grammar.recipe("drawn" + drawn);
            Dataset data = recipe.data().load(folder);
            try (Trainer trainer = Trainer.anyway(recipe, data, List.of(), 1, recipe.seed())) {
                trainer.evaluator().train();
            }
            still = Reach.of(recipe, data).nothing(recipe.name()).isPresent();
        } catch (InputException e) {
            return "refused data";
        } catch (IllegalArgumentException e) {
            return "refused recipe";
        }
        Recipes.write(folder, recipe.name(), recipe.toYaml());
        List<String> commands = new ArrayList<>(List.of("forecast", "train"));
        if (drawn % EXAMINED == 0) commands.add(drawn / EXAMINED % 2 == 0 ? "doctor" : "diagnose");
        for (String command : commands) {
            long begun = System.nanoTime();
            Result result = run(command, recipe.name() + ".yaml");
            counts.merge(command + " ms", (int) ((System.nanoTime() - begun) / 1_000_000), Integer::sum);
            int expected = still && command.equals("train") ? Gradus.REFUSED : Gradus.DONE;
            if (result.code() != expected) {
                failures.add(command + ": exit " + result.code() + "\n" + result.err() + recipe.toYaml());
            }
        }
        return "accepted";
    }

    private static final String MODEL = "model: [{dense: {units: 4, activation: tanh}}, {dense: {units: 2}}]";

    private static final String DEEP =
            "model: [{repeat: {times: 400, layers: [{dense: {units: 4, activation: sigmoid}}]}}, {dense: {units: 2}}]";

    /// Recipes that once were refused, or took a training with them.
    static Stream<String> odd() {
        return Stream.of(
                classes("csv: {path: zeros.csv}", MODEL),
                classes("csv: {path: constant.csv, standardize: true}", MODEL),
                recipe("csv: {path: one-row.csv, split: 1, task: regression}", "model: [{dense: {units: 1}}]", "mse"),
                classes("corrupted: {source: {xor: {samples: 20}}, answers: constant}", MODEL),
                classes("xor: {samples: 20}", MODEL + "\noptimizer: {sgd: {rate: 1.0e30}}"),
                recipe("regression: {samples: 20, noise: 1.0e300}", "model: [{dense: {units: 1}}]", "mse"),
                classes("xor: {samples: 20}", DEEP),
                classes("xor: {samples: 20}", "model: [{dense: {units: 5000}}, {dense: {units: 2}}]"));
    }

    private static String classes(String data, String model) {
        return recipe(data, model, "softmax_cross_entropy");
    }

    private static String recipe(String data, String model, String loss) {
        return """
                name: odd
                data: {%s}
                %s
                loss: %s
                epochs: 2
                """.formatted(data, model, loss);
    }

    @ParameterizedTest
    @MethodSource("odd")
    void anOddRecipeIsForecastAndTrained(String yaml) {
        Recipes.write(folder, "odd", yaml);
        for (String command : List.of("forecast", "train")) {
            Result result = run(command, "odd.yaml");
            assertThat(result.code()).as(result.err()).isZero();
        }
    }

    @Test
    void aNetworkThatHoldsNothingIsForecast() {
        Recipes.write(folder, "odd", classes("xor: {samples: 20}", "model: [{freeze: {layers: []}}]"));
        assertThat(run("forecast", "odd.yaml").code()).isZero();
    }

    private static Result run(String command, String recipe) {
        Shell shell = Shell.piped().in(folder).with("GRADUS_TRACE", System.getProperty("gradus.trace", ""));
        return command.equals("doctor") || command.equals("diagnose")
                ? shell.run(command, recipe, "--threads=1")
                : shell.run(command, recipe);
    }
}
