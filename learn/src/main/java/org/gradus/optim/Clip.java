package org.gradus.optim;

import java.util.List;
import org.gradus.graph.Expr;

/// A bound put on gradients before the optimizer sees them: the first link of its chain.
///
/// A member also declares `public static List<Clip> examples()`, on which every law runs.
public interface Clip extends Link {
    /// The bounded gradients, in the same order and shapes.
    List<Expr> apply(List<Expr> gradients);

    @Override
    default List<Expr> apply(List<Expr> moves, List<Step> steps) {
        return apply(moves);
    }

    /// What is left of the largest element, as a part of it.
    ///
    /// @param norm the Euclidean norm of all gradients as one vector
    /// @param largest the largest magnitude of an element
    double kept(double norm, double largest);

    /// The bounds that ship.
    sealed interface BuiltIn extends Clip permits NormClip, ValueClip {}
}
