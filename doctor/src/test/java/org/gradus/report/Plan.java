package org.gradus.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.gradus.data.Task;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments;
import org.gradus.detect.Experiments.Made;
import org.gradus.detect.Gain;
import org.gradus.forecast.DepthBudget;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.LayerForecast;
import org.gradus.forecast.LogGain;
import org.gradus.ledger.Ledger;
import org.gradus.loss.Mse;
import org.gradus.probe.DataFacts;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeText;
import org.gradus.remedy.Remedy;
import org.gradus.tensor.Shape;

/// A training, made up, with the numbers that such networks show.
///
/// @param kept what the signal keeps per layer
/// @param learns whether its loss falls
/// @param relu whether its units are ReLU, else sigmoid
/// @param cut the layers from the input that get exactly nothing
/// @param ends the step from which on no number is finite; 0 for never
record Plan(String name, int layers, int steps, double kept, boolean learns, boolean relu, int cut, int ends) {
    private static final double CONSTANT = 2.303;

    /// Ten classes of equal size, as in the digits.
    private static final DataFacts FACTS = new DataFacts(
            1437,
            1,
            1,
            1,
            new Task.Classification(10),
            Collections.nCopies(10, 0.1),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(new DataFacts.Part("inputs", Shape.of(64), false)));

    RecipeText text() {
        String units = relu ? "activation: relu, init: he_normal" : "activation: sigmoid";
        String hidden = layers == 1
                ? ""
                : "  - repeat: {times: %d, layers: [{dense: {units: 64, %s}}]}%n".formatted(layers - 1, units);
        return RecipeText.parse("""
                name: %s
                data: digits
                model:
                %s  - dense: {units: 10}
                loss: softmax_cross_entropy
                """.formatted(name, hidden), name + ".yaml");
    }

    Evidence evidence() {
        return evidence(text().recipe());
    }

    /// The same numbers of another recipe.
    Evidence evidence(Recipe recipe) {
        return evidence(
                recipe,
                new Evidence.End(learns ? 0.042 : 0.98, learns ? 0.05 : 0.99),
                tried("relu+he_normal", 0.05, 0.93, 0.9));
    }

    /// The same numbers as if they were of a network that tells a quantity.
    Evidence ofAmounts() {
        Recipe recipe = text().recipe().withLoss(new Mse());
        Evidence e = evidence(recipe);
        DataFacts amounts = new DataFacts(
                1437,
                1,
                1,
                1,
                new Task.Regression(1),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                e.facts().sample());
        return new Evidence(
                recipe,
                e.forecast(),
                e.history(),
                e.ledgers(),
                e.scores(),
                e.end(),
                e.start(),
                e.given(),
                e.constantLoss(),
                e.stop(),
                e.steps(),
                amounts,
                e.experiments());
    }

    /// The same with another end, after some short trainings.
    Evidence evidence(Evidence.End end, List<Made> trainings) {
        return evidence(text().recipe(), end, trainings);
    }

    private Evidence evidence(Recipe recipe, Evidence.End end, List<Made> trainings) {
        return new Evidence(
                recipe,
                forecast(),
                history(),
                List.of(ledger(0), ledger(steps)),
                scores(),
                end,
                names().stream()
                        .map(layer -> new Evidence.Weights(layer, 0, 0, 0.12, 1))
                        .toList(),
                new Evidence.Outputs(-2, 2, -3, 3),
                CONSTANT,
                ends > 0 ? Optional.of(new Evidence.Stop(ends, "LogSumExp")) : Optional.empty(),
                steps,
                FACTS,
                new Told(new Experiments.Notes(trainings, Optional.empty())));
    }

