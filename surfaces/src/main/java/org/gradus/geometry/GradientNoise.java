package org.gradus.geometry;

import java.util.ArrayList;
import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.op.RandomNormal;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Independent normal numbers that are added to a gradient at every step, as if it had been measured on a batch.
///
/// The same seed gives the same numbers at the same step, to every optimizer.
///
/// @param sigma their standard deviation, at least 0; 0 for no noise
/// @param seed what they are drawn from
public record GradientNoise(double sigma, int seed) {
    /// No noise.
    public static final GradientNoise NONE = new GradientNoise(0, 0);

    /// How many integers the key of a random operation has.
    private static final int KEY = 3;

    /// @throws IllegalArgumentException when the deviation is below 0 or not finite
    public GradientNoise {
        if (!(sigma >= 0 && Double.isFinite(sigma))) {
            throw new IllegalArgumentException("noise: expected a deviation of 0 or more, found " + sigma);
        }
    }

    /// Whether nothing is added.
    public boolean none() {
        return sigma == 0;
    }

    /// The leaf that says which step it is.
    static Expr key() {
        return Expr.ints("noise", Shape.of(KEY));
    }

    /// The value of that leaf.
    Tensor key(int step) {
        return Tensor.ints(seed, 0, step);
    }

    /// The gradient with its noise.
    List<Expr> on(List<Expr> gradient, Expr key) {
        if (none()) return gradient;
        List<Expr> noisy = new ArrayList<>();
        for (Expr g : gradient) {
            Expr noise = Expr.of(new RandomNormal(g.shape(), noisy.size()), key);
            noisy.add(g.plus(noise.times(sigma)));
        }
        return noisy;
    }
}
