package org.gradus.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.data.Task;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments;
import org.gradus.detect.Finding;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Verdict;
import org.gradus.forecast.DepthBudget;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.LayerForecast;
import org.gradus.forecast.LogGain;
import org.gradus.ledger.Ledger;
import org.gradus.probe.DataFacts;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeText;
import org.gradus.remedy.Remedy;

/// Consultations made by hand, with the numbers that such networks show.
final class Cases {
    private static final double CONSTANT = 2.303;

    private Cases() {}

    /// A training, made up.
    ///
    /// @param kept what the signal keeps per layer
    /// @param learns whether its loss falls
    /// @param relu whether its units are ReLU, else sigmoid
    /// @param cut the layers from the input that get exactly nothing
    /// @param ends the step from which on no number is finite; 0 for never
    record Plan(String name, int layers, int steps, double kept, boolean learns, boolean relu, int cut, int ends) {}

    static final Plan SIGMOID = new Plan("deep-sigmoid", 13, 90, 0.236, false, false, 0, 0);
    static final Plan CURED = new Plan("deep-sigmoid-cured", 13, 90, 0.98, true, true, 0, 0);
    static final Plan DEAD = new Plan("dead-relu", 5, 60, 0.7, false, true, 2, 0);
    static final Plan EXPLODING = new Plan("exploding", 7, 60, 2.5, false, true, 0, 41);
    static final Plan DEEP = new Plan("deep", 50, 1200, 0.9, false, true, 0, 0);

    static ReportFacts facts() {
        return new ReportFacts(
                "2026-11-23-a",
                "accuracy",
                "gradus doctor deep-sigmoid",
                "gradus train deep-sigmoid-cured.yaml",
                "report.html",
                List.of(
                        new ReportFacts.Fact("data", "digits, 1437 for training, 360 held out"),
                        new ReportFacts.Fact("machine", "JDK 25, 2 cores")),
                text(SIGMOID).places());
    }

    /// A sigmoid network whose signal vanishes, and its cure.
    static Consultation sick() {
        Evidence cured = evidence(CURED);
        Consultation.Cure cure = new Consultation.Cure(
                cured.recipe(), "relu+he_normal", List.of("- sigmoid", "+ relu, he_normal"), cured, healthy());
        Consultation.Cost cost = new Consultation.Cost(90, 2, 3210, 31);
        return new Consultation(evidence(SIGMOID), vanishing(), trials(), Optional.of(cure), 200, 5, List.of(), cost);
    }

    /// The same network where the best remedy leaves something else to be treated.
    static Consultation better() {
        return better(evidence(CURED), ill(CURED, "lr-too-low", 0).verdict());
    }

    /// The same network where the best remedy leaves much error of which no cause was found.
    static Consultation dull() {
        return better(evidence(SIGMOID), unexplained().verdict());
    }

    private static Consultation better(Evidence after, Verdict verdict) {
        Consultation sick = sick();
        Consultation.Cure cure = sick.cure().orElseThrow();
        Consultation.Cure half =
                new Consultation.Cure(cure.recipe(), cure.remedy() + "+epochs×4", cure.changes(), after, verdict);
        return new Consultation(
                sick.evidence(), sick.verdict(), sick.trials(), Optional.of(half), 200, 5, List.of(), sick.cost());
    }

    /// The same network where nothing helped.
    static Consultation hopeless() {
        List<Trial> trials = trials().stream().filter(t -> !t.accepted()).toList();
        List<Consultation.Refuted> refuted =
                List.of(new Consultation.Refuted("vanishing-depth", 3, 0.93, "he_normal", -0.002));
        Consultation.Cost cost = new Consultation.Cost(90, 2, 2210, 21);
        return new Consultation(evidence(SIGMOID), vanishing(), trials, Optional.empty(), 200, 5, refuted, cost);
    }

    static Consultation well() {
        return new Consultation(evidence(CURED), healthy(), List.of(), Optional.empty(), 0, 0);
    }

