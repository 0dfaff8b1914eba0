package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gradus.cli.Shell.Result;
import org.gradus.data.Dataset;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.train.Reach;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No advice blocks a training: what a trainer accepts is trained, forecast, diagnosed and examined.
///
/// `-Dgradus.drawn=2000` draws that many recipes instead of 100; `-Dgradus.seed=7` draws others.
class AdviceLaws {
    private static final int DRAWN = Integer.getInteger("gradus.drawn", 100);
    private static final long SEED = Long.getLong("gradus.seed", 1);

    /// One of so many recipes is diagnosed, and every other of those is examined with trials: that
    /// takes a hundred times as long as all else. `-Dgradus.examined=1` does so with every recipe.
    private static final int EXAMINED = Integer.getInteger("gradus.examined", 50);

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
        if (drawn % EXAMINED == 0) commands.add("diagnose");
        if (drawn % (2 * EXAMINED) == 0 || EXAMINED == 1) commands.add("doctor");
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

    private static Result run(String command, String recipe) {
        Shell shell = Shell.piped().in(folder).with("GRADUS_TRACE", System.getProperty("gradus.trace", ""));
        return command.equals("doctor") || command.equals("diagnose")
                ? shell.run(command, recipe, "--threads=1")
                : shell.run(command, recipe);
    }
}
