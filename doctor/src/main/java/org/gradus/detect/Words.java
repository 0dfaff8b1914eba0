package org.gradus.detect;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.gradus.activation.Activation;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Measure;
import org.gradus.forecast.Forecast;
import org.gradus.init.Critical;
import org.gradus.ledger.Ledger;
import org.gradus.name.Names;
import org.gradus.remedy.Model;

/// Phrases that several detectors use, filled with a training's own numbers.
final class Words {
    /// Initial weights are worth a word when they are so many times too large or too small.
    private static final double OFF = 1.2;

    private Words() {}

    /// A count with its noun: `1 unit`, `3 units`.
    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /// What is to be told: how many classes there are and how large the largest is, or what else.
    static String classes(Evidence e) {
        return switch (e.facts().task()) {
            case Task.Classification(int classes) ->
                classes + " classes, the largest " + Figure.percent(e.facts().largestShare());
            case Task.MultiLabel(int outputs) ->
                count(outputs, "yes-or-no question") + ", the commonest answer " + Figure.percent(most(e));
            case Task.Regression _ -> "regression targets";
        };
    }

    private static double most(Evidence e) {
        return e.facts().commonest().stream().mapToDouble(s -> s).max().orElse(0);
    }

    /// The error that is left, relative to guessing.
    static Measure left(Evidence e) {
        return new Measure(
                "error left on training data",
                Double.isInfinite(e.left()) ? "no number" : Figure.percent(e.left()),
                "below 12 % of guessing's",
                "step " + e.history().made());
    }

    /// What the first layer gets of the signal.
    static String arrives(Evidence e) {
        return e.cutOff(operation -> !operation.equals(Evidence.FREEZE)).isEmpty()
                ? "layer 1 gets " + Figure.of(e.first().reach()) + " of the signal"
                : "no gradient leads to some layers";
    }

    /// A sentence on the initial weights of hidden layers, where their size is not the one at which their
    /// activation carries a signal through any depth, on the line without biases; else empty.
    static String initial(Evidence e) {
        Activation activation = Model.activation(e.recipe().model());
        List<Evidence.Weights> hidden =
                e.start().subList(0, Math.max(0, e.start().size() - 1));
        return new Critical(0, 0)
                .at(activation)
                .map(c -> typical(hidden) / Math.sqrt(c.weightVariance()))
                .filter(ratio -> ratio > 0 && !(ratio > 1 / OFF && ratio < OFF))
                .map(ratio -> " Its initial weights are " + Figure.of(ratio) + " times the size at which "
                        + Names.of(activation.getClass()) + " carries a signal.")
                .orElse("");
    }

    private static double typical(List<Evidence.Weights> weights) {
        return Math.exp(
                weights.stream().mapToDouble(w -> Math.log(w.gain())).average().orElse(Double.NaN));
    }

    /// What the first layer gets of the last hidden layer's signal.
    static Measure signal(double reach, String expected, long step) {
        return new Measure("signal, first / last hidden", Figure.of(reach), expected, "step " + step);
    }

    /// The rate, where another would do better.
    static Measure rate(Evidence e, String expected) {
        return new Measure("learning rate", Figure.of(e.recipe().optimizer().rate()), expected, "step 0");
    }

    /// What an experiment gained; above guessing's, errors count by their logarithm.
    static Measure gain(String what, double gain) {
        return new Measure(what, (gain > 1 ? "over 100 %" : Figure.percent(gain)) + " less", "no less", "short trial");
    }

    /// The loss beside that of the constant predictor.
    static Measure loss(Evidence e) {
        return new Measure(
                "loss, at the end",
                Figure.fine(e.finalLoss()),
                "below " + Figure.fine(e.constantLoss()) + " (guessing)",
                "step " + e.history().made());
    }

    /// The product that makes up the signal kept per layer, and the sum that it comes to.
    static String product(Ledger ledger) {
        int hops = ledger.hiddenHops().size();
        return String.format(
                Locale.ROOT,
                "slope %s x weight gain %s x structure %s = %s per layer;%n%s^%d = %s, measured %s",
                Figure.of(ledger.typical(Ledger.Hop::slope)),
                Figure.of(ledger.typical(Ledger.Hop::weight)),
                Figure.of(ledger.typical(Ledger.Hop::rest)),
                Figure.of(ledger.keptPerLayer()),
                Figure.of(ledger.keptPerLayer()),
                hops,
                Figure.of(Math.pow(ledger.keptPerLayer(), hops)),
                Figure.of(ledger.reach()));
    }

    /// The forecast of what each layer keeps, with its band.
    static String band(Evidence e) {
        return switch (e.forecast()) {
            case Forecast.Predicted p ->
                Figure.range(p.perLayer().low(), p.perLayer().high()) + " (forecast)";
            case Forecast.NotPredicted _ -> "about 1";
        };
    }

    /// How many layers the initial weights carry.
    static String budget(Evidence e) {
        if (!(e.forecast() instanceof Forecast.Predicted p)) return "–";
        double layers = p.budget().layers();
        return Double.isInfinite(layers) ? "any number" : String.format(Locale.ROOT, "%.0f", layers);
    }

    /// A factor that may not exist.
    static String factor(OptionalDouble factor) {
        return factor.isPresent() ? Figure.of(factor.getAsDouble()) : "–";
    }
}
