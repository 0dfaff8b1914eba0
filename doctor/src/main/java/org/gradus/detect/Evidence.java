package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gradus.forecast.Forecast;
import org.gradus.ledger.Ledger;
import org.gradus.probe.DataFacts;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Model;

/// All that a detector may read about one training.
///
/// @param recipe what was trained
/// @param forecast what theory predicted before the first step
/// @param history what every step measured
/// @param ledgers the gradient's factors at step 0, now and then, and at the end
/// @param scores loss and metric after each epoch
/// @param end the error at the end
/// @param start what the initial weights look like
/// @param given what the network gave before the first step
/// @param constantLoss the loss of the best constant predictor on the training targets
/// @param stop why training ended early, if it did
/// @param steps the steps that the recipe asks for; of a training that stopped early, those made
/// @param facts what the data look like
/// @param experiments short trainings that tell competing causes apart, made when asked for
public record Evidence(
        Recipe recipe,
        Forecast forecast,
        History history,
        List<Ledger> ledgers,
        List<Score> scores,
        End end,
        List<Weights> start,
        Outputs given,
        double constantLoss,
        Optional<Stop> stop,
        long steps,
        DataFacts facts,
        Experiments experiments) {

    /// What the ledger calls the operation that freezes a layer.
    static final String FREEZE = "freeze";

    /// The share of the constant predictor's loss below which a network counts as having learned.
    private static final double LEARNED = 0.05;

    /// The part of its own size by which a loss falls in the last quarter of the steps, from which
    /// on more steps pay.
    private static final double PAYS = 0.05;

    public Evidence {
        ledgers = List.copyOf(ledgers);
        scores = List.copyOf(scores);
        start = List.copyOf(start);
    }

    /// Loss and metric after an epoch; epoch 0 is before the first step.
    public record Score(
            int epoch, long step, double trainLoss, double trainMetric, double testLoss, double testMetric) {}

    /// The error that is left at the end, relative to guessing: 1 is as good as the best constant
    /// answer, 0 is perfect. Samples with an outlying target do not count.
    ///
    /// @param left on the samples trained on
    /// @param heldOut on the held-out samples; not a number where there are none
    public record End(double left, double heldOut) {
        /// That of a training that broke off.
        public static final End NONE = new End(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /// What a network gives on the probe samples.
    ///
    /// @param low the smallest output
    /// @param high the largest
    /// @param leastSum the smallest sum over a sample's outputs
    /// @param mostSum the largest
    public record Outputs(double low, double high, double leastSum, double mostSum) {
        /// How far rounding may take a sum of probabilities from 1.
        private static final double ROUNDING = 1e-3;

        /// Whether they may be probabilities.
        public boolean probabilities() {
            return low >= 0 && high <= 1;
        }

        /// Whether those of a sample add up to 1, as those of a softmax do.
        public boolean addUp() {
            return probabilities() && leastSum > 1 - ROUNDING && mostSum < 1 + ROUNDING;
        }
    }

    /// What a weight looks like.
    ///
    /// @param zero the share of entries that are exactly 0
    /// @param twins the share of units whose incoming weights equal those of another unit of the
    ///     layer
    /// @param rms the root mean square of its entries
    /// @param gain √fan-in × rms, by which the layer multiplies the size of what it is given
    public record Weights(String layer, double zero, double twins, double rms, double gain) {}

    /// The end of a training by a number that is not finite.
    ///
    /// @param step the step that made it
    /// @param operation the first operation whose result was not finite
    public record Stop(long step, String operation) {}

    /// The parameters for which no gradient is computed, where such an operation keeps it from them,
    /// input side first.
    List<Ledger.Block> cutOff(Predicate<String> operation) {
        return first().blocks().stream()
                .filter(b -> b.zero()
                        .filter(z -> z.kind() == Ledger.Zero.Kind.NO_PATH && operation.test(z.operation()))
                        .isPresent())
                .toList();
    }

    public Ledger first() {
        return ledgers.getFirst();
    }

    public Ledger last() {
        return ledgers.getLast();
    }

    public Score score() {
        return scores.getLast();
    }

    /// The paths of the linear layers, input side first; the last gives the output.
    public List<String> layers() {
        return history.layers();
    }

    /// The linear layers below the last.
    List<String> hidden() {
        return layers().subList(0, Math.max(0, layers().size() - 1));
    }

    /// The last linear layer; none in a network that has none.
    List<String> top() {
        return layers().subList(Math.max(0, layers().size() - 1), layers().size());
    }

    /// The width of the network's output.
    public int outputs() {
        return Model.outputs(recipe.model());
    }

    /// The loss towards the end of training: the mean over the last tenth of the steps made.
    public double finalLoss() {
        long n = history.made();
        return stop.isPresent() || n == 0 ? Double.NaN : history.meanLoss(n - Math.max(1, n / 10), n);
    }

    /// Whether much is left to learn: the loss is above [#LEARNED] of the constant predictor's,
    /// or not finite.
    public boolean unlearned() {
        return !(finalLoss() < LEARNED * constantLoss);
    }

    /// Whether much is left to learn and the loss has stopped falling: over the last half of the
    /// steps made it fell by less than [Thresholds#FALLING] of the constant predictor's loss.
    public boolean stalled() {
        long n = history.made();
        if (stop.isPresent() || n < 8) return unlearned();
        double fell = history.meanLoss(n / 2, n - n / 4) - history.meanLoss(n - n / 4, n);
        return unlearned() && !(fell > Thresholds.FALLING * constantLoss);
    }

    /// The part of its own size by which the loss fell in the last quarter of the steps, beside
    /// the quarter before.
    public double falling() {
        long n = history.made();
        if (n < 8) return 0;
        double before = history.meanLoss(n / 2, n - n / 4), after = history.meanLoss(n - n / 4, n);
        return (before - after) / before;
    }

    /// Whether the loss still falls at the end, so that more steps pay.
    public boolean stillFalls() {
        return stop.isEmpty() && falling() > PAYS;
    }

    /// The error left on the training samples at the end, relative to guessing, see [Experiments];
    /// infinite after a number that is not finite.
    public double left() {
        return stop.isPresent() ? Double.POSITIVE_INFINITY : end.left();
    }

    /// The same on held-out samples.
    public double heldOutLeft() {
        return stop.isPresent() ? Double.POSITIVE_INFINITY : end.heldOut();
    }

    /// Whether training has got to where the recipe ends it, or broke off for good.
    public boolean ended() {
        return stop.isPresent() || history.made() >= steps;
    }

    /// Whether the recipe's rule ended the training before its last epoch: what was held out for
    /// validation gained no more.
    public boolean stoppedEarly() {
        return recipe.stop().isPresent() && stop.isEmpty() && ended() && steps < recipe.steps(facts.samples());
    }

    /// Whether so much error is left that something may be wrong: more than [Thresholds#POOR] of guessing,
    /// and in a training that was left early also after the steps of a short trial.
    public boolean poor() {
        return !(left() < Thresholds.POOR)
                && (ended() || !(experiments.control().left() < Thresholds.POOR));
    }

    /// Whether this training leaves clearly less error on held-out samples than another: half of
    /// it, or less by as much as it takes to name a cause.
    boolean improvesOn(Evidence control) {
        double before = Gain.scaled(control.heldOutLeft());
        return Gain.scaled(heldOutLeft()) < Math.max(before / 2, before - Gain.WORTH);
    }

    /// The mean change of a weight in a step, relative to the weight, in the layer that is fastest; a layer
    /// that no gradient reaches has none.
    double fastest() {
        double fastest = 0;
        for (int l = 0; l < layers().size() && history.size() > 0; l++) {
            double update = history.last(Field.UPDATE, l, history.size());
            if (!Double.isNaN(update)) fastest = Math.max(fastest, update);
        }
        return fastest;
    }

    /// The largest change of a weight in one step, relative to the weight, after the first steps.
    public double largestUpdate() {
        double largest = 0;
        for (int i = 0; i < history.size(); i++) largest = Math.max(largest, update(i));
        return largest;
    }

    /// Whether some step changed a weight by more than [Thresholds#VIOLENT] of its size.
    public boolean violent() {
        return violentSince() >= 0;
    }

    /// The first such step; -1 when there is none.
    public long violentSince() {
        for (int i = 0; i < history.size(); i++) {
            if (update(i) > Thresholds.VIOLENT) return history.step(i);
        }
        return -1;
    }

    private double update(int frame) {
        double largest = 0;
        for (int l = 0; l < layers().size(); l++) {
            double ratio = history.get(Field.UPDATE, frame, l);
            largest = Double.isFinite(ratio) ? Math.max(largest, ratio) : largest;
        }
        return largest;
    }
}
