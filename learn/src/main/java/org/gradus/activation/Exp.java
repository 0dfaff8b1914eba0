package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;

/// exp(x), always positive, without bound, and its own slope.
///
/// It is for outputs that are positive and vary by factors, such as rates and durations (the inverse of the log
/// link of McCullagh and Nelder 1989). In a stack the power of the signal becomes exp(2 power) in every layer, so
/// that already a few layers leave the range of `f32`, unless the weights are small (σ_w² below 1 / (2e)).
public record Exp() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Exp());
    }

    @Override
    public Expr apply(Expr x) {
        return x.exp();
    }

    /// Infinite: there is no steepest place.
    @Override
    public double maxSlope() {
        return Double.POSITIVE_INFINITY;
    }

    /// 1, the slope at 0.
    @Override
    public double fullSlope() {
        return 1;
    }

    @Override
    public double growth() {
        return 1;
    }
}