    /// The network as it is, and with one change.
    static List<Made> tried(String remedy, double unseen, double gain, double low) {
        return List.of(
                new Made("control", Made.CONTROL, new Experiments.Outcome(1, 1, Gain.NONE)),
                new Made("cure", remedy, new Experiments.Outcome(0.9 * unseen, unseen, new Gain(gain, low))));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= layers; i++) names.add("dense" + i);
        return names;
    }

    private History history() {
        SplittableRandom random = new SplittableRandom(1);
        History history = new History(names(), List.of());
        for (int step = 1; step <= steps; step++) {
            boolean finite = ends == 0 || step < ends;
            float[] fields = new float[history.width()];
            for (int layer = 0; layer < layers; layer++) {
                double noise = 0.9 + 0.2 * random.nextDouble();
                for (Field field : Field.values()) {
                    double value = finite ? value(field, layer, step, noise) : Double.NaN;
                    fields[History.place(field, layer)] = (float) value;
                }
            }
            double loss = finite ? loss(step) * (0.97 + 0.06 * random.nextDouble()) : Double.NaN;
            history.add(step, loss, 0.1, finite, fields);
        }
        return history;
    }

    private double value(Field field, int layer, int step, double noise) {
        int below = layers - 1 - layer;
        double size = below == 0 ? 0.3 : 0.12 * Math.pow(kept, below - 1);
        double signal = layer < cut ? 0 : size * noise * (learns ? loss(step) / CONSTANT : 1);
        boolean hidden = below > 0, rectified = relu && hidden;
        return switch (field) {
            case SIGNAL -> signal;
            case GRADIENT -> 0.3 * signal;
            case UPDATE -> 0.02 * signal;
            case WEIGHT -> 8;
            case DEVIATION -> rectified ? 0.8 : hidden ? 0.1 + 0.01 * layer : 0.2;
            case SLOPE -> rectified ? 0.71 : hidden ? 0.94 : 1;
            case SATURATED_LOW -> rectified ? 0.5 : 0.01;
            case SATURATED_HIGH -> rectified ? 0 : 0.02;
            case ZERO -> rectified ? 0.5 : 0;
            case DEAD -> layer == cut && cut > 0 ? 0.5 : 0;
            case LIKENESS -> 0.9;
        };
    }

    private double loss(int step) {
        return learns ? CONSTANT * Math.exp(-4.0 * step / steps) + 0.05 : CONSTANT;
    }

    private Ledger ledger(int step) {
        List<Ledger.Block> blocks = new ArrayList<>();
        List<Ledger.Hop> hops = new ArrayList<>();
        double transmission = 2;
        for (int layer = layers - 1; layer >= 0; layer--) {
            boolean dead = layer < cut;
            if (dead) transmission = 0;
            OptionalDouble factor = dead ? OptionalDouble.empty() : OptionalDouble.of(0.9);
            blocks.addFirst(new Ledger.Block(
                    "dense" + (layer + 1) + "/weight", 0.1 * transmission, transmission, 0.06, factor, factor));
            if (layer > 0) hops.add(hop(layer));
            transmission *= kept;
        }
        double residual = learns ? 0.95 * loss(step) / CONSTANT : 0.95;
        return new Ledger(step, 32, residual, 0.949, blocks, hops);
    }

    private Ledger.Hop hop(int layer) {
        boolean dead = layer == cut;
        double slope = dead ? 0 : relu ? 0.71 : 0.236, weight = kept / (relu ? 0.71 : 0.236);
        double structure = dead ? Double.NaN : 1;
        return new Ledger.Hop("dense" + (layer + 1), "dense" + layer, dead ? 0 : kept, weight, slope, structure);
    }

    private List<Evidence.Score> scores() {
        List<Evidence.Score> scores = new ArrayList<>();
        for (int epoch = 0; epoch <= 10; epoch++) {
            int step = epoch * steps / 10;
            boolean finite = ends == 0 || step < ends;
            double loss = finite ? loss(step) : Double.NaN, metric = learns ? 1 - 0.9 * Math.exp(-epoch) : 0.1;
            scores.add(new Evidence.Score(epoch, step, loss, metric, loss + 0.01, metric - 0.02));
        }
        return scores;
    }

    private Forecast forecast() {
        double log = 2 * Math.log(kept);
        List<LayerForecast> all = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            int below = layers - 1 - layer;
            LogGain top = below == 0 ? LogGain.NONE : new LogGain(-0.9 + log * (below - 1), 0.05 * below);
            Optional<LogGain> gain = below == 0 ? Optional.empty() : Optional.of(new LogGain(log, 0.05));
            all.add(new LayerForecast(
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
        int hops = Math.max(1, layers - 2);
        LogGain hidden = new LogGain(log * hops, 0.05 * hops);
        DepthBudget budget = new DepthBudget(3, false, Double.POSITIVE_INFINITY);
        return new Forecast.Predicted(all, hidden, hidden, hidden.per(hops), budget, layers - 1, List.of());
    }

    /// Made-up networks are not trained: nothing helps beyond what is told.
    private record Told(Notes notes) implements Experiments {
        @Override
        public void prepare(Collection<? extends Remedy> remedies) {
            // nothing is trained
        }

        @Override
        public Optional<Point> point() {
            return Optional.empty();
        }

        @Override
        public Outcome control() {
            return new Outcome(1, 1, Gain.NONE);
        }

        @Override
        public Optional<Outcome> with(Remedy remedy) {
            return Optional.empty();
        }

        @Override
        public Outcome special(Special data) {
            return new Outcome(1, 1, Gain.NONE);
        }

        @Override
        public Gain signal() {
            return Gain.NONE;
        }

        @Override
        public Gain gain(Remedy less, Remedy more) {
            return Gain.NONE;
        }
    }
}
