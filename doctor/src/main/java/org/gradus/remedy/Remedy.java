package org.gradus.remedy;

import java.util.Map;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;

/// A change to a recipe that may cure a cause; a pure function, which trains nothing.
public interface Remedy {
    /// What it is called, in the words of a recipe: `relu+he_normal`, `batch_norm`, `adam 0.003`. Two that
    /// may be tried on the same network have different names.
    String name();

    /// The treated recipe.
    ///
    /// @return nothing when the remedy does not apply to this recipe or would not change it
    Optional<Recipe> apply(Subject subject);

    /// The data that a treated recipe asks for, made from those of the patient.
    default Dataset data(Dataset patient) {
        return patient;
    }

    /// From where in the patient's training a trial of this remedy starts.
    default Start start() {
        return Start.FIRST_STEP;
    }

    /// The patient's weights moved into the treated network so that it computes what the patient
    /// computes, to rounding.
    ///
    /// @param treated what [#apply] made of the patient's recipe
    /// @return the weights and statistics of the treated network by path; nothing when the remedy
    /// has no such way
    default Optional<Map<String, Tensor>> graft(Trained patient, Recipe treated) {
        return Optional.empty();
    }

    /// This remedy with a training that lasts several times as long.
    default Remedy longer(int times) {
        return new Together(this, new MoreEpochs(times));
    }

    /// How much of the recipe it changes: of two that do as well, the smaller change is taken.
    default Change change() {
        return Change.SETTING;
    }

    /// What a remedy changes, the smallest change first.
    enum Change {
        /// How it is trained, or on what.
        SETTING,
        /// The initial weights.
        WEIGHTS,
        /// Activations, the output or the loss.
        FUNCTION,
        /// The layers.
        ARCHITECTURE
    }

    /// Where a trial starts.
    enum Start {
        /// At initial weights drawn anew, since the remedy changes them, the data, or what a weight
        /// means.
        FIRST_STEP,
        /// At the patient's state when the finding began to hold: its weights and slots keep
        /// their meaning.
        ONSET,
        /// At the patient's last state: the remedy changes nothing before it.
        END
    }

    /// The remedies that ship.
    sealed interface BuiltIn extends Remedy
            permits SwapActivation,
                    SwapInit,
                    AddBatchNorm,
                    AddResidual,
                    AddActivation,
                    AddHidden,
                    Widen,
                    Shrink,
                    AddDropout,
                    LessDropout,
                    FixOutput,
                    StandardizeInputs,
                    StandardizeTargets,
                    BalanceClasses,
                    ScaleRate,
                    SwapOptimizer,
                    SmallEpsilon,
                    LessDecay,
                    AddDecay,
                    AddPenalty,
                    StopEarly,
                    ClipGradients,
                    NoClip,
                    NoPenalty,
                    SwapBatch,
                    MoreEpochs,
                    FewerEpochs,
                    PlainLoss,
                    Reconnect,
                    Unfreeze,
                    Together {}
}
