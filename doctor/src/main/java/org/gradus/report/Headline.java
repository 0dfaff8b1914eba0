package org.gradus.report;

import java.util.List;
import java.util.Locale;
import org.gradus.detect.Finding;
import org.gradus.detect.Verdict;

/// A verdict in a few words, the same on every page: its sign, its name and its sentence.
///
/// @param sign `▼` bad, `◆` warning, `●` good
/// @param style `bad`, `warn` or `good`
/// @param title the cause in capitals, or what stands in its place
/// @param sentence one sentence for people who never heard of it
public record Headline(String sign, String style, String title, String sentence) {

    /// The headline of a verdict.
    public static Headline of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell unwell -> {
                boolean ill = unwell.first().finding().severity() == Finding.Severity.ILL;
                yield new Headline(
                        ill ? "▼" : "◆",
                        ill ? "bad" : "warn",
                        capitals(unwell.first().cause()),
                        unwell.first().finding().headline());
            }
            case Verdict.TooSoon soon -> new Headline("◆", "warn", "TOO SOON TO SAY", soon.reason());
            case Verdict.Healthy healthy
            when healthy.unexplained() -> new Headline("◆", "warn", "NO CAUSE FOUND", healthy.sentence());
            case Verdict.Healthy healthy -> new Headline("●", "good", "HEALTHY", healthy.sentence());
        };
    }

    /// How sure the first diagnosis is; empty without one.
    static String sure(Verdict verdict) {
        return verdict instanceof Verdict.Unwell u ? sure(u.first().sure()) + " sure" : "";
    }

    /// A probability, which is never 0 or 1: `92 %`, `over 99 %`.
    static String sure(double probability) {
        if (probability > 0.99) return "over 99 %";
        return probability < 0.01 ? "below 1 %" : Numbers.percent(probability);
    }

    /// From this growth per layer on, a signal is said to be multiplied, not kept.
    private static final double GROWS = 1.1;

    /// Whether a layer makes the signal larger.
    static boolean grows(double kept) {
        return kept >= GROWS;
    }

    /// What a layer does to the signal, as a verb: `keeps 24 % of the signal`.
    static String keeps(double kept) {
        return grows(kept)
                ? "multiplies the signal by " + Numbers.of(kept)
                : "keeps " + Numbers.percent(kept) + " of the signal";
    }

    /// The same as a number: `24 %`, or `×2.0` where the signal grows.
    static String rate(double kept) {
        return grows(kept) ? Numbers.times(kept) : Numbers.percent(kept);
    }

    /// How much of something a layer gets: `0.24 of`, `2.0 times` or `none of`.
    static String part(double reach) {
        if (reach == 0) return "none of";
        return Numbers.of(reach) + (reach >= 1 ? " times" : " of");
    }

    /// A name as words in capitals: `VANISHING DEPTH`.
    static String capitals(String name) {
        return name.replace('-', ' ').replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    /// What speaks for the verdict.
    static List<Finding.Measure> evidence(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell unwell -> unwell.first().finding().evidence();
            case Verdict.Healthy healthy -> healthy.evidence();
            case Verdict.TooSoon _ -> List.of();
        };
    }

    /// What speaks against it.
    static List<Finding.Measure> against(Verdict verdict) {
        return verdict instanceof Verdict.Unwell u ? u.first().finding().against() : List.of();
    }

    /// The causes that were considered and found absent.
    static List<String> ruledOut(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell unwell -> unwell.first().ruledOut();
            case Verdict.Healthy healthy -> healthy.ruledOut();
            case Verdict.TooSoon _ -> List.of();
        };
    }
}
