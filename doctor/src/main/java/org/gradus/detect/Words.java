package org.gradus.detect;

import java.util.Locale;
import java.util.OptionalDouble;
import org.gradus.detect.Finding.Measure;
import org.gradus.forecast.Forecast;
import org.gradus.ledger.Ledger;

/// Phrases that several detectors use, filled with a training's own numbers.
final class Words {
    private Words() {}

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

    /// How many layers the first weights carry.
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
