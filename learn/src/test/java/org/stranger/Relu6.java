package org.stranger;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// x cut to [0, 6] (Krizhevsky 2010), as someone else would write it: it says where it bends, and nothing
/// else.
public record Relu6() implements Activation {
    @Override
    public Expr apply(Expr x) {
        return Nonlinear.clip(x, 0, 6);
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0, 6.0);
    }
}
