package org.gradus.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gradus.clinic.Consultation;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments;
import org.gradus.detect.Verdict;

/// What experiments took, what they came to and what a failed one says, in words.
final class Costs {
    private Costs() {}

    /// Steps, and time where it was taken; nothing where nothing was counted.
    static String words(Consultation.Cost cost) {
        if (cost.trialSteps() == 0) return "";
        String words = String.format(
                Locale.ROOT,
                "The trials took %d steps, %s times as many as the training",
                cost.trialSteps(),
                Numbers.of((double) cost.trialSteps() / Math.max(1, cost.trainingSteps())));
        if (!(cost.trialSeconds() > 0)) return words + ".";
        return words
                + String.format(Locale.ROOT, ", and %s s", Numbers.of(cost.trialSeconds()))
                + String.format(Locale.ROOT, "; the training took %s s.", Numbers.of(cost.trainingSeconds()));
    }

    /// What short trials left of the error, the network as it is first; empty when none was made.
    static String words(List<Experiments.Made> made) {
        if (made.isEmpty()) return "";
        return made.stream()
                .sorted(Comparator.comparing(m -> !m.what().equals(Experiments.Made.CONTROL)))
                .map(m ->
                        m.what() + " " + Numbers.percent(Math.min(1, m.outcome().left())))
                .collect(Collectors.joining(
                        ", ", "error left after a few hundred steps, where 100 % is as bad as guessing: ", ""));
    }

    /// How many seeds the arms had: `5 seeds`, or `5 or 15 seeds` where five could not decide.
    static String seeds(Consultation consultation) {
        int most = consultation.trials().stream()
                .mapToInt(t -> t.losses().size())
                .max()
                .orElse(0);
        String few = String.valueOf(consultation.seeds());
        return (most > consultation.seeds() ? few + " or " + most : few) + " seeds";
    }

    /// How a treated network is: `healthy`, or what ails it.
    static String after(Consultation.Cure cure) {
        return cure.verdict() instanceof Verdict.Unwell || cure.well()
                ? Headline.of(cure.verdict()).title().toLowerCase(Locale.ROOT)
                : "no further cause was found, but "
                        + Numbers.percent(cure.evidence().left()) + " of the error of guessing is left";
    }

    /// What a cured network had come to when the patient's training would have ended; empty where
    /// it
    /// was not trained for longer.
    static String longer(Evidence before, Evidence cured, String metric) {
        int epochs = before.recipe().epochs(), longer = cured.recipe().epochs();
        if (longer <= epochs) return "";
        return cured.scores().stream()
                .filter(s -> s.epoch() == epochs)
                .findFirst()
                .map(s -> " (" + metric + " " + Numbers.metric(s.testMetric()) + " at epoch " + epochs + " of " + longer
                        + ", while the loss still fell)")
                .orElse("");
    }

    /// A cause whose remedies all failed.
    static String words(Consultation.Refuted refuted) {
        String tried = "None of the " + refuted.tried() + " cures on trial for " + refuted.cause()
                + " passed; the closest was " + refuted.closest() + " (" + Numbers.effect(refuted.effect()) + "). ";
        return tried
                + (DetectorList.of(refuted.cause()).symptom()
                        ? "It is what was seen, not why."
                        : "That is evidence against the cause, which looked " + Headline.sure(refuted.sure())
                                + " sure before.");
    }
}
