package org.gradus.clinic;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Evidence;
import org.gradus.detect.Odds;
import org.gradus.detect.Verdict;
import org.gradus.recipe.Recipe;

/// Everything the doctor found out about one network, from the forecast to the proven cure.
///
/// @param evidence the training as given
/// @param verdict what is wrong with it, in the light of the trials
/// @param trials every arm of the experiment, control and sham first; empty for a healthy network
/// @param cure the best accepted remedy, trained in full, if one was accepted
/// @param steps the steps of an arm that went all the way, at most
/// @param seeds the seeds of each arm
/// @param refuted the causes of which every remedy failed, which is evidence against them, in the
///     order in which they were treated
/// @param cost what the experiment took
public record Consultation(
        Evidence evidence,
        Verdict verdict,
        List<Trial> trials,
        Optional<Cure> cure,
        int steps,
        int seeds,
        List<Refuted> refuted,
        Cost cost) {

    public Consultation {
        trials = List.copyOf(trials);
        refuted = List.copyOf(refuted);
    }

    /// A consultation without an experiment.
    public static Consultation untreated(Evidence evidence, Verdict verdict) {
        return new Consultation(evidence, verdict, List.of(), Optional.empty(), 0, 0);
    }

    /// A consultation whose cost nobody counted, and in which no cause is refuted.
    public Consultation(
            Evidence evidence, Verdict verdict, List<Trial> trials, Optional<Cure> cure, int steps, int seeds) {
        this(evidence, verdict, trials, cure, steps, seeds, List.of(), Cost.NONE);
    }

    /// What to think of a verdict after trials: causes whose remedies all failed, each the first
    /// when it was treated, are less likely.
    static Verdict verdict(Verdict before, List<Refuted> refuted) {
        Verdict after = before;
        for (Refuted _ : refuted)
            after = after instanceof Verdict.Unwell u ? Odds.fitted().refuted(u) : after;
        return after;
    }

    /// The same consultation as if it had taken no time: what is left is the same on every machine.
    public Consultation timeless() {
        Cost steps = new Cost(cost.trainingSteps, 0, cost.trialSteps, 0);
        return new Consultation(evidence, verdict, trials, cure, this.steps, seeds, refuted, steps);
    }

    /// A remedy that was accepted, trained in full.
    ///
    /// @param recipe the treated recipe
    /// @param changes what it changes, one line a change
    public record Cure(Recipe recipe, String remedy, List<String> changes, Evidence evidence, Verdict verdict) {
        /// Whether the treated network is well: nothing ails it, and little error is left.
        public boolean well() {
            return !(verdict instanceof Verdict.Unwell) && !(verdict instanceof Verdict.Healthy h && h.unexplained());
        }
    }

    /// A cause whose remedies all failed.
    ///
    /// @param tried how many arms tried to cure it
    /// @param sure how sure it looked before the trials
    /// @param closest the remedy that came closest, and its effect on the held-out loss
    public record Refuted(String cause, int tried, double sure, String closest, double effect) {}

    /// What was spent, trials and full trainings of what they accepted on one side, the patient's
    /// training on the other.
    public record Cost(long trainingSteps, double trainingSeconds, long trialSteps, double trialSeconds) {
        /// Nothing that was counted.
        public static final Cost NONE = new Cost(0, 0, 0, 0);
    }
}
