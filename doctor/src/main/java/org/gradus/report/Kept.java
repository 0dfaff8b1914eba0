package org.gradus.report;

import org.gradus.draw.Numbers;

/// What a layer keeps of the signal, in words.
final class Kept {
    /// From this growth per layer on, a signal is said to be multiplied, not kept.
    private static final double GROWS = 1.1;

    private Kept() {}

    /// Whether a layer makes the signal larger.
    static boolean grows(double kept) {
        return kept >= GROWS;
    }

    /// As a verb: `keeps 24 % of the signal`.
    static String words(double kept) {
        return grows(kept)
                ? "multiplies the signal by " + Numbers.of(kept)
                : "keeps " + Numbers.percent(kept) + " of the signal";
    }

    /// As a number: `24 %`, or `×2.0` where the signal grows.
    static String number(double kept) {
        return grows(kept) ? Numbers.times(kept) : Numbers.percent(kept);
    }

    /// How much of something a layer gets: `0.24 of`, `2.0 times` or `none of`.
    static String part(double reach) {
        if (reach == 0) return "none of";
        return Numbers.of(reach) + (reach >= 1 ? " times" : " of");
    }
}
