package org.gradus.init;

import org.gradus.activation.Activation;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The rule by which a weight gets its first values.
public interface Init {
    /// The values of one tensor.
    ///
    /// @throws IllegalArgumentException when the rule has no values for such a tensor, with the reason
    Tensor values(Request request);

    /// The variance of one weight under this rule, from which the forecast is made.
    double variance(Fans fans, Activation activation);

    /// The rule for the bias beside such a weight, unless the layer names another.
    default Init bias(Activation activation) {
        return new Zeros();
    }

    /// What is asked of a rule.
    ///
    /// @param shape the weight's shape, `[fan-in, fan-out]` for a dense layer
    /// @param fans how many inputs feed one unit, and how many units one input feeds
    /// @param activation the function that follows the weight
    /// @param seed the run's seed
    /// @param stream sets this tensor's random numbers apart from those of others
    record Request(Shape shape, Fans fans, Activation activation, long seed, int stream) {}

    /// How many inputs feed one unit and how many units one input feeds.
    record Fans(int in, int out) {}

    /// The rules that ship.
    sealed interface BuiltIn extends Init
            permits Zeros,
                    Constant,
                    Uniform,
                    Normal,
                    TruncatedNormal,
                    LecunNormal,
                    LecunUniform,
                    GlorotNormal,
                    GlorotUniform,
                    HeNormal,
                    HeUniform,
                    Orthogonal,
                    Lsuv,
                    Critical {}
}
