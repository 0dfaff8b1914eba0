package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradus.cli.Shell.Result;
import org.gradus.data.Dataset;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.gradus.train.RateFinder;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void aRecipeLiesInTheFolder() {
        Recipes.write(folder, "small", Recipes.SMALL);
        Recipes.write(folder, "falling", Recipes.SMALL + "schedule: cosine\n");
        shell = Shell.piped().in(folder);
    }

    /// The loss after a training at a rate; infinite where it broke off.
    private static double loss(Recipe recipe, Dataset data, double rate) {
        try (Trainer trainer =
                Trainer.of(recipe.withOptimizer(recipe.optimizer().withRate(rate)), data)) {
            return trainer.train().isPresent()
                    ? Double.POSITIVE_INFINITY
                    : trainer.evaluator().train().loss();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lr-too-high", "lr-too-low", "learned-by-heart"})
    void itsRateTrainsBetterThanAHundredthAndAHundredfold(String preset) {
        Recipe recipe = Preset.named(preset).orElseThrow().recipe();
        Dataset data = recipe.data().load(folder);
        double rate = RateFinder.of(recipe, data).suggested().orElseThrow();
        double loss = loss(recipe, data, rate);
        assertThat(loss).isLessThan(loss(recipe, data, rate / 100) / 2);
        assertThat(loss).isLessThan(loss(recipe, data, rate * 100) / 2);
    }

    @Test
    void theRateIsToldDrawnAndWrittenAsJson() throws IOException {
        Result result = shell.run("rate", "small.yaml", "--svg", "rate.svg");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("small: ")
                .contains("steps of adam, its rate growing from 1e-6 to ", "learning rate", "suggested ", "●")
                .contains("a rule of thumb; the recipe has 0.01", "steepest ", "breaks out ");
        assertThat(result.err()).contains("drawn: rate.svg");
        assertThat(Files.readString(folder.resolve("rate.svg")))
                .startsWith("<svg")
                .contains("suggested", "smoothed");
        assertThat(shell.run("rate", "small.yaml", "--json", "--threads=2").out())
                .contains("\"verdict\": \"found\"", "\"own\": 0.01", "\"curve\": [", "\"smoothed\": ");
        assertThat(shell.run("rate", "small.yaml", "--threads=2").out()).isEqualTo(result.out());
    }

    @Test
    void aScheduleIsSetAsideAndSaid() {
        assertThat(shell.run("rate", "falling.yaml").out())
                .contains("the recipe's schedule cosine is set aside")
                .contains(shell.run("rate", "small.yaml").out().lines().skip(1).toList());
    }

    @Test
    void whereNothingIsFoundItSaysWhy() {
        Result out = shell.run("rate", "overflow");
        assertThat(out.code()).isZero();
        assertThat(out.out()).contains("no suggestion: the loss is out of bounds from the first steps on");
        assertThat(shell.run("rate", "zero-init").out()).contains("no suggestion: the loss falls at no rate from 1e-6");
        assertThat(shell.run("rate", "zero-init", "--json").out())
                .contains("\"verdict\": \"flat\"", "\"suggested\": null");
    }

    @Test
    void badRangesAreRefused() {
        assertThat(shell.run("rate", "small.yaml", "--from=0").code()).isEqualTo(2);
        assertThat(shell.run("rate", "small.yaml", "--steps=3").err())
                .contains("steps: expected 20 to 100000, found 3");
        assertThat(shell.run("rate").code()).isEqualTo(2);
    }
}