    /// A network that does badly for no reason that is known.
    static Consultation unexplained() {
        Verdict verdict = new Verdict.Healthy("none", 0.76, List.of(), List.of("NaN (none)"));
        return new Consultation(evidence(SIGMOID), verdict, List.of(), Optional.empty(), 0, 0);
    }

    static Consultation soon() {
        Verdict verdict = new Verdict.TooSoon("12 steps are too few to say; 50 are needed");
        return new Consultation(
                evidence(new Plan("short", 3, 12, 0.9, true, true, 0, 0)), verdict, List.of(), Optional.empty(), 0, 0);
    }

    /// A network of a plan, ill of a cause.
    static Consultation ill(Plan plan, String cause, int since) {
        Finding.Found found = new Finding.Found(
                Finding.Severity.ILL, 0.9, List.of("dense1"), since, List.of(), List.of(), "It is ill.", "By design.");
        Verdict verdict = new Verdict.Unwell(List.of(new Diagnosis(cause, found, 0.5, 0.9, List.of("NaN (none)"))));
        return new Consultation(evidence(plan), verdict, List.of(), Optional.empty(), 0, 0);
    }

    /// Every case, by name.
    static Map<String, Consultation> all() {
        return new TreeMap<>(Map.of(
                "sick", sick(),
                "better", better(),
                "dull", dull(),
                "unexplained", unexplained(),
                "hopeless", hopeless(),
                "well", well(),
                "soon", soon(),
                "dead", ill(DEAD, "dead-units", 0),
                "exploding", ill(EXPLODING, "exploding", 12),
                "deep", ill(DEEP, "vanishing-depth", 0)));
    }

    private static Verdict healthy() {
        return new Verdict.Healthy(
                "fitted",
                0.042,
                List.of(new Measure("residual error", "4.2 %", "of guessing's", "step 90")),
                List.of("vanishing by depth (layer 1 gets 0.80)"));
    }

