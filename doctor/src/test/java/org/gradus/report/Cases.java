package org.gradus.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Diagnosis.Undone;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.Severity;
import org.gradus.detect.Gain;
import org.gradus.detect.Odds;
import org.gradus.detect.Verdict;
import org.gradus.detect.Verdict.Answer;
import org.gradus.draw.TextStyle;
import org.gradus.recipe.Recipe;
import org.gradus.story.HtmlFace;
import org.gradus.story.Story;
import org.gradus.story.TextFace;

/// Consultations made by hand, one for each thing that a report may have to say.
final class Cases {
    private Cases() {}

    static final Plan SIGMOID = new Plan("deep-sigmoid", 13, 90, 0.236, false, false, 0, 0);
    static final Plan CURED = new Plan("deep-sigmoid-cured", 13, 90, 0.98, true, true, 0, 0);
    static final Plan DEAD = new Plan("dead-relu", 5, 60, 0.7, false, true, 2, 0);
    static final Plan EXPLODING = new Plan("exploding", 7, 60, 2.5, false, true, 0, 41);
    static final Plan DEEP = new Plan("deep", 50, 1200, 0.9, false, true, 0, 0);
    static final Plan PLAIN = new Plan("plain", 3, 90, 0.9, false, true, 0, 0);

    private static final List<String> NONE_SUCH = List.of("dead units (0 %)", "non-finite numbers (none)");

    static ReportFacts facts() {
        return new ReportFacts(
                "2026-11-23-a",
                "gradus doctor deep-sigmoid",
                "report.html",
                List.of(
                        new Story.Fact("data", "digits, 1437 for training, 360 held out"),
                        new Story.Fact("machine", "JDK 25, 2 cores")),
                SIGMOID.text().places());
    }

    static String text(Consultation c, ReportFacts facts, TextStyle style) {
        return TextFace.write(Report.of(c, facts), style);
    }

    /// Without the trials, as `gradus diagnose` prints it.
    static String diagnosis(Consultation c, ReportFacts facts, TextStyle style) {
        return TextFace.write(Report.of(c, facts).without(Report.CURES, Report.OUTCOME), style);
    }

    static String html(Consultation c, ReportFacts facts) {
        return HtmlFace.write(Report.page(c, facts), JsonReport.write(c, facts));
    }

    /// Every case, by name.
    static Map<String, Consultation> all() {
        Map<String, Consultation> all = new TreeMap<>(Extremes.all());
        all.putAll(Map.of(
                "sick", sick(),
                "better", better(),
                "dull", dull(),
                "hopeless", hopeless(),
                "second", second(),
                "joint", joint(),
                "untried", untried(),
                "open", open(),
                "symptom", symptom()));
        all.putAll(Map.of(
                "unexplained", unexplained(),
                "limit", limit(),
                "few", few(),
                "well", well(),
                "soon", soon(),
                "dead", ill(DEAD, "dead-units", 0),
                "exploding", ill(EXPLODING, "exploding", 12),
                "deep", ill(DEEP, "vanishing-depth", 0)));
        return all;
    }

    /// A sigmoid network whose signal vanishes, and its cure.
    static Consultation sick() {
        return cured(CURED.evidence().recipe());
    }

    /// The same with a cure that takes another seed.
    static Consultation reseeded() {
        return cured(CURED.evidence().recipe().withSeed(3));
    }

    private static Consultation cured(Recipe recipe) {
        Evidence cured = CURED.evidence();
        Consultation.Cure cure = new Consultation.Cure(
                recipe,
                "relu+he_normal",
                List.of("- sigmoid", "+ relu, he_normal"),
                cured,
                healthy(),
                Optional.empty());
        return treated(SIGMOID.evidence(), vanishing(0.82), vanishing(0.95), trials(), Optional.of(cure), List.of());
    }

    /// The same network where the best remedy leaves something else to be treated.
    static Consultation better() {
        return better(CURED.evidence(), ill(CURED, "lr-too-low", 0).verdict());
    }

    /// The same network where the best remedy leaves much error of which no cause was found.
    static Consultation dull() {
        return better(SIGMOID.evidence(), unexplained().verdict());
    }

