package org.gradus.optim;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Statistics;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// All gradients scaled together so that their common Euclidean norm is at most `max`; the direction stays
/// (Pascanu, Mikolov and Bengio 2013, algorithm 1).
///
/// A gradient that is not finite stays so, and is for the training step to catch.
///
/// @param max the largest norm of all gradients as one vector
@Name("norm")
public record NormClip(@Default("1.0") double max) implements Clip.BuiltIn {
    public NormClip {
        Setting.positive("max", max);
    }

    @Override
    public List<Expr> apply(List<Expr> gradients) {
        Expr norm = norm(gradients);
        Expr factor = norm.greaterThan(max).select(Expr.constant(max).dividedBy(norm), Expr.constant(1));
        return gradients.stream().map(g -> g.times(factor)).toList();
    }

    @Override
    public double kept(double norm, double largest) {
        return Math.min(1, max / norm);
    }

    public static List<Clip> examples() {
        return List.of(new NormClip(1), new NormClip(0.01));
    }

    /// The Euclidean norm of all gradients as one vector.
    ///
    /// The norms are divided by the largest before they are squared: an exploding gradient of 1e20 is to be
    /// clipped, and its square is infinite in `f32`.
    private static Expr norm(List<Expr> gradients) {
        List<Expr> norms = gradients.stream().map(Statistics::norm).toList();
        Expr largest = Expr.constant(0);
        for (Expr n : norms) largest = n.greaterThan(largest).select(n, largest);
        Expr unit = largest.greaterThan(0).select(largest, Expr.constant(1));
        Expr squares = Expr.constant(0);
        for (Expr n : norms) squares = squares.plus(n.dividedBy(unit).square());
        return squares.sqrt().times(unit);
    }
}
