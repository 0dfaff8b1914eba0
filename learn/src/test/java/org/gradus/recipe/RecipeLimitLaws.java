package org.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.gradus.data.Digits;
import org.gradus.law.Allocation;
import org.gradus.layer.Chain;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.layer.Repeat;
import org.gradus.layer.Residual;
import org.gradus.layer.Unrolled;
import org.gradus.loss.Mse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no text may do to whoever reads it: fill the memory, fill the stack, or take for ever.
final class RecipeLimitLaws {
    private static final String HEAD = "name: x\ndata: digits\n", TAIL = "\nloss: softmax_cross_entropy\n";

    private static Recipe read(String model) {
        return Recipe.parse(HEAD + model + TAIL, "r.yaml");
    }

    private static void refused(String model, String message) {
        assertThatThrownBy(() -> read(model))
                .isInstanceOf(RecipeException.class)
                .hasMessageStartingWith("r.yaml:")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model: &a [*a]",
                "model: [&a {chain: {layers: [*a]}}]",
                "model: &a {chain: *a}",
                "model: [{dense: &u {units: *u}}]"
            })
    void aTextThatStandsWithinItselfIsRefused(String model) {
        refused(model, "stands within what it names");
    }

    @Test
    void anAliasCountsAsAllThatItStandsFor() {
        StringBuilder model = new StringBuilder("model:\n  - &a0 {dense: 8}\n");
        for (int i = 1; i < 12; i++) {
            String ten = ("*a" + (i - 1) + ", ").repeat(10);
            model.append("  - &a%d {chain: {layers: [%s]}}\n".formatted(i, ten));
        }
        refused(model.toString(), "r.yaml:10: expected at most 500,000 values, aliases written out; found more");
        String honest = "model:\n  - &h {dense: 8}\n" + "  - *h\n".repeat(50);
        assertThat(read(honest).model()).hasSize(51);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "[{residual: "})
    void whatNestsDeepIsRefused(String open) {
        refused("model: " + open.repeat(100_000), "r.yaml:3: expected at most 250 levels, one in another; found more");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 20_000_000, 1_000_001})
    void aRepeatOfTooManyLayersIsRefusedAtItsLine(int times) {
        String found = "expected at most 1,000,000 layers with every repeat unrolled, found ";
        refused(
                "model:\n  - dense: 8\n  - repeat:\n      layers: [{dense: 8}]\n      times: " + times,
                "r.yaml:7: model[1].repeat.times: " + found + String.format(Locale.ROOT, "%,d", times));
        refused("model: [{repeat: {times: %d, layers: []}}]".formatted(times), found);
    }

    @Test
    void repeatsWithinRepeatsMultiply() {
        String thousand = "{repeat: {times: 1000, layers: [%s]}}";
        String million = "model: [" + thousand.formatted(thousand.formatted("{dense: 8}")) + "%s]";
        assertThat(read(million.formatted("")).model()).hasSize(1);
        refused(million.formatted(", {dense: 10}"), "r.yaml:3: model: expected at most 1,000,000 layers");
        refused("model: [" + thousand.formatted(thousand.formatted(thousand.formatted("{dense: 8}"))) + "]", "times: ");
    }

    @Test
    void tenThousandLayersAreReadWithTheirPlaces() {
        RecipeText text =
                RecipeText.parse(HEAD + "model: [{repeat: {times: 10000, layers: [{dense: 8}]}}]" + TAIL, "r.yaml");
        assertThat(text.places().layers()).hasSize(10_000);
        Recipe apart = text.recipe().withModel(Collections.nCopies(10_000, Dense.of(8)));
        assertThat(Recipe.parse(apart.toYaml(), "r.yaml")).isEqualTo(apart);
    }

    @Test
    void aLineThatStandsForManyLayersTakesNoMoreMemoryThanOneThatStandsForOne() {
        String model = "model: [{repeat: {times: %d, layers: [{dense: 8}]}}]";
        read(model.formatted(1));
        long one = Allocation.of(() -> read(model.formatted(1)));
        assertThat(Allocation.of(() -> read(model.formatted(900_000)))).isLessThan(2 * one + 100_000);
    }

    @Test
    void layersMadeInJavaKeepToTheSameLimits() {
        List<Layer> dense = List.of(Dense.of(8));
        String most = "expected at most 1,000,000 layers with every repeat unrolled";
        assertThatThrownBy(() -> new Repeat(Integer.MAX_VALUE, dense))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("times: " + most + ", found 2,147,483,647");
        Repeat million = new Repeat(1_000_000, dense);
        assertThatThrownBy(() -> new Repeat(2, million)).hasMessage("times: " + most + ", found 2,000,000");
        assertThatThrownBy(() -> Recipe.of("x", Digits.standard(), new Mse(), million, Dense.of(1)))
                .hasMessage("model: " + most + ", found 1,000,001");
        assertThatThrownBy(() -> new Network(List.of(million, Dense.of(1)), 1)).hasMessageStartingWith("model: ");
    }

    @Test
    void layersMayNestAsDeepAsTheLimitAndAreReadBackThen() {
        Layer deep = Dense.of(8);
        for (int i = 1; i < Unrolled.DEEPEST; i++) {
            deep = i % 2 == 0 ? new Residual(List.of(deep), 0.5) : new Chain(List.of(deep), "c" + i);
        }
        Recipe recipe = Recipe.of("x", Digits.standard(), new Mse(), deep);
        assertThat(Recipe.parse(recipe.toYaml(), "r.yaml")).isEqualTo(recipe);
        List<Layer> deepest = List.of(deep);
        assertThatThrownBy(() -> new Repeat(1, deepest))
                .hasMessage("layers: expected layers nested at most 64 deep, found deeper ones");
        Layer deeper = new Chain(deepest, "");
        assertThatThrownBy(() -> Recipe.of("x", Digits.standard(), new Mse(), deeper))
                .hasMessage("model: expected layers nested at most 64 deep, found deeper ones");
        Layer abyss = Dense.of(8);
        for (int i = 0; i < 100_000; i++) abyss = new Chain(List.of(abyss), "");
        List<Layer> bottomless = List.of(abyss);
        assertThatThrownBy(() -> new Network(bottomless, 1)).hasMessageContaining("nested at most 64 deep");
        assertThatThrownBy(() -> new Repeat(1, bottomless)).hasMessageContaining("nested at most 64 deep");
    }

    @Test
    void aTextThatIsTooLongIsRefusedBeforeItIsParsed(@TempDir Path folder) throws IOException {
        String text = "#".repeat(RecipeText.LONGEST + 1);
        String message = ": expected a recipe of at most 2,000,000 characters, found 2,000,001";
        assertThatThrownBy(() -> Recipe.parse(text, "r.yaml"))
                .isInstanceOf(RecipeException.class)
                .hasMessage("r.yaml" + message);
        Path file = Files.writeString(folder.resolve("long.yaml"), text);
        assertThatThrownBy(() -> Recipe.read(file)).hasMessage(file + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null"})
    void aDeviceIsNoRecipe(Path device) {
        if (!Files.exists(device)) return;
        assertThatThrownBy(() -> Recipe.read(device))
                .isInstanceOf(RecipeException.class)
                .hasMessage(device + ": expected a regular file, found a pipe or a device");
    }

    @Test
    void messagesShowTheStartOfAValueOnOneLineWithoutWhatActsOnATerminal() {
        String evil = "\\e[31m\\n\\a" + "x".repeat(900);
        for (String model : List.of(
                "model: [{\"%s\": 8}]",
                "model: [{dense: {\"%s\": 8}}]",
                "model: [{dense: \"%s\"}]",
                "model: [{dense: {units: 8, activation: \"%s\"}}]",
                "model: {\"%s\": 1, b: 2}",
                "\"%s\": 1")) {
            assertThatThrownBy(() -> read(model.formatted(evil)))
                    .isInstanceOf(RecipeException.class)
                    .satisfies(e -> assertThat(e.getMessage())
                            .hasSizeLessThan(400)
                            .contains("\\u001b[31m\\n\\u0007xxx")
                            .matches(m -> m.chars().noneMatch(Character::isISOControl)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "-1e309", "NaN", "Infinity"})
    void aNumberThatIsNotFiniteIsRefusedAsItIsWritten(String number) {
        for (String model : List.of(
                "model: [{dense: 10}]\noptimizer: {momentum: {rate: 0.1, momentum: %s}}",
                "model: [{residual: {layers: [{dense: 8}], scale: %s}}]", "model: [{batch_norm: {epsilon: %s}}]")) {
            refused(model.formatted(number), "expected a finite number; found `" + number + "`");
        }
    }
}
