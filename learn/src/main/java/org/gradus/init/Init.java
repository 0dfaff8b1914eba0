package org.gradus.init;

import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The rule by which a weight gets its first values.
///
/// One that ships also declares `public static List<Init> examples()`, on which every law runs.
public interface Init {
    /// The values of one tensor.
    ///
    /// @throws IllegalArgumentException when the rule has no values for such a tensor, with the reason
    Tensor values(Request request);

    /// The variance of one weight under this rule, from which the forecast is made.
    double variance(Fans fans, Activation activation);

    /// The mean of one weight under this rule. 0, unless said.
    default double mean() {
        return 0;
    }

    /// Whether the rows or the columns of a matrix, whichever are fewer, are orthogonal and of one length.
    /// False, unless said.
    default boolean orthogonal() {
        return false;
    }

    /// Whether there are values for the weights before some activation. True, unless said.
    default boolean suits(Activation activation) {
        return true;
    }

    /// How the first act of a training scales the values by what the data make of them, if it does.
    default Optional<Scaling> scaling() {
        return Optional.empty();
    }

    /// Layer by layer, each unit's weights are scaled until its pre-activation varies as wanted over a batch.
    ///
    /// @param target the variance that is wanted
    /// @param tolerance how far from it a variance may stay, as a share of it
    /// @param maxIterations after how many scalings of a layer to leave it as it is
    record Scaling(double target, double tolerance, int maxIterations) {}

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