    private static Consultation better(Evidence after, Verdict verdict) {
        Consultation sick = sick();
        Consultation.Cure cure = sick.cure().orElseThrow();
        Consultation.Cure half = new Consultation.Cure(
                cure.recipe(), cure.remedy() + "+epochs×4", cure.changes(), after, verdict, Optional.empty());
        return treated(sick.evidence(), sick.before(), sick.verdict(), sick.trials(), Optional.of(half), List.of());
    }

    /// The same network where nothing helped, so that nothing is proven.
    static Consultation hopeless() {
        List<Trial> trials = trials().stream().filter(t -> !t.accepted()).toList();
        Verdict.Unwell before = vanishing(0.93);
        List<Diagnosis> seen =
                List.of(before.first().withSure(0.21), before.seen().getFirst());
        Verdict verdict = new Verdict.Unproven(
                Optional.empty(),
                seen,
                "98 % of the error of guessing is left; what was suspected is not proven to be the cause.",
                left("98 %"),
                NONE_SUCH);
        return treated(
                SIGMOID.evidence(),
                before,
                verdict,
                trials,
                Optional.empty(),
                List.of(new Consultation.Refuted(List.of("vanishing-depth"), 3, 0.93, "he_normal", -0.002)));
    }

    /// A network for whose first suspect every remedy failed, and which is cured of the second.
    static Consultation second() {
        Diagnosis capacity = found("capacity", 0.68, "A hidden layer has only 3 units; the task needs more.");
        Diagnosis rate = found("lr-too-high", 0.3, "The learning rate of 2 is too high.");
        Evidence cured = CURED.evidence();
        Consultation.Cure cure = new Consultation.Cure(
                cured.recipe(), "lr/10", List.of("- sgd 2", "+ sgd 0.2"), cured, healthy(), Optional.empty());
        List<Trial> trials = List.of(
                arm(Trial.Arm.CONTROL, "control", new Gain(0, 0), false, "for comparison"),
                arm(Trial.Arm.SHAM, "sham", new Gain(0.01, -0.02), false, "for comparison"),
                arm(Trial.Arm.CURE, "wide×16", new Gain(0.01, -0.04), false, "does not beat the control"),
                arm(Trial.Arm.CURE, "lr/10", new Gain(0.64, 0.51), true, "beats control and sham"));
        return treated(
                PLAIN.evidence(),
                new Verdict.Unwell(List.of(capacity, rate)),
                new Verdict.Unwell(List.of(rate.withSure(0.96), capacity.withSure(0.12))),
                trials,
                Optional.of(cure),
                List.of(new Consultation.Refuted(List.of("capacity"), 1, 0.68, "wide×16", -0.01)));
    }

    /// A network that two causes keep from learning, and that needs both undone.
    static Consultation joint() {
        Evidence cured = CURED.evidence();
        Consultation.Cure cure = new Consultation.Cure(
                cured.recipe(),
                "standardize+lr/10",
                List.of("- digits", "+ standardized digits, sgd 0.01"),
                cured,
                healthy(),
                Optional.empty());
        List<Trial> trials = List.of(
                arm(Trial.Arm.CONTROL, "control", new Gain(0, 0), false, "for comparison"),
                arm(Trial.Arm.SHAM, "sham", new Gain(0.01, -0.02), false, "for comparison"),
                arm(Trial.Arm.CURE, "standardize+lr/10", new Gain(0.9, 0.86), true, "beats control and sham"),
                arm(Trial.Arm.CURE, "standardize+clip_norm", new Gain(0.02, -0.1), false, "does not beat the control"));
        return treated(PLAIN.evidence(), together(0.74), together(0.97), trials, Optional.of(cure), List.of());
    }

    /// The same network before anything was tried.
    static Consultation untried() {
        return Consultation.untreated(PLAIN.evidence(), together(0.74));
    }

