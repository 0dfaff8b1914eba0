package org.gradus.optim;

import java.util.List;
import org.gradus.graph.Expr;

/// A bound put on gradients before the optimizer sees them.
public interface Clip {
    /// The bounded gradients, in the same order and shapes.
    List<Expr> apply(List<Expr> gradients);

    /// The bounds that ship.
    sealed interface BuiltIn extends Clip permits NormClip, ValueClip {}
}
