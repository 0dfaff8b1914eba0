package org.gradus.remedy;

import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.recipe.Recipe;

/// A change to a recipe that may cure a cause; a pure function, which trains nothing.
public interface Remedy {
    /// What it is called, in the words of a recipe: `relu+he_normal`, `batch_norm`.
    String name();

    /// The treated recipe.
    ///
    /// @param features the width of the samples
    /// @return nothing when the remedy does not apply to this recipe or would not change it
    Optional<Recipe> apply(Recipe recipe, int features);

    /// The data that a treated recipe asks for, made from those of the patient.
    default Dataset data(Dataset patient) {
        return patient;
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
                    LessDropout,
                    FixOutput,
                    StandardizeInputs,
                    StandardizeTargets,
                    ScaleRate,
                    SwapOptimizer,
                    SmallEpsilon,
                    LessDecay,
                    ClipGradients,
                    NoClip,
                    SwapBatch,
                    MoreEpochs,
                    PlainLoss,
                    Reconnect,
                    Unfreeze,
                    Together {}
}
