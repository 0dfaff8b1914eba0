package org.gradus.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Finding;
import org.gradus.detect.Nan;
import org.gradus.detect.Verdict;
import org.gradus.draw.Numbers;
import org.gradus.story.Story;
import org.gradus.story.Story.Mood;

/// A verdict in a few words.
public final class Headline {
    private static final String NAN = new Nan().cause();

    private Headline() {}

    /// The headline of a verdict.
    public static Story.Headline of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell u -> {
                String title = u.causes().stream().map(d -> capitals(d.cause())).collect(Collectors.joining(" + "));
                String all =
                        u.causes().stream().map(d -> d.finding().headline()).collect(Collectors.joining(" "));
                yield new Story.Headline(
                        mood(u.first().finding().severity()),
                        title,
                        List.of(sure(u.first().sure()) + " sure", since(u.causes())),
                        u.joint() == 1 ? all : all + " Undoing one of them alone is not enough.");
            }
            case Verdict.Unproven u
            when u.symptom().isPresent() -> {
                Diagnosis symptom = u.symptom().get();
                List<String> about = List.of("its cause is not proven", since(List.of(symptom)));
                yield new Story.Headline(
                        Mood.BAD,
                        capitals(symptom.cause()),
                        about,
                        symptom.finding().headline());
            }
            case Verdict.Unproven u -> new Story.Headline(Mood.WARN, "UNPROVEN", List.of(), u.sentence());
            case Verdict.TooSoon soon -> new Story.Headline(Mood.WARN, "TOO SOON TO SAY", List.of(), soon.sentence());
            case Verdict.Healthy h ->
                new Story.Headline(h.unexplained() ? Mood.WARN : Mood.GOOD, title(h.answer()), List.of(), h.sentence());
        };
    }

    private static String title(Verdict.Answer answer) {
        return switch (answer) {
            case FITTED, LEARNED -> "HEALTHY";
            case DATA_LIMIT -> "HEALTHY, AT THE LIMIT OF ITS DATA";
            case UNLUCKY -> "AN UNLUCKY TRAINING";
            case TOO_FEW_SAMPLES -> "TOO FEW SAMPLES TO SAY";
            case UNEXPLAINED -> "NO CAUSE FOUND";
        };
    }

    static Mood mood(Finding.Severity severity) {
        return severity == Finding.Severity.ILL ? Mood.BAD : Mood.WARN;
    }

    /// Since when, and where first.
    private static String since(List<Diagnosis> named) {
        long first = named.stream().mapToLong(d -> d.finding().since()).min().orElse(0);
        List<String> layers = named.getFirst().finding().layers();
        return (first == 0 ? "since before the first step" : "since step " + first)
                + (named.size() > 1 || layers.isEmpty() ? "" : ", first in " + layers.getFirst());
    }

    /// A probability, which is never 0 or 1: `92 %`, `over 99 %`.
    static String sure(double probability) {
        if (probability > 0.99) return "over 99 %";
        return probability < 0.01 ? "below 1 %" : Numbers.percent(probability);
    }

    /// A cause as words in capitals: `VANISHING DEPTH`. What is `nan` on the command line is no word.
    private static String capitals(String cause) {
        String name = cause.equals(NAN) ? "not finite" : cause;
        return name.replace('-', ' ').replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    /// What speaks against what is named.
    static List<Finding.Measure> against(Verdict verdict) {
        return verdict.findings().stream()
                .flatMap(d -> d.finding().against().stream())
                .toList();
    }

    /// Whether a training ended so well that nobody asks what else was tried.
    static boolean settled(Verdict verdict) {
        return verdict instanceof Verdict.Healthy h
                && (h.answer() == Verdict.Answer.FITTED || h.answer() == Verdict.Answer.LEARNED);
    }

    /// What was measured: for each of several causes its own, else that of the verdict, what shows the symptom first.
    static Map<String, List<Finding.Measure>> evidence(Verdict verdict) {
        List<Diagnosis> named = verdict.findings();
        Map<String, List<Finding.Measure>> tables = new LinkedHashMap<>();
        if (named.size() > 1) {
            named.forEach(d -> tables.put(d.cause(), d.finding().evidence()));
            return tables;
        }
        List<Finding.Measure> all = new ArrayList<>();
        if (verdict instanceof Verdict.Unproven)
            named.forEach(d -> all.addAll(d.finding().evidence()));
        verdict.evidence().stream()
                .filter(m -> all.stream().noneMatch(k -> k.what().equals(m.what())))
                .toList()
                .forEach(all::add);
        return Map.of("evidence", all);
    }
}
