package org.gradus.activation;

import java.util.List;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.moments.ScalarFunction;

/// A function applied to every pre-activation of a layer.
///
/// An activation is a record of its settings. Its expression is its only definition: its derivative, the
/// forecast's moments and the kernels all come from it, and so do answers to what is asked here, unless it
/// gives its own. One that ships also declares `public static List<Activation> examples()`, on which every
/// law runs.
public interface Activation {
    /// The activation of a tensor of pre-activations; same shape.
    Expr apply(Expr x);

    /// Whether it is x times a constant, so that a layer with it is linear. False, unless said.
    default boolean linear() {
        return false;
    }

    /// Whether each output depends on several inputs of its sample, as that of a softmax does. False, unless
    /// said.
    default boolean mixes() {
        return false;
    }

    /// Whether its units compete: their outputs lie between 0 and 1 and depend on each other, as those of a
    /// softmax do.
    default boolean competes() {
        return mixes() && range().lower() >= 0 && range().upper() <= 1;
    }

    /// The values that it can take. Found by trying, unless said; of one that [#mixes], anything.
    default Range range() {
        return mixes() ? Range.ALL : Pointwise.range(this);
    }

    /// Whether φ(c x) = c φ(x) for every positive c, as ReLU has it: what enters larger leaves larger, and is
    /// not bent otherwise. Found by trying, unless said.
    default boolean homogeneous() {
        return !mixes() && Pointwise.homogeneous(this);
    }

    /// The points at which the function is not smooth, increasing: its slope jumps there, or bends at a
    /// corner. Integrals are split at them. None, unless said.
    default List<Double> kinks() {
        return List.of();
    }

    /// The activation as a function φ of one number, with its slope φ′, both from the expression by the
    /// reference meaning; nothing for one that [#mixes].
    ///
    /// The graph is built at each call, so keep the function when asking often.
    default Optional<ScalarFunction> function() {
        return mixes() ? Optional.empty() : Optional.of(Pointwise.of(this));
    }

    /// The largest |φ′| on the line, which may be a limit that is not reached; infinite where no slope is the
    /// largest.
    ///
    /// It is searched on [-32, 32] in steps of 1/32 and then closer, to about 1e-8. One that [#mixes] says the
    /// largest singular value of its Jacobian, or is taken for 1.
    default double maxSlope() {
        return mixes() ? 1 : Pointwise.of(this).maxSlope();
    }

    /// What a slope factor is measured against, positive and finite: the largest |φ′|. One without a largest
    /// says which slope counts as full.
    default double fullSlope() {
        return maxSlope();
    }

    /// The r of the bound exp(r |x|) on the growth of |φ| and |φ′|, see [ScalarFunction#growth]. 0, unless
    /// said: they grow no faster than some power of x.
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