    private static Verdict together(double sure) {
        Diagnosis scale = new Diagnosis(
                "input-scale",
                new Finding.Found(
                        Severity.ILL,
                        0.9,
                        List.of("dense1"),
                        0,
                        List.of(new Measure("largest input", "2.1e3", "about 1", "step 0")),
                        List.of(),
                        "Inputs are 700 times as large as they should be.",
                        "the first layer's units are saturated by the inputs' size"),
                new Odds.Contender("input-scale", 0.9, 0.61, true, false),
                sure,
                List.of("dead units (0 %)"),
                Optional.of(new Undone("standardize", new Gain(0.61, 0.48))));
        Diagnosis rate = new Diagnosis(
                "lr-too-high",
                new Finding.Found(
                        Severity.ILL,
                        0.9,
                        List.of("dense1"),
                        1,
                        List.of(new Measure("largest step / weight", "1.7", "about 1e-3", "step 1")),
                        List.of(new Measure("signal, first / last hidden", "3.2", "about 1", "step 0")),
                        "The learning rate of 2 is too high: one step changed a weight by 1.7 times its size.",
                        "the steps themselves threw the weights where the loss is worse"),
                new Odds.Contender("lr-too-high", 0.9, 0.33, true, false),
                sure,
                List.of("dead units (0 %)"),
                Optional.of(new Undone("lr/10", new Gain(0.33, 0.2))));
        Diagnosis noise = found("batch-noise", 0.03, "A batch of 4 samples says little of the gradient.");
        return new Verdict.Unwell(List.of(scale, rate, noise), 2);
    }

    /// A network of which nothing is likelier than not.
    static Consultation open() {
        Verdict verdict = new Verdict.Unproven(
                Optional.empty(),
                List.of(
                        found("capacity", 0.43, "A hidden layer has only 7 units."),
                        found("batch-noise", 0.1, "Noisy.")),
                "44 % of the error of guessing is left; what was suspected is not proven to be the cause.",
                left("44 %"),
                NONE_SUCH);
        return Consultation.untreated(PLAIN.evidence(), verdict);
    }

    /// A network that learns nothing, for no reason that is proven.
    static Consultation symptom() {
        Finding.Found found = new Finding.Found(
                Severity.ILL,
                1,
                List.of("dense1", "dense2", "dense3"),
                0,
                List.of(new Measure("error left on training data", "99 %", "below 12 % of guessing's", "step 90")),
                List.of(),
                "The network is no better than guessing on the samples that it was trained on.",
                "there is something to learn: the same network does worse on shuffled labels");
        Verdict verdict = new Verdict.Unproven(
                Optional.of(diagnosis("not-learning", found, 1)),
                List.of(found("saddle", 0.31, "Training stopped at a saddle.")),
                found.headline() + " Its cause is not proven.",
                left("99 %"),
                NONE_SUCH);
        return Consultation.untreated(PLAIN.evidence(), verdict);
    }

    static Consultation well() {
        return Consultation.untreated(CURED.evidence(), healthy());
    }

    /// A network that does badly for no reason that is known.
    static Consultation unexplained() {
        return answered(Answer.UNEXPLAINED, "76 % of the error of guessing is left, and no cause for it was found.");
    }

    /// A network that no change improves.
    static Consultation limit() {
        return answered(
                Answer.DATA_LIMIT,
                "On unseen samples 41 % of guessing's error is left, and no change we tried surely takes away 10 points of that; more samples would (it was 78 %"
                        + " with a quarter of the samples, 58 % with half of them).");
    }

    /// A network of which too few samples are held back.
    static Consultation few() {
        return answered(
                Answer.TOO_FEW_SAMPLES,
                "41 % of the error of guessing is left; there are too few samples to say whether a change would leave less.");
    }

    /// A network that does much better on parts of the samples.
    static Consultation unlucky() {
        return answered(Answer.UNLUCKY, "This training was unlucky: 76 % of the error of guessing is left.");
    }

    private static Consultation answered(Answer answer, String sentence) {
        Evidence evidence = PLAIN.evidence(new Evidence.End(0.41, 0.44), Plan.tried("batch_norm", 0.29, 0.12, -0.05));
        Verdict verdict = new Verdict.Healthy(answer, 0.41, sentence, left("41 %"), NONE_SUCH);
        return Consultation.untreated(evidence, verdict);
    }

    static Consultation soon() {
        Verdict verdict = new Verdict.TooSoon("12 steps are too few to say; 50 are needed");
        return Consultation.untreated(new Plan("short", 3, 12, 0.9, true, true, 0, 0).evidence(), verdict);
    }

    /// A network of a plan, ill of a cause.
    static Consultation ill(Plan plan, String cause, int since) {
        Finding.Found found = new Finding.Found(
                Severity.ILL, 0.9, List.of("dense1"), since, List.of(), List.of(), "It is ill.", "By design.");
        return Consultation.untreated(plan.evidence(), new Verdict.Unwell(List.of(diagnosis(cause, found, 0.9))));
    }

