package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;

/// A function applied to every pre-activation of a layer.
///
/// An activation is a record of its settings. Its expression is its only definition: its derivative, the
/// forecast's moments and the kernels all come from it.
public interface Activation {
    /// The activation of a tensor of pre-activations; same shape.
    Expr apply(Expr x);

    /// The points at which the derivative jumps, increasing; where integrals are split.
    List<Double> kinks();
}
