package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.detect.Verdict;
import org.gradus.exam.Preset;
import org.gradus.forecast.Forecast;
import org.gradus.recipe.Recipe;
import org.gradus.report.JsonReport;
import org.gradus.report.ReportFacts;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The main job, end to end: a sick network, told why, and cured with proof, on real digits.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClinicLaws {
    private static final ReportFacts FACTS = new ReportFacts("run", "accuracy", "", "", "", List.of());

    private final Recipe recipe = Preset.named("deep-sigmoid").orElseThrow().recipe();
    private final Dataset data = recipe.data().load(Path.of(""));
    private Consultation consultation = new Consultation(
            new Clinic(data).train(recipe.withEpochs(1), 1, (_, _, _) -> {}),
            new Verdict.TooSoon(""),
            List.of(),
            Optional.empty(),
            0,
            0);

    @BeforeAll
    void consult() {
        consultation = new Clinic(data).consult(recipe);
    }

    private Trial trial(String remedy) {
        return consultation.trials().stream()
                .filter(t -> t.remedy().equals(remedy))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deepSigmoidHasAVanishingGradient() {
        assertThat(consultation.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unwell.class, u -> assertThat(u.first().cause()).isEqualTo("vanishing-depth"));
    }

    @Test
    void theMeasuredSignalKeptPerLayerLiesInTheForecastBand() {
        double kept = consultation.evidence().first().keptPerLayer();
        assertThat(kept).isBetween(0.23, 0.24);
        assertThat(consultation.evidence().forecast()).isInstanceOfSatisfying(Forecast.Predicted.class, p -> {
            assertThat(p.perLayer().contains(kept)).isTrue();
            assertThat(p.carries()).isFalse();
        });
    }

    @Test
    void theControlStaysNearChanceAndNeitherItNorTheShamCounts() {
        assertThat(consultation.evidence().score().testMetric()).isLessThan(0.2);
        assertThat(trial("control").accuracy()).isLessThan(0.2);
        assertThat(trial("sham").accepted()).isFalse();
        assertThat(trial("sham").low()).isLessThan(0);
        assertThat(trial("sham").high()).isPositive();
    }

    @Test
    void heInitAloneIsSeenNotToCure() {
        assertThat(trial("he_normal").accepted()).isFalse();
        assertThat(trial("he_normal").accuracy()).isLessThan(0.2);
    }

    @Test
    void atLeastTwoCuresBeatControlAndSham() {
        assertThat(consultation.trials().stream().filter(Trial::accepted)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void theBestCureLearnsTheDigitsAndIsHealthy() {
        Consultation.Cure cure = consultation.cure().orElseThrow();
        assertThat(cure.evidence().score().testMetric()).isGreaterThanOrEqualTo(0.95);
        assertThat(cure.verdict()).isInstanceOf(Verdict.Healthy.class);
        assertThat(cure.changes()).isNotEmpty();
        assertThat(Recipe.parse(cure.recipe().toYaml(), "cured")).isEqualTo(cure.recipe());
    }

    @Test
    void aConsultationReadBackFromItsFolderSaysTheSame(@TempDir Path root) {
        RunFolder run = RunFolder.create(root, LocalDate.of(2026, 11, 23));
        Archive.save(run, consultation);
        Consultation read = Archive.load(run, data);
        assertThat(JsonReport.write(read, FACTS)).isEqualTo(JsonReport.write(consultation, FACTS));
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        Recipe brief = Preset.named("dead-relu").orElseThrow().recipe().withEpochs(3);
        String one = JsonReport.write(new Clinic(data, 1, (_, _, _) -> {}).consult(brief), FACTS);
        String two = JsonReport.write(new Clinic(data, 3, (_, _, _) -> {}).consult(brief), FACTS);
        assertThat(two).isEqualTo(one);
    }
}
