package org.gradus.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gradus.junit.GradusAssertions.assertTrains;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.data.Dataset;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Severity;
import org.gradus.detect.Odds;
import org.gradus.detect.Verdict;
import org.gradus.detect.Verdict.Answer;
import org.gradus.name.InputException;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The assertion passes where the doctor finds nothing, and says what it finds where it does.
class AssertTrainsTest {
    private static final String WELL = """
            name: well
            data: {blobs: {samples: 200, standardize: true}}
            model:
              - dense: {units: 16, activation: tanh}
              - dense: {units: 3}
            loss: softmax_cross_entropy
            batch: 32
            epochs: 20
            """;

    private static final String SICK =
            WELL.replace("well", "sick").replace("tanh}", "tanh, init: zeros}").replace("3}", "3, init: zeros}");

    @TempDir
    private Path folder;

    private static Recipe recipe(String yaml) {
        return Recipe.parse(yaml, "test.yaml");
    }

    @Test
    void aHealthyPresetPassesWithoutAWord() {
        assertThatCode(() -> assertTrains("relu-he")).doesNotThrowAnyException();
    }

    @Test
    void aHealthyFileIsReadWithItsDataBesideIt() throws IOException {
        Path data = folder.resolve("points.csv");
        StringBuilder points = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 200; i++) {
            points.append("%s,%s,%s%n".formatted(i % 2 + 0.001 * i, i % 7, i % 2 == 0 ? "a" : "b"));
        }
        Files.writeString(data, points);
        Path file = folder.resolve("well.yaml");
        Files.writeString(
                file,
                WELL.replace("{blobs: {samples: 200, standardize: true}}", "{csv: {path: points.csv, target: class}}")
                        .replace("units: 3", "units: 2"));
        assertThatCode(() -> assertTrains(file)).doesNotThrowAnyException();
    }

    @Test
    void aSickPresetFailsWithTheDiagnosisAsTheTerminalPrintsIt() {
        assertThatThrownBy(() -> assertTrains("zero-init"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("zero-init failed its check-up: zero-init, since step 0\n\n▼ ZERO INIT")
                .hasMessageContaining("evidence ")
                .hasMessageContaining("weights exactly 0")
                .hasMessageContaining("why ")
                .hasMessageContaining("may help: he_normal everywhere");
    }

    /// A trainer would refuse it; the assertion says why.
    @Test
    void aNetworkOfFrozenLayersFailsWithTheirDiagnosis() {
        String frozen = WELL.replace("- dense: {units: 16", "- freeze: [{dense: 8}, {dense: 3}]\n  #")
                .replace("- dense: {units: 3}", "#");
        assertThatThrownBy(() -> assertTrains(recipe(frozen).withSeed(4)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("well failed its check-up: frozen, since step 0")
                .hasMessageContaining("may help: no_freeze");
    }

    @Test
    void whatIsToleratedOrDoesNotReachTheGatePasses() {
        Checkup sick = Checkup.of(recipe(SICK));
        assertThatThrownBy(() -> assertTrains(sick)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertTrains(sick.failingOn("ill"))).isInstanceOf(AssertionError.class);
        assertThatCode(() -> assertTrains(sick.failingOn("nan,exploding"))).doesNotThrowAnyException();
        assertThatCode(() -> assertTrains(sick.tolerating("zero-init", "symmetric-init")))
                .doesNotThrowAnyException();
    }

    @Test
    void aTrainingTooShortToJudgeDoesNotPass() {
        // 3 steps of the 60 it asks for, with weights from which these do not happen to suffice
        Recipe stopped = recipe(WELL.replace("batch: 32", "batch: 500").replace("epochs: 20", "epochs: 60"));
        assertThatThrownBy(() -> assertTrains(Checkup.of(stopped).withSeed(2).withEpochs(3)))
                .isInstanceOf(AssertionError.class);
    }

    private static Evidence evidence;
    private static Dataset data;

    @BeforeAll
    static void aNetworkIsTrained() {
        data = recipe(WELL).data().load(Path.of(""));
        evidence = new Clinic(data).train(recipe(WELL), 1, (_, _, _) -> {});
    }

    private static Optional<String> complaint(Checkup checkup, Verdict verdict) {
        return checkup.complaint(Consultation.untreated(evidence, verdict), data);
    }

    private static Diagnosis diagnosis(String cause) {
        Found found = new Found(Severity.ILL, 0.9, List.of(), 0, List.of(), List.of(), "It is ill.", "By design.");
        return new Diagnosis(cause, found, new Odds.Contender(cause, 0.9, Double.NaN, true, false), 0.9, List.of());
    }

    private static Verdict unproven(Optional<Diagnosis> symptom) {
        return new Verdict.Unproven(symptom, List.of(diagnosis("capacity")), "Much is left.", List.of(), List.of());
    }

    private static Verdict healthy(Answer answer) {
        return new Verdict.Healthy(answer, 0.4, "Some is left.", List.of(), List.of());
    }

    @Test
    void aSymptomFailsByItsNameThoughItsCauseIsNotProven() {
        Verdict verdict = unproven(Optional.of(diagnosis("not-learning")));
        Checkup checkup = Checkup.of(recipe(WELL));
        assertThat(complaint(checkup, verdict).orElseThrow())
                .startsWith("well failed its check-up: not-learning, since step 0; its cause is not proven\n\n"
                        + "▼ NOT LEARNING  its cause is not proven")
                .contains("also      ▼ capacity (90 % sure)", "`gradus doctor` tries what was suspected");
        assertThat(complaint(checkup.failingOn("ill"), verdict)).isPresent();
        assertThat(complaint(checkup.tolerating("not-learning"), verdict)).isEmpty();
        assertThat(complaint(checkup.failingOn("capacity"), verdict)).isEmpty();
    }

    @Test
    void whatIsNotProvenFailsOnlyWhenThatIsAskedFor() {
        Checkup checkup = Checkup.of(recipe(WELL));
        for (Verdict verdict :
                List.of(unproven(Optional.empty()), healthy(Answer.UNEXPLAINED), healthy(Answer.UNLUCKY))) {
            assertThat(complaint(checkup, verdict)).isEmpty();
            assertThat(complaint(checkup.failingOn("unproven"), verdict).orElseThrow())
                    .startsWith("well failed its check-up: much error is left, and no cause is proven\n\n◆ ");
            assertThat(complaint(checkup.failingOn("ill, unproven"), verdict)).isPresent();
        }
        assertThat(complaint(checkup.failingOn("unproven"), new Verdict.Unwell(List.of(diagnosis("clipping")))))
                .isEmpty();
    }

    @Test
    void everyHealthyAnswerPassesEvenAtTheLimitOfTheData() {
        Checkup checkup = Checkup.of(recipe(WELL)).failingOn("warn,unproven");
        for (Answer answer : List.of(Answer.FITTED, Answer.LEARNED, Answer.DATA_LIMIT, Answer.TOO_FEW_SAMPLES))
            assertThat(complaint(checkup, healthy(answer))).as(answer.name()).isEmpty();
    }

    @Test
    void causesThatAreNeededTogetherFailTogether() {
        Verdict both = new Verdict.Unwell(List.of(diagnosis("input-scale"), diagnosis("lr-too-high")), 2);
        Checkup checkup = Checkup.of(recipe(WELL));
        assertThat(complaint(checkup, both).orElseThrow()).contains("▼ INPUT SCALE + LR TOO HIGH  90 % sure");
        assertThat(complaint(checkup.tolerating("input-scale"), both).orElseThrow())
                .contains("check-up: lr-too-high", "▼ LR TOO HIGH  90 % sure");
    }

    @Test
    void seedAndEpochsChangeTheRecipeAndNothingElse() {
        Recipe recipe = Preset.named("relu-he").orElseThrow().recipe();
        Checkup checkup = Checkup.of(recipe).withSeed(7).withEpochs(5);
        assertThat(checkup.recipe()).isEqualTo(recipe.withSeed(7).withEpochs(5));
        assertThat(Checkup.of(recipe).withEpochs(1000).recipe()).isEqualTo(recipe);
    }

    @Test
    void badInputIsRefusedInWords() {
        assertThatThrownBy(() -> assertTrains("relu-hee"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unknown preset `relu-hee`; nearest: relu-he");
        assertThatThrownBy(() -> Checkup.of("relu-he").tolerating("vanishing"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("vanishing-depth");
        assertThatThrownBy(() -> Checkup.of("relu-he").withEpochs(0)).hasMessageContaining("at least 1, found 0");
        assertThatThrownBy(() -> assertTrains(folder.resolve("none.yaml"))).hasMessageContaining("no such file");
    }
}
