package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.name.Names;
import org.gradus.probe.DataFacts;
import org.gradus.remedy.Remedy;

/// A rule that recognises one cause of a stalled training from evidence; a pure function.
///
/// A detector's file holds the rule, its thresholds with their source, the words of its
/// explanation, its remedies in order, and two patients on whom every change of any detector is
/// tried.
public interface Detector {
    /// Examines a training.
    Finding examine(Evidence evidence);

    /// What to try, best first.
    List<Remedy> remedies(Evidence evidence);

    /// The remedies that undo this cause and no other, by which competing causes are told apart.
    default List<Remedy> decisive(Evidence evidence) {
        return remedies(evidence);
    }

    /// Whether what this cause is blamed on has gone in a treated training: back where a healthy
    /// network has it, or better a hundredfold. By default, that less error is left.
    ///
    /// @param control the untreated training, after as many steps from the same start
    default boolean relieved(Evidence control, Evidence treated) {
        return treated.improvesOn(control);
    }

    /// The remedies whose short trainings [#examine] will ask for; none when it can tell without.
    default List<Remedy> trials(Evidence evidence) {
        return List.of();
    }

    /// Whether the cause is looked into only when no other explains what is seen: it has no sign
    /// of its own, and the trainings that tell are long.
    default boolean lastResort() {
        return false;
    }

    /// The remedies whose short trainings [#lastly] will ask for.
    default List<Remedy> lastTrials(Evidence evidence) {
        return List.of();
    }

    /// A second opinion, when no cause explains what is seen: nothing points at this one, but what
    /// undoes it may help all the same.
    default Optional<Finding> lastly(Evidence evidence) {
        return Optional.empty();
    }

    /// Whether it is what was seen and not why: where no cause was found beside it, no failing
    /// remedy can speak against it.
    default boolean symptom() {
        return false;
    }

    /// What a guard can tell this cause by, in the cheap numbers of a single step; nothing where it takes
    /// more than that.
    default Optional<Sign> glance() {
        return Optional.empty();
    }

    /// What a guard says of data that make this cause likely where the loss is far above a constant guess's;
    /// nothing where they do not.
    default Optional<String> enlarges(DataFacts facts) {
        return Optional.empty();
    }

    /// The log odds, in nats, that it has before anything is measured. Those of the causes that ship are fitted
    /// to drawn networks, see [Odds].
    default double prior() {
        return 0;
    }

    /// The cause's name, such as `vanishing-depth`.
    default String cause() {
        return Names.of(getClass()).replace('_', '-');
    }

    /// The detectors that ship, in the order in which causes are considered: one that explains
    /// another comes before it.
    sealed interface BuiltIn extends Detector
            permits Detached,
                    Frozen,
                    Labels,
                    OutputMismatch,
                    OutputUnits,
                    HiddenActivation,
                    LinearStack,
                    SaturatedOutput,
                    LossMismatch,
                    InputScale,
                    TargetScale,
                    ZeroInit,
                    SymmetricInit,
                    Underflow,
                    LostUpdate,
                    AdamEpsilon,
                    Clipping,
                    ScaleInvariance,
                    DeadUnits,
                    Saturated,
                    Exploding,
                    VanishingDepth,
                    InformationCollapse,
                    InitScale,
                    BatchNoise,
                    LrTooHigh,
                    LrTooLow,
                    WeightDecay,
                    DropoutTooHigh,
                    OverRegularised,
                    BatchSize,
                    ClassImbalance,
                    NoSignal,
                    Capacity,
                    Saddle,
                    Plateau,
                    TooFewEpochs,
                    Underfit,
                    UnsuitableOptimizer,
                    Overfitting,
                    Nan {}
}
