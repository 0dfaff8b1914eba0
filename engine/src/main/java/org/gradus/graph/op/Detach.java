package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// x as a value that gradients do not pass.
public record Detach() implements Op.BuiltIn, Op.Unary {
    @Override
    public double apply(double x) {
        return x;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // the point of this operation is that there is no path
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Detach(), Tensor.vector(-2, 0, 3.5)));
    }
}
