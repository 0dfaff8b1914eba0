package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// exp(x) over its sum along the units, the last axis: probabilities that sum to 1 (Bridle 1990).
///
/// It is for outputs whose loss asks for probabilities. It mixes its inputs, so there is no function of one
/// number, and no forecast through it.
public record Softmax() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Softmax());
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.softmax(x);
    }

    @Override
    public boolean mixes() {
        return true;
    }

    @Override
    public Range range() {
        return new Range(0, 1);
    }

    /// The largest singular value of its Jacobian diag(p) - p pᵀ for any p: 1/2, at two equal halves.
    @Override
    public double maxSlope() {
        return 0.5;
    }
}
