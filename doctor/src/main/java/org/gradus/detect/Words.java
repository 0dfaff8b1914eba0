package org.gradus.detect;

import java.util.Locale;
import java.util.OptionalDouble;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Measure;
import org.gradus.forecast.Forecast;
import org.gradus.ledger.Ledger;

/// Phrases that several detectors use, filled with a training's own numbers.
final class Words {
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
            case Task.Regression _ -> "quantities";
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
                "step " + e.history().size());
    }

    /// What the first layer gets of the signal.
    static String arrives(Evidence e) {
        return Cut.by(e, operation -> !operation.equals(Cut.FREEZE)).isEmpty()
                ? "layer 1 gets " + Figure.of(e.first().reach()) + " of the signal"
                : "no gradient leads to some layers";
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
                "step " + e.history().size());
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
