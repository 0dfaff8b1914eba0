package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Odds;
import org.gradus.detect.Verdict;
import org.gradus.model.Model;
import org.gradus.recipe.Recipe;

/// Everything the doctor found out about one network, from the forecast to the proven cure.
///
/// @param evidence the training as given
/// @param before what seemed wrong with it before the trials
/// @param verdict what is wrong with it, in the light of the trials: the one that counts
/// @param trials every arm of the experiment, control and sham first; empty for a healthy network
/// @param cure the best accepted remedy, trained in full, if one was accepted
/// @param steps the steps of an arm that went all the way, at most
/// @param seeds the seeds of each arm
/// @param refuted the causes, or causes together, of which every remedy failed, which is evidence against
///     them, in the order in which they were treated
/// @param cost what the experiment took
/// @param model the network as given, trained and ready for use; none when its training broke off, or
///     samples have several inputs
public record Consultation(
        Evidence evidence,
        Verdict before,
        Verdict verdict,
        List<Trial> trials,
        Optional<Cure> cure,
        long steps,
        int seeds,
        List<Refuted> refuted,
        Cost cost,
        Optional<Model> model) {
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
            Evidence evidence, Verdict verdict, List<Trial> trials, Optional<Cure> cure, long steps, int seeds) {
        this(evidence, verdict, verdict, trials, cure, steps, seeds, List.of(), Cost.NONE, Optional.empty());
    }

    /// The same with the trained network.
    Consultation with(Optional<Model> model) {
        return new Consultation(evidence, before, verdict, trials, cure, steps, seeds, refuted, cost, model);
    }

    /// What a verdict holds for possible.
    static List<Diagnosis> candidates(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell u -> u.diagnoses();
            case Verdict.Unproven u -> u.seen();
            case Verdict.Healthy _, Verdict.TooSoon _ -> List.of();
        };
    }

    /// Whether there is a cause whose remedies can be tried.
    public boolean treatable() {
        return !candidates(before).isEmpty();
    }

    /// What is treated first: the causes that a verdict names, or else the likeliest.
    static List<Diagnosis> first(Verdict verdict) {
        return verdict instanceof Verdict.Unwell u
                ? u.causes()
                : candidates(verdict).subList(0, 1);
    }

    /// What is treated next, after a verdict by some trials: a cause that is now likelier than not.
    static Optional<List<Diagnosis>> next(Verdict verdict) {
        return verdict instanceof Verdict.Unwell u ? Optional.of(u.causes()) : Optional.empty();
    }

    /// What to think of a verdict after trials. Causes whose remedies all failed, each the first when
    /// it was treated, are less likely, and never come first again. What was cured is proven; what was
    /// not is named only if another cause is likelier than not.
    ///
    /// @param cured whether the last that was treated has a cure
    static Verdict after(Evidence evidence, Verdict before, List<Refuted> refuted, boolean cured) {
        if (candidates(before).isEmpty()) return before;
        List<Diagnosis> left = candidates(before), failed = new ArrayList<>();
        for (Refuted r : refuted) {
            List<Diagnosis> fallen =
                    Odds.fitted().refuted(left, left.stream().filter(r::names).toList());
            failed.addAll(fallen.stream().filter(r::names).toList());
            left = fallen.stream().filter(d -> !r.names(d)).toList();
        }
        int joint = refuted.isEmpty() && before instanceof Verdict.Unwell u ? u.joint() : 1;
        boolean named = !left.isEmpty() && (cured || left.getFirst().sure() >= Judge.EVEN);
        List<Diagnosis> all = new ArrayList<>(left);
        all.addAll(failed);
        return named
                ? new Verdict.Unwell(cured ? proven(all, joint) : all, joint)
                : Judge.unproven(evidence, all, before.ruledOut());
    }

    /// Diagnoses of which the first are proven by their cure.
    private static List<Diagnosis> proven(List<Diagnosis> all, int joint) {
        List<Diagnosis> proven = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Diagnosis d = all.get(i);
            proven.add(i < joint ? d.withSure(Odds.fitted().proven(d.sure())) : d);
        }
        return proven;
    }

    /// The same consultation as if it had taken no time: what is left is the same on every machine.
    public Consultation timeless() {
        Cost steps = new Cost(cost.trainingSteps, 0, cost.trialSteps, 0);
        return new Consultation(evidence, before, verdict, trials, cure, this.steps, seeds, refuted, steps, model);
    }

    /// A remedy that was accepted, trained in full.
    ///
    /// @param recipe the treated recipe
    /// @param changes what it changes, one line a change
    /// @param model the treated network, trained and ready for use; none where [Consultation#model] is none
    public record Cure(
            Recipe recipe,
            String remedy,
            List<String> changes,
            Evidence evidence,
            Verdict verdict,
            Optional<Model> model) {
        /// Whether it did much worse than the same recipe does on parts of the samples.
        boolean unlucky() {
            return verdict instanceof Verdict.Healthy h && h.answer() == Verdict.Answer.UNLUCKY;
        }

        /// Whether the treated network is well: nothing ails it, and little error is left.
        public boolean well() {
            return verdict instanceof Verdict.Healthy h && !h.unexplained();
        }
    }

    /// A cause whose remedies all failed, or causes that were treated together in vain.
    ///
    /// @param causes at least one
    /// @param tried how many arms tried to cure it
    /// @param sure how sure it looked before the trials; of several, that all of them are needed
    /// @param closest the remedy that came closest, and its effect on the error of samples held
    ///     back
    public record Refuted(List<String> causes, int tried, double sure, String closest, double effect) {
        public Refuted {
            causes = List.copyOf(causes);
        }

        /// The first of them, which is the only one where a single cause was treated.
        public String cause() {
            return causes.getFirst();
        }

        /// Whether a diagnosis is among them.
        public boolean names(Diagnosis d) {
            return causes.contains(d.cause());
        }
    }

    /// What was spent, trials and full trainings of what they accepted on one side, the patient's
    /// training on the other.
    public record Cost(long trainingSteps, double trainingSeconds, long trialSteps, double trialSeconds) {
        /// Nothing that was counted.
        public static final Cost NONE = new Cost(0, 0, 0, 0);
    }
}
