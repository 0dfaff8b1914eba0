package org.gradus.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.data.Dataset;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetLaws {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", ""), "src/main/resources/org/gradus/preset/presets");

    static List<Preset> presets() {
        return Preset.all();
    }

    @Test
    void everyFileIsListedOnce() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            presets().stream().map(p -> p.name() + ".yaml").toList());
        }
    }

    @Test
    void everyCauseIsOneThatADetectorFinds() {
        List<String> causes = DetectorList.all().stream().map(Detector::cause).toList();
        assertThat(presets().stream().flatMap(p -> p.cause().stream())).isSubsetOf(causes);
    }

    @Test
    void aPresetIsFoundByItsName() {
        assertThat(Preset.named("deep-sigmoid")).contains(new Preset("deep-sigmoid", Optional.of("vanishing-depth")));
        assertThat(Preset.named("deep-sigmoids")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void theRecipeCarriesItsNameAndSurvivesBeingWritten(Preset preset) {
        Recipe recipe = preset.recipe();
        assertThat(recipe.name()).isEqualTo(preset.name());
        assertThat(Recipe.parse(recipe.toYaml(), "written")).isEqualTo(recipe);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void theCommentSaysWhatTheFileShows(Preset preset) {
        String about = preset.about();
        assertThat(preset.yaml()
                        .lines()
                        .takeWhile(line -> line.startsWith("# "))
                        .count())
                .isBetween(2L, 4L);
        if (preset.cause().isPresent())
            assertThat(about).contains("First cause: " + preset.cause().get());
        else assertThat(about).startsWith("Healthy").doesNotContain("First cause");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void theFirstStepIsFiniteUnlessThatIsTheFault(Preset preset) {
        Recipe recipe = preset.recipe();
        Dataset data = recipe.data().load(Path.of(""));
        try (Trainer trainer = Trainer.of(recipe, data)) {
            assertThat(trainer.step().finite()).isEqualTo(!preset.cause().equals(Optional.of("nan")));
        }
    }
}
