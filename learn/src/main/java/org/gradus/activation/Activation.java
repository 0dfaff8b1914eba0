package org.gradus.activation;

import java.util.List;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.moments.ScalarFunction;

/// A function applied to every pre-activation of a layer.
///
/// An activation is a record of its settings. Its expression is its only definition: its derivative, the
/// forecast's moments and the kernels all come from it.
public interface Activation {
    /// The activation of a tensor of pre-activations; same shape.
    Expr apply(Expr x);

    /// The points at which the function is not smooth, increasing: its slope jumps there, or bends at a corner.
    /// Integrals are split at them. None, unless said.
    default List<Double> kinks() {
        return List.of();
    }

    /// The activation as a function φ of one number, with its slope φ′, both from the expression by the
    /// reference meaning; nothing for one whose outputs mix inputs, such as softmax.
    ///
    /// The graph is built at each call, so keep the function when asking often.
    default Optional<ScalarFunction> function() {
        return Optional.of(Pointwise.of(this));
    }

    /// The largest |φ′| on the line, which may be a limit that is not reached; infinite where no slope is the
    /// largest.
    ///
    /// It is searched on [-32, 32] in steps of 1/32 and then closer, to about 1e-8.
    default double maxSlope() {
        return Pointwise.of(this).maxSlope();
    }

    /// What a slope factor is measured against, positive and finite: the largest |φ′|. One without a largest
    /// says which slope counts as full.
    default double fullSlope() {
        return maxSlope();
    }

    /// The r of the bound exp(r |x|) on the growth of |φ| and |φ′|, see [ScalarFunction#growth]. 0, unless said:
    /// they grow no faster than some power of x.
    default double growth() {
        return 0;
    }

    /// The activations that ship.
    sealed interface BuiltIn extends Activation
            permits Identity,
                    Sigmoid,
                    Tanh,
                    Relu,
                    LeakyRelu,
                    Elu,
                    Selu,
                    Gelu,
                    GeluTanh,
                    Silu,
                    Softplus,
                    Mish,
                    Softsign,
                    Exp,
                    HardTanh,
                    HardSigmoid,
                    Softmax {}
}
