package org.gradus.forecast;

import java.util.Locale;

/// A forecast in words.
final class Sentence {

    private static final double GROWS = 1.1;

    private Sentence() {}

    static String of(Forecast.Predicted forecast) {
        int asked = forecast.asked();
        if (asked == 0) {
            return "One layer alone: there is no depth to forecast.";
        }
        if (Double.isNaN(forecast.perLayer().typical())) {
            return "No forecast: the signal leaves the range of numbers.";
        }
        String scatter = forecast.predictable()
                ? ""
                : " The scatter is too large to forecast one network: only the distribution over networks is known.";
        return kept(forecast.perLayer()) + "; this initialisation carries " + carried(forecast.budget()) + "; " + asked
                + (asked == 1 ? " is" : " are") + " asked." + scatter;
    }

    private static String kept(LogGain gain) {
        if (gain.typical() >= GROWS) {
            return "Each layer multiplies the signal by " + ratio(gain.typical()) + " (" + ratio(gain.low()) + "-"
                    + ratio(gain.high()) + ")";
        }
        return "Each layer keeps " + percent(gain.typical()) + " % (" + percent(gain.low()) + "-" + percent(gain.high())
                + " %) of the signal";
    }

    private static String ratio(double gain) {
        if (!Double.isFinite(gain)) return none(gain);
        return String.format(Locale.ROOT, "%.3g", gain);
    }

    private static String percent(double gain) {
        if (!Double.isFinite(gain)) return none(gain);
        return String.format(Locale.ROOT, gain < 0.01 ? "%.1g" : "%.0f", 100 * gain);
    }

    private static String none(double gain) {
        return Double.isNaN(gain) ? "–" : "∞";
    }

    private static String carried(DepthBudget budget) {
        String layers =
                String.format(Locale.ROOT, "about %.0f layer%s", budget.layers(), budget.layers() == 1 ? "" : "s");
        return switch (budget.binding()) {
            case VANISHES -> layers;
            case EXPLODES -> layers + " (then the signal has grown a thousandfold)";
            case INFORMATION -> layers + " (then inputs can no longer be told apart)";
            case NONE -> "more than " + DepthBudget.MOST_PAIRED + " layers";
        };
    }
}
