package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Finding;
import org.gradus.detect.Nan;
import org.gradus.detect.Verdict;
import org.gradus.draw.Numbers;

/// A verdict in a few words, the same on every page: its sign, its name and its sentence.
///
/// @param sign `▼` bad, `◆` warning, `●` good
/// @param style `bad`, `warn` or `good`
/// @param title the cause in capitals, or what stands in its place
/// @param about how sure that is; empty where it is not for the reader to weigh
/// @param sentence one sentence for people who never heard of it, or one for each cause
public record Headline(String sign, String style, String title, String about, String sentence) {

    /// The headline of a verdict.
    public static Headline of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell u -> {
                boolean ill = u.first().finding().severity() == Finding.Severity.ILL;
                String sure = sure(u.first().sure()) + " sure";
                yield new Headline(ill ? "▼" : "◆", ill ? "bad" : "warn", title(u), sure, sentence(u));
            }
            case Verdict.Unproven u
            when u.symptom().isPresent() -> {
                Diagnosis symptom = u.symptom().get();
                yield new Headline(
                        "▼",
                        "bad",
                        capitals(symptom.cause()),
                        "its cause is not proven",
                        symptom.finding().headline());
            }
            case Verdict.Unproven u -> new Headline("◆", "warn", "UNPROVEN", "", u.sentence());
            case Verdict.TooSoon soon -> new Headline("◆", "warn", "TOO SOON TO SAY", "", soon.sentence());
            case Verdict.Healthy healthy -> healthy(healthy);
        };
    }

    private static Headline healthy(Verdict.Healthy healthy) {
        return switch (healthy.answer()) {
            case FITTED, LEARNED -> new Headline("●", "good", "HEALTHY", "", healthy.sentence());
            case DATA_LIMIT -> new Headline("●", "good", "HEALTHY, AT THE LIMIT OF ITS DATA", "", healthy.sentence());
            case TOO_FEW_SAMPLES -> new Headline("◆", "warn", "TOO FEW SAMPLES TO SAY", "", healthy.sentence());
            case UNEXPLAINED -> new Headline("◆", "warn", "NO CAUSE FOUND", "", healthy.sentence());
        };
    }

    /// The causes that explain the error, together where one alone does not.
    private static String title(Verdict.Unwell unwell) {
        return unwell.causes().stream().map(d -> capitals(d.cause())).collect(Collectors.joining(" + "));
    }

    private static String sentence(Verdict.Unwell unwell) {
        String all = unwell.causes().stream().map(d -> d.finding().headline()).collect(Collectors.joining(" "));
        return unwell.joint() == 1 ? all : all + " Undoing one of them alone is not enough.";
    }

    /// A probability, which is never 0 or 1: `92 %`, `over 99 %`.
    static String sure(double probability) {
        if (probability > 0.99) return "over 99 %";
        return probability < 0.01 ? "below 1 %" : Numbers.percent(probability);
    }

    private static final String NAN = new Nan().cause();

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

    /// A cause as words in capitals: `VANISHING DEPTH`. What is `nan` on the command line is no word.
    private static String capitals(String cause) {
        String name = cause.equals(NAN) ? "not finite" : cause;
        return name.replace('-', ' ').replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    /// What a verdict names: the cause, several that are needed together, or a symptom.
    static List<Diagnosis> named(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell u -> u.causes();
            case Verdict.Unproven u -> u.symptom().stream().toList();
            case Verdict.Healthy _, Verdict.TooSoon _ -> List.of();
        };
    }

    /// What speaks against what is named.
    static List<Finding.Measure> against(Verdict verdict) {
        return named(verdict).stream()
                .flatMap(d -> d.finding().against().stream())
                .toList();
    }

    /// What was found besides what explains the error, or is not proven to.
    static List<Diagnosis> also(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell u -> u.seen();
            case Verdict.Unproven u -> u.seen();
            case Verdict.Healthy _, Verdict.TooSoon _ -> List.of();
        };
    }

    /// Whether a training ended so well that nobody asks what else was tried.
    static boolean settled(Verdict verdict) {
        return verdict instanceof Verdict.Healthy h
                && (h.answer() == Verdict.Answer.FITTED || h.answer() == Verdict.Answer.LEARNED);
    }

    /// A table of evidence, and whose it is; nobody's where it is the verdict's own.
    record Evidences(String cause, List<Finding.Measure> measures) {}

    /// What was measured: for each of several causes its own, else that of the verdict, what shows
    /// the symptom first.
    static List<Evidences> evidences(Verdict verdict) {
        List<Diagnosis> named = named(verdict);
        if (named.size() > 1)
            return named.stream()
                    .map(d -> new Evidences(d.cause(), d.finding().evidence()))
                    .toList();
        List<Finding.Measure> all = new ArrayList<>();
        if (verdict instanceof Verdict.Unproven)
            named.forEach(d -> all.addAll(d.finding().evidence()));
        verdict.evidence().stream()
                .filter(m -> all.stream().noneMatch(k -> k.what().equals(m.what())))
                .toList()
                .forEach(all::add);
        return List.of(new Evidences("", all));
    }
}
