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
import org.gradus.draw.Numbers;

/// What experiments took, what they came to and what a failed one says, in words.
final class Costs {
    /// Short trainings that are told one by one, at most.
    private static final int MOST = 12;

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

    /// A count with its noun: `1 layer`, `3 layers`.
    static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /// What short trials left of the error, the network as it is first; empty when none was made.
    static String words(List<Experiments.Made> made) {
        List<Experiments.Made> trainings =
                made.stream().filter(m -> !m.compares()).toList();
        if (trainings.isEmpty()) return "";
        String all = trainings.stream()
                .sorted(Comparator.comparing(m -> !m.what().equals(Experiments.Made.CONTROL)))
                .limit(MOST)
                .map(m ->
                        m.what() + " " + Numbers.percent(Math.min(1, m.outcome().unseen())))
                .collect(Collectors.joining(
                        ", ", "error left after a few hundred steps, where 100 % is as bad as guessing: ", ""));
        return trainings.size() <= MOST ? all : all + ", and " + (trainings.size() - MOST) + " others no better";
    }

    /// How many seeds the arms had: `5 seeds`, or `5 or 15 seeds` where five could not decide.
    static String seeds(Consultation consultation) {
        int most = consultation.trials().stream()
                .mapToInt(t -> t.errors().size())
                .max()
                .orElse(0);
        String few = String.valueOf(consultation.seeds());
        return (most > consultation.seeds() ? few + " or " + most : few) + " seeds";
    }

    /// How a treated network is: `healthy`, or what ails it.
    static String after(Consultation.Cure cure) {
        if (!cure.verdict().findings().isEmpty() || cure.well()) return Grounds.name(cure.verdict());
        String left = Numbers.percent(cure.evidence().left()) + " of the error of guessing is left";
        return cure.verdict() instanceof Verdict.Unproven
                ? left + ", its cause is not proven"
                : "no further cause was found, but " + left;
    }

    /// What a cured network had come to when the patient's training would have ended; empty where it was not trained
    /// for longer.
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

    /// A cause whose remedies all failed, or several.
    static String words(Consultation.Refuted refuted) {
        String causes = String.join(" and ", refuted.causes());
        boolean one = refuted.causes().size() == 1;
        String closest = refuted.closest() + " (" + Numbers.effect(refuted.effect()) + ")";
        String tried = refuted.tried() == 1
                ? "The one cure on trial for " + causes + ", " + closest + ", failed. "
                : "None of the " + refuted.tried() + " cures on trial for " + causes + " passed; the closest was "
                        + closest + ". ";
        return tried
                + (DetectorList.symptom(refuted.cause())
                        ? "It is what was seen, not why."
                        : "That is evidence against the " + (one ? "cause" : "causes") + ", which looked "
                                + Headline.sure(refuted.sure()) + " sure before.");
    }
}