    static Verdict healthy() {
        return new Verdict.Healthy(
                Answer.FITTED,
                0.042,
                "The network has fitted its data; little error is left to learn from.",
                List.of(new Measure("residual error", "4.2 %", "of guessing's", "step 90")),
                List.of("vanishing by depth (layer 1 gets 0.80)"));
    }

    static List<Measure> left(String share) {
        return List.of(
                new Measure("error left on training data", share, "of guessing's", "step 90"),
                new Measure("loss, at the end", "2.30", "below 2.30", "step 90"));
    }

    private static Diagnosis found(String cause, double sure, String headline) {
        Finding.Found found =
                new Finding.Found(Severity.ILL, 0.9, List.of(), 0, List.of(), List.of(), headline, "By design.");
        return diagnosis(cause, found, sure);
    }

    static Diagnosis diagnosis(String cause, Finding.Found found, double sure) {
        Odds.Contender odds = new Odds.Contender(cause, found.confidence(), Double.NaN, true, false);
        return new Diagnosis(cause, found, odds, sure, NONE_SUCH);
    }

    private static Verdict.Unwell vanishing(double sure) {
        Finding.Found found = new Finding.Found(
                Severity.ILL,
                0.97,
                List.of("dense1", "dense2"),
                0,
                List.of(
                        new Measure("signal kept per layer", "0.24", "0.22-0.26 (forecast)", "step 0"),
                        new Measure("signal, first / last hidden", "1.3e-7", "0.1-10", "step 0"),
                        new Measure("layers this init can carry", "3", "12 asked", "step 0"),
                        new Measure("step / weight, layer 1", "4.0e-10", "about 1e-3", "last 50 steps")),
                List.of(new Measure("weight gain", "1.0", "below 1 if weights were the cause", "step 0")),
                "Each layer keeps 24 % of the signal; layer 1 gets 1.3e-7 of the last hidden layer's.",
                "slope 0.24 x weight gain 1.0 x structure 1.0 = 0.24 per layer;\n0.24^11 = 1.3e-7, measured 1.3e-7");
        Finding.Found collapse =
                new Finding.Found(Severity.WARN, 0.6, List.of(), 0, List.of(), List.of(), "Inputs look alike.", "");
        Diagnosis first = new Diagnosis(
                "vanishing-depth",
                found,
                new Odds.Contender("vanishing-depth", 0.97, 0.93, true, false),
                sure,
                NONE_SUCH,
                Optional.of(new Undone("relu+he_normal", new Gain(0.93, 0.9))));
        return new Verdict.Unwell(List.of(first, diagnosis("information-collapse", collapse, 0.03)));
    }

    private static Consultation treated(
            Evidence evidence,
            Verdict before,
            Verdict verdict,
            List<Trial> trials,
            Optional<Consultation.Cure> cure,
            List<Consultation.Refuted> refuted) {
        Consultation.Cost cost = new Consultation.Cost(90, 2, 3210, 31);
        return new Consultation(evidence, before, verdict, trials, cure, 200, 5, refuted, cost, Optional.empty());
    }

    private static List<Trial> trials() {
        return List.of(
                arm(Trial.Arm.CONTROL, "control", new Gain(0, 0), false, "for comparison"),
                arm(Trial.Arm.SHAM, "sham", new Gain(0.001, -0.006), false, "for comparison"),
                arm(
                        Trial.Arm.CURE,
                        "he_normal",
                        new Gain(0.002, -0.026),
                        false,
                        "left off at step 50: in the worse half"),
                arm(Trial.Arm.CURE, "batch_norm", new Gain(0.86, 0.78), true, "beats control and sham"),
                arm(Trial.Arm.CURE, "relu+he_normal", new Gain(0.93, 0.9), true, "beats control and sham"),
                arm(Trial.Arm.CURE, "residual", new Gain(-1.8, -2.7), false, "does not beat the control"));
    }

    static Trial arm(Trial.Arm arm, String name, Gain gain, boolean ok, String why) {
        double accuracy = ok ? 0.93 : 0.1, kept = ok ? 0.97 : 0.24, loss = 2.303 * (1 - gain.mean());
        int steps = why.startsWith("left off") ? 50 : 200;
        List<Double> errors = Collections.nCopies(5, 1 - gain.mean());
        return new Trial(
                arm, name, loss, accuracy, errors, gain, kept, kept, ok, why, 0, steps, false, Optional.empty());
    }
}
