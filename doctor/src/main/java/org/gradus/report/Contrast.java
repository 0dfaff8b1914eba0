package org.gradus.report;

import java.util.List;
import org.gradus.draw.Numbers;

/// One measure of two trainings.
///
/// @param key its name for programs
/// @param what its name for people
/// @param scale how its numbers are written and compared
/// @param a of the first training; NaN where there is none
/// @param b of the second
record Contrast(String key, String what, Scale scale, double a, double b) {
    private static final String SAME = "same";

    /// Kinds of numbers.
    enum Scale {
        /// Counts, such as steps.
        COUNT(true),
        /// What a layer keeps of a signal.
        KEPT(true),
        /// Sizes over many powers of ten.
        SIZE(true),
        LOSS(true),
        /// Losses of two kinds, of which neither says anything of the other.
        APART(false),
        METRIC(false),
        /// Shares of a whole.
        SHARE(false);

        private final boolean factor;

        Scale(boolean factor) {
            this.factor = factor;
        }
    }

    String words(double value) {
        return switch (scale) {
            case COUNT -> Numbers.fixed(value, 0);
            case KEPT -> Kept.number(value);
            case SIZE -> Numbers.of(value);
            case LOSS, APART -> Numbers.loss(value);
            case METRIC -> Numbers.metric(value);
            case SHARE -> Numbers.percent(value);
        };
    }

    /// How the change is to be read: `factor` of B over A, or `difference`, B less A.
    String kind() {
        return scale.factor ? "factor" : "difference";
    }

    /// The factor or the difference; NaN where there is none.
    double change() {
        if (scale == Scale.APART) return Double.NaN;
        if (!scale.factor) return b - a;
        return a > 0 && b > 0 && Double.isFinite(a) && Double.isFinite(b) ? b / a : Double.NaN;
    }

    /// The change in words: `×3.1e6`, `+0.869`, `-12 points`, or that there is none.
    String changeWords() {
        if (a == b && scale != Scale.APART) return SAME;
        double change = change();
        if (!Double.isFinite(change)) return Numbers.NONE;
        if (scale.factor) return Numbers.times(change);
        if (scale == Scale.METRIC) return signed(Numbers.metric(change));
        return signed(Numbers.of(100 * change)) + " points";
    }

    private static String signed(String number) {
        return number.startsWith("-") ? number : "+" + number;
    }

    /// Whether either training has it.
    boolean known() {
        return !(Double.isNaN(a) && Double.isNaN(b));
    }

    /// Whether both have it, and people would read two different numbers.
    boolean differs() {
        return !Double.isNaN(a) && !Double.isNaN(b) && !words(a).equals(words(b));
    }

    /// `0.089 → 0.958`.
    String arrow() {
        return words(a) + " → " + words(b);
    }

    List<String> row() {
        return List.of(what, words(a), words(b), changeWords());
    }
}