    private static Verdict vanishing() {
        Finding.Found found = new Finding.Found(
                Finding.Severity.ILL,
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
        Finding.Found collapse = new Finding.Found(
                Finding.Severity.WARN, 0.6, List.of(), 0, List.of(), List.of(), "Inputs look alike.", "");
        return new Verdict.Unwell(List.of(
                new Diagnosis("vanishing-depth", found, 0.8, 0.95, List.of("dead units (0 %)", "NaN (none)")),
                new Diagnosis("information-collapse", collapse, 0.1, 0.03, List.of())));
    }

    private static List<Trial> trials() {
        return List.of(
                trial(Trial.Arm.CONTROL, "control", 2.304, 0, 0, 0, false, "for comparison"),
                trial(Trial.Arm.SHAM, "sham", 2.303, -0.001, -0.008, 0.006, false, "for comparison"),
                trial(
                        Trial.Arm.CURE,
                        "he_normal",
                        2.302,
                        -0.002,
                        -0.03,
                        0.026,
                        false,
                        "left off at step 50: in the worse half"),
                trial(Trial.Arm.CURE, "batch_norm", 0.74, -1.56, -1.72, -1.41, true, "beats control and sham"),
                trial(Trial.Arm.CURE, "relu+he_normal", 0.31, -1.99, -2.09, -1.89, true, "beats control and sham"),
                trial(Trial.Arm.CURE, "residual", 8.1, 5.8, 4.9, 6.7, false, "worse than the control"),
                trial(
                        Trial.Arm.CURE,
                        "clip_norm",
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        false,
                        "no finite number"));
    }

    private static Trial trial(
            Trial.Arm arm, String name, double loss, double effect, double low, double high, boolean ok, String why) {
        double accuracy = ok ? 0.93 : 0.1, kept = ok ? 0.97 : 0.24;
        int steps = why.startsWith("left off") ? 50 : 200;
        return new Trial(
                arm, name, loss, accuracy, List.of(loss), effect, low, high, kept, kept, ok, why, 0, steps, false);
    }

    private static Recipe recipe(Plan plan) {
        return text(plan).recipe();
    }

    private static RecipeText text(Plan plan) {
        String activation = plan.relu() ? "activation: relu, init: he_normal" : "activation: sigmoid";
        return RecipeText.parse("""
                name: %s
                data: digits
                model:
                  - repeat: {times: %d, layers: [{dense: {units: 64, %s}}]}
                  - dense: {units: 10}
                loss: softmax_cross_entropy
                """.formatted(plan.name(), plan.layers() - 1, activation), plan.name() + ".yaml");
    }

    /// Ten classes of equal size, as in the digits.
    private static final DataFacts FACTS =
            new DataFacts(1437, 1, 1, 1, new Task.Classification(10), Collections.nCopies(10, 0.1), List.of());

    /// Drawn cases are not trained: nothing helps, and 16 samples are learned by heart.
    private static final Experiments NO_EXPERIMENTS = new Experiments() {
        private final Outcome poor = new Outcome(1, 1);

        @Override
        public void prepare(Collection<? extends Remedy> remedies) {}

        @Override
        public Notes notes() {
            Made cure = new Made("cure", "relu+he_normal", new Outcome(0.05, 0.06)),
                    control = new Made("control", Made.CONTROL, poor);
            return new Notes(List.of(control, cure), Optional.empty());
        }

        @Override
        public Optional<Point> point() {
            return Optional.empty();
        }

        @Override
        public Outcome control() {
            return poor;
        }

        @Override
        public Optional<Outcome> with(Remedy remedy) {
            return Optional.empty();
        }

        @Override
        public Outcome shuffled() {
            return poor;
        }

        @Override
        public Outcome oneBatch() {
            return poor;
        }

        @Override
        public Outcome blind() {
            return poor;
        }
    };

    static Evidence evidence(Plan plan) {
        return of(recipe(plan), plan);
    }

    /// The same numbers of another recipe.
    static Evidence of(Recipe recipe, Plan plan) {
        Optional<Evidence.Stop> stop =
                plan.ends() > 0 ? Optional.of(new Evidence.Stop(plan.ends(), "LogSumExp")) : Optional.empty();
        return new Evidence(
                recipe,
                forecast(plan),
                history(plan),
                List.of(ledger(plan, 0), ledger(plan, plan.steps())),
                scores(plan),
                List.of(),
                CONSTANT,
                stop,
                plan.steps(),
                FACTS,
                NO_EXPERIMENTS);
    }

    private static List<String> names(Plan plan) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= plan.layers(); i++) names.add("dense" + i);
        return names;
    }

    private static History history(Plan plan) {
        SplittableRandom random = new SplittableRandom(1);
        History history = new History(names(plan), List.of());
        for (int step = 1; step <= plan.steps(); step++) {
            boolean finite = plan.ends() == 0 || step < plan.ends();
            float[] fields = new float[history.width()];
            for (int layer = 0; layer < plan.layers(); layer++) {
                double noise = 0.9 + 0.2 * random.nextDouble();
                for (Field field : Field.values()) {
                    double value = finite ? value(plan, field, layer, step, noise) : Double.NaN;
                    fields[History.place(field, layer)] = (float) value;
                }
            }
            double loss = finite ? loss(plan, step) * (0.97 + 0.06 * random.nextDouble()) : Double.NaN;
            history.add(step, loss, 0.1, finite, fields);
        }
        return history;
    }

    private static double value(Plan plan, Field field, int layer, int step, double noise) {
        int below = plan.layers() - 1 - layer;
        double size = below == 0 ? 0.3 : 0.12 * Math.pow(plan.kept(), below - 1);
        double signal = layer < plan.cut() ? 0 : size * noise * (plan.learns() ? loss(plan, step) / CONSTANT : 1);
        boolean hidden = below > 0, relu = plan.relu() && hidden;
        return switch (field) {
            case SIGNAL -> signal;
            case GRADIENT -> 0.3 * signal;
            case UPDATE -> 0.02 * signal;
            case WEIGHT -> 8;
            case MEAN, RMS -> 0.5;
            case DEVIATION -> relu ? 0.8 : hidden ? 0.1 + 0.01 * layer : 0.2;
            case SLOPE -> relu ? 0.71 : hidden ? 0.94 : 1;
            case SLOPE_RMS -> relu ? 0.71 : hidden ? 0.236 : 1;
            case WEIGHT_GAIN -> 1;
            case SATURATED_LOW -> relu ? 0.5 : 0.01;
            case SATURATED_HIGH -> relu ? 0 : 0.02;
            case ZERO -> relu ? 0.5 : 0;
            case DEAD -> layer == plan.cut() && plan.cut() > 0 ? 0.5 : 0;
            case LIKENESS -> 0.9;
        };
    }

    private static double loss(Plan plan, int step) {
        return plan.learns() ? CONSTANT * Math.exp(-4.0 * step / plan.steps()) + 0.05 : CONSTANT;
    }

    private static Ledger ledger(Plan plan, int step) {
        List<Ledger.Block> blocks = new ArrayList<>();
        List<Ledger.Hop> hops = new ArrayList<>();
        double transmission = 2;
        for (int layer = plan.layers() - 1; layer >= 0; layer--) {
            boolean dead = layer < plan.cut();
            if (dead) transmission = 0;
            OptionalDouble factor = dead ? OptionalDouble.empty() : OptionalDouble.of(0.9);
            blocks.addFirst(new Ledger.Block(
                    "dense" + (layer + 1) + "/weight", 0.1 * transmission, transmission, 0.06, factor, factor));
            if (layer > 0) hops.add(hop(plan, layer));
            transmission *= plan.kept();
        }
        double residual = plan.learns() ? 0.95 * loss(plan, step) / CONSTANT : 0.95;
        return new Ledger(step, 32, residual, 0.949, blocks, hops);
    }

    private static Ledger.Hop hop(Plan plan, int layer) {
        boolean cut = layer == plan.cut();
        double slope = cut ? 0 : plan.relu() ? 0.71 : 0.236, weight = plan.kept() / (plan.relu() ? 0.71 : 0.236);
        double structure = cut ? Double.NaN : 1;
        return new Ledger.Hop("dense" + (layer + 1), "dense" + layer, cut ? 0 : plan.kept(), weight, slope, structure);
    }

    private static List<Evidence.Score> scores(Plan plan) {
        List<Evidence.Score> scores = new ArrayList<>();
        for (int epoch = 0; epoch <= 10; epoch++) {
            int step = epoch * plan.steps() / 10;
            boolean finite = plan.ends() == 0 || step < plan.ends();
            double loss = finite ? loss(plan, step) : Double.NaN,
                    metric = plan.learns() ? 1 - 0.9 * Math.exp(-epoch) : 0.1;
            scores.add(new Evidence.Score(epoch, step, loss, metric, loss + 0.01, metric - 0.02));
        }
        return scores;
    }

    private static Forecast forecast(Plan plan) {
        double log = 2 * Math.log(plan.kept());
        List<LayerForecast> layers = new ArrayList<>();
        for (int layer = 0; layer < plan.layers(); layer++) {
            int below = plan.layers() - 1 - layer;
            LogGain top = below == 0 ? LogGain.NONE : new LogGain(-0.9 + log * (below - 1), 0.05 * below);
            Optional<LogGain> gain = below == 0 ? Optional.empty() : Optional.of(new LogGain(log, 0.05));
            layers.add(new LayerForecast(
                    "dense" + (layer + 1),
                    below == 0 ? 10 : 64,
                    0.26,
                    0.5,
                    0.1,
                    0.9,
                    0.236,
                    0.94,
                    1,
                    gain,
                    top,
                    64,
                    10));
        }
        int hops = Math.max(1, plan.layers() - 2);
        LogGain hidden = new LogGain(log * hops, 0.05 * hops);
        DepthBudget budget = new DepthBudget(3, false, Double.POSITIVE_INFINITY);
        return new Forecast.Predicted(layers, hidden, hidden, hidden.per(hops), budget, plan.layers() - 1);
    }
}
