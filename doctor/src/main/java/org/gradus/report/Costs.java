package org.gradus.report;

import java.util.Locale;
import org.gradus.clinic.Consultation;

/// What an experiment took and what a failed one says, in words.
final class Costs {
    private Costs() {}

    /// Steps, and time where it was taken; nothing where nothing was counted.
    static String words(Consultation.Cost cost) {
        if (cost.trialSteps() == 0) return "";
        String words = String.format(
                Locale.ROOT,
                "It took %d steps, %s times as many as the training",
                cost.trialSteps(),
                Numbers.of((double) cost.trialSteps() / Math.max(1, cost.trainingSteps())));
        if (!(cost.trialSeconds() > 0)) return words + ".";
        return words
                + String.format(Locale.ROOT, ", and %s s", Numbers.of(cost.trialSeconds()))
                + String.format(Locale.ROOT, "; the training took %s s.", Numbers.of(cost.trainingSeconds()));
    }

    /// A cause whose remedies all failed.
    static String words(Consultation.Refuted refuted) {
        return "None of the " + refuted.tried() + " arms for " + refuted.cause() + " passed; the closest was "
                + refuted.closest() + " (" + Numbers.effect(refuted.effect())
                + "). That is evidence against the cause, which looked " + Headline.sure(refuted.sure())
                + " sure before.";
    }
}
