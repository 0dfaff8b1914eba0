package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.data.Dataset;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Odds;
import org.gradus.detect.Verdict;
import org.gradus.draw.TextStyle;
import org.gradus.init.HeNormal;
import org.gradus.preset.Preset;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.MoreEpochs;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.SwapInit;
import org.gradus.remedy.Widen;
import org.gradus.report.JsonReport;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.story.TextFace;
import org.gradus.train.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The experiment and its rule, on quick patients, each of whom is examined once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrialLaws {
    private static final ProgressListener QUIET = (_, _, _) -> {};

    private final Map<Recipe, Patient> examined = new HashMap<>();

    /// A network that something seems wrong with, examined.
    private Patient patient(Recipe recipe) {
        return examined.computeIfAbsent(recipe, _ -> {
            Dataset data = recipe.data().load(Path.of(""));
            List<Checkpoint> states = new ArrayList<>();
            Evidence evidence = new Clinic(data, 2, QUIET)
                    .train(recipe, recipe.seed(), QUIET, states)
                    .evidence();
            Judge judge = new Judge();
            Verdict verdict = judge.judge(evidence);
            return Patient.of(evidence, Consultation.candidates(verdict), data, states, judge)
                    .with(Consultation.first(verdict));
        });
    }

    private static Clinic clinic(Recipe recipe, int threads, int seeds) {
        return new Clinic(recipe.data().load(Path.of("")), threads, QUIET, new Judge(), seeds);
    }

    private static Recipe preset(String name) {
        return Preset.named(name).orElseThrow().recipe();
    }

    private static Consultation consult(Recipe recipe, int threads, int seeds) {
        return clinic(recipe, threads, seeds).consult(recipe);
    }

    private static String json(Consultation c) {
        return JsonReport.write(c.timeless(), new ReportFacts("", "", "", List.of(), Places.NONE));
    }

    private static final Recipe DEAD = preset("dead-relu").withEpochs(3);

    @Test
    void theNumberOfThreadsChangesNothingAndNoShamPasses() {
        Consultation c = consult(DEAD, 2, 3);
        assertThat(json(consult(DEAD, 1, 3))).isEqualTo(json(c));
        assertThat(c.trials()).anyMatch(Trial::accepted);
        noShamPasses(c);
    }

    private static void noShamPasses(Consultation c) {
        List<Trial> shams =
                c.trials().stream().filter(t -> t.arm() == Trial.Arm.SHAM).toList();
        assertThat(shams).isNotEmpty().noneMatch(Trial::gains);
    }

    /// Rescaled targets change the loss by a factor of a million; arms are compared in the
    /// patient's units.
    @Test
    void targetsThatAreStandardizedAreLearnedAndComparedInThePatientsUnits() {
        Consultation c = consult(preset("target-scale"), 2, 3);
        Trial cure = c.trials().stream().filter(Trial::accepted).findFirst().orElseThrow();
        assertThat(cure.remedy()).isEqualTo("standardize_targets");
        noShamPasses(c);
        assertThat(c.evidence().constantLoss()).isGreaterThan(1e5);
        assertThat(cure.errors()).allSatisfy(error -> assertThat(error).isBetween(0.01, 0.2));
        assertThat(c.cure().orElseThrow().evidence().constantLoss()).isBetween(0.9, 1.1);
    }

    @Test
    void whatWouldBeLeftOffIsNotTheBestAtTheEnd() {
        Recipe recipe = preset("lr-too-high").withEpochs(9);
        Patient patient = patient(recipe);
        Experiment all = new Experiment(patient, 2, Integer.MAX_VALUE, new Pool(2, QUIET));
        all.run("all", patient.arms());
        List<Series> best = new ArrayList<>(all.candidates());
        best.sort(Comparator.comparingDouble(all::gain).reversed());
        assertThat(Experiment.stages(patient.steps())).containsExactly(50L, 100L, 200L);
        assertThat(best).hasSize(4);
        List<Series> first = all.better(all.candidates(), 0, 2);
        assertThat(first).hasSize(2).contains(best.getFirst());
        assertThat(all.better(all.candidates(), 0, Experiment.KEPT)).hasSize(3).containsAll(first);
        assertThat(best.getLast().arm().name()).isEqualTo("clip");
    }

    @Test
    void moreSeedsGoOnWhereTheFirstEndedAndLeaveThoseAsTheyWere() {
        Recipe recipe = preset("lr-too-high").withEpochs(9);
        Patient patient = patient(recipe);
        Experiment experiment = new Experiment(patient, 2, Integer.MAX_VALUE, new Pool(2, QUIET));
        experiment.run("some", patient.arms());
        List<Series> before = List.copyOf(experiment.series());
        Series chosen = Collections.max(experiment.candidates(), Comparator.comparingDouble(experiment::gain));
        experiment.more("more", chosen);
        for (int i = 0; i < before.size(); i++) {
            Series was = before.get(i), now = experiment.series().get(i);
            boolean longer = was.arm().kind() != Trial.Arm.CURE || was.equals(chosen);
            assertThat(now.arm()).isSameAs(was.arm());
            assertThat(now.unseen())
                    .hasSize(longer ? 6 : 2)
                    .startsWith(was.unseen().toArray(Double[]::new));
        }
        assertThat(experiment.steps()).isEqualTo(patient.steps() * (2L * before.size() + 3 * 4));
    }

    /// A network that has learned something, and could learn more if it were larger.
    private static final Recipe HALF_GOOD = Recipe.parse("""
            name: half-good
            data: digits
            model: [{dense: {units: 3, activation: relu, init: he_normal}}, {dense: 10}]
            loss: softmax_cross_entropy
            optimizer: {sgd: {rate: 0.05}}
            epochs: 20
            """, "half-good");

    @Test
    void graftedArmsStartWhereTheirControlDoesAndComputeTheSame() {
        Patient patient = patient(HALF_GOOD);
        assertThat(patient.evidence().left()).isLessThan(0.5);
        List<Patient.Arm> arms = new ArrayList<>(patient.arms(new Widen(8)));
        arms.addAll(patient.arms(new AddBatchNorm()));
        List<Patient.Arm> grafted =
                arms.stream().filter(Patient.Arm::preserving).toList();
        assertThat(grafted).hasSize(2);
        for (Patient.Arm arm : grafted) {
            Patient.Arm control = patient.untreated(arm.origin()).getFirst();
            double before = new Series.Course(
                            patient, control, 0, () -> patient.evidence().forecast())
                    .to(0)
                    .evidence()
                    .score()
                    .testLoss();
            double after = new Series.Course(
                            patient, arm, 0, () -> patient.evidence().forecast())
                    .to(0)
                    .evidence()
                    .score()
                    .testLoss();
            assertThat(arm.origin().step())
                    .isBetween(150L, 260L)
                    .isEqualTo(control.origin().step());
            assertThat(after).isCloseTo(before, offset(1e-5));
        }
    }

    /// A remedy that keeps what weights mean starts from the state before the finding; one that
    /// draws them anew, at the first step.
    @Test
    void aTrialStartsWhereTheCauseBegan() {
        Patient patient = patient(HALF_GOOD);
        Finding.Found late = new Finding.Found(Finding.Severity.ILL, 0.9, List.of(), 230, List.of(), List.of(), "", "");
        Patient ill = patient.with(List.of(diagnosis("lr-too-high", late, 0.9)));
        Patient.Arm rate = ill.arms(new ScaleRate(0.1)).getFirst(),
                init = ill.arms(new SwapInit(new HeNormal(), true)).getFirst();
        assertThat(rate.origin().step()).isEqualTo(224);
        assertThat(ill.untreated(rate.origin()))
                .extracting(Patient.Arm::name)
                .containsExactly("control@224", "sham@224");
        assertThat(init.origin().step()).isZero();
        assertThat(ill.arms(new MoreEpochs(2)).getFirst().origin().atEnd()).isTrue();
    }

    /// A cured training whose loss still falls at its end goes on, while that is worth its time.
    @Test
    void aCureThatEndsTooEarlyIsTrainedForLonger() {
        Recipe noisy = preset("batch-noise").withEpochs(1);
        Consultation c = consult(noisy, 2, 3);
        Consultation.Cure cure = c.cure().orElseThrow();
        assertThat(cure.remedy()).endsWith("+epochs×4");
        assertThat(cure.recipe().epochs()).isEqualTo(4 * noisy.epochs());
        assertThat(cure.changes()).anyMatch(line -> line.contains("epochs: " + 4 * noisy.epochs()));
        Evidence brief = new Clinic(noisy.data().load(Path.of("")), 2, QUIET)
                .train(cure.recipe().withEpochs(noisy.epochs()), 1, QUIET);
        assertThat(brief.stillFalls()).isTrue();
        assertThat(cure.evidence().heldOutLeft()).isLessThan(0.8 * brief.heldOutLeft());
    }

    /// What helps against noise shows late: trials with few samples a batch see as many samples as
    /// those of 200 steps with batches of 8, or the training's.
    @Test
    void trialsWithFewSamplesABatchTakeMoreSteps() {
        Recipe noisy = preset("batch-noise");
        Patient patient = patient(noisy);
        assertThat(noisy.batch()).isLessThan(8);
        assertThat(patient.steps())
                .isEqualTo(Math.min(1600 / noisy.batch(), patient.evidence().steps()))
                .isGreaterThan(200);
    }

    /// A candidate that promises more than what passed gets more seeds.
    @Test
    void whatPassedSettlesItOnlyWhenNothingSeemsToDoMore() {
        List<Trial> trials = consult(DEAD, 2, 2).trials();
        double passed = trials.stream()
                .filter(Trial::accepted)
                .mapToDouble(t -> t.gain().mean())
                .max()
                .orElseThrow();
        assertThat(Clinic.cured(trials, passed - 0.01)).isTrue();
        assertThat(Clinic.cured(trials, passed + 0.01)).isFalse();
    }

    /// Units that were born dead, blamed on the rate: no rate helps, nor a clip, nor both.
    @Test
    void aCauseWhoseRemediesAllFailAloneAndInPairsIsRefuted() {
        Clinic clinic = clinic(DEAD, 2, 2);
        Patient patient = patient(DEAD);
        Finding.Found found = patient.causes().getFirst().finding();
        Verdict.Unwell wrong = new Verdict.Unwell(List.of(diagnosis("lr-too-high", found, 0.9)));
        Consultation c = clinic.treat(patient, wrong, 1);
        assertThat(c.trials()).noneMatch(Trial::accepted);
        assertThat(c.trials().getLast().remedy()).startsWith("rate÷").endsWith("+clip");
        assertThat(c.cure()).isEmpty();
        assertThat(c.refuted()).singleElement().satisfies(r -> {
            assertThat(r.causes()).containsExactly("lr-too-high");
            assertThat(r.tried()).isEqualTo(c.trials().size() - 2);
            assertThat(r.sure()).isEqualTo(0.9);
        });
        assertThat(c.before()).isSameAs(wrong);
        assertThat(c.verdict()).isInstanceOfSatisfying(Verdict.Unproven.class, v -> {
            assertThat(v.seen())
                    .singleElement()
                    .satisfies(d -> assertThat(d.sure()).isLessThan(0.9));
            assertThat(v.symptom())
                    .hasValueSatisfying(d -> assertThat(d.cause()).isEqualTo("no-gradient"));
        });
    }

    /// The same, blamed on two causes together: both are refuted, and both are less likely.
    @Test
    void causesThatWereTreatedTogetherInVainAreAllRefuted() {
        Clinic clinic = clinic(DEAD, 2, 2);
        Patient patient = patient(DEAD);
        Finding.Found found = patient.causes().getFirst().finding();
        Verdict.Unwell wrong = new Verdict.Unwell(
                List.of(diagnosis("lr-too-high", found, 0.9), diagnosis("class-imbalance", found, 0.9)), 2);
        Consultation c = clinic.treat(patient, wrong, 1);
        assertThat(c.cure()).isEmpty();
        assertThat(c.refuted())
                .singleElement()
                .satisfies(r -> assertThat(r.causes()).containsExactly("lr-too-high", "class-imbalance"));
        assertThat(c.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unproven.class,
                        v -> assertThat(v.seen())
                                .hasSize(2)
                                .allSatisfy(d -> assertThat(d.sure()).isLessThan(0.9)));
        String page = TextFace.write(Report.of(c, new ReportFacts("", "", "", List.of(), Places.NONE)), TextStyle.PLAIN)
                .replaceAll("\\s+", " ");
        assertThat(page)
                .contains("cures on trial for lr-too-high and class-imbalance passed")
                .contains("evidence against the causes")
                .containsPattern("lr-too-high \\([0-9]+ % sure; its remedies failed\\)")
                .containsPattern("class-imbalance \\([0-9]+ % sure; its remedies failed\\)");
    }

    private static Diagnosis diagnosis(String cause, Finding.Found found, double sure) {
        return new Diagnosis(cause, found, new Odds.Contender(cause, 0.9, 0.5, true, false), sure, List.of());
    }

    /// The same, where another cause has become the likelier one: what helps against that is tried,
    /// too, and cures.
    @Test
    void whenEveryRemedyForACauseFailsTheNextLikelyOneIsTreated() {
        Clinic clinic = clinic(DEAD, 2, 2);
        Patient patient = patient(DEAD);
        Diagnosis dead = patient.causes().getFirst();
        Verdict.Unwell wrong = new Verdict.Unwell(
                List.of(diagnosis("lr-too-high", dead.finding(), 0.5), diagnosis(dead.cause(), dead.finding(), 0.49)));
        Consultation c = clinic.treat(patient, wrong, 1);
        assertThat(c.refuted()).extracting(Consultation.Refuted::causes).containsExactly(List.of("lr-too-high"));
        assertThat(c.trials()).extracting(Trial::remedy).doesNotHaveDuplicates();
        assertThat(c.trials()).filteredOn(Trial::accepted).isNotEmpty();
        assertThat(c.cure().orElseThrow().verdict()).isInstanceOf(Verdict.Healthy.class);
        assertThat(c.verdict()).isInstanceOfSatisfying(Verdict.Unwell.class, v -> {
            assertThat(v.first().cause()).isEqualTo("dead-units");
        });
    }
}
