package org.gradus.plan;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Op;
import org.gradus.graph.Pass;
import org.gradus.graph.op.Broadcast;
import org.gradus.graph.op.Select;
import org.gradus.tensor.Shape;

/// Stretches late: an elementwise operation reads the narrow values behind its broadcasts, and its own result is
/// stretched where that leaves it narrow.
record Narrow() implements Pass {

    @Override
    public Graph apply(Graph graph) {
        return graph.map(Narrow::narrow);
    }

    private static Expr narrow(Expr x) {
        boolean elementwise = x.op() instanceof Op.Unary || x.op() instanceof Op.Binary || x.op() instanceof Select;
        List<Expr> inputs = x.inputs().stream().map(Narrow::behind).toList();
        if (!elementwise || inputs.equals(x.inputs())) return x;
        Expr narrow = x.with(inputs);
        Shape shape = x.shape();
        return narrow.shape().equals(shape) ? narrow : Expr.of(new Broadcast(shape), narrow.named(""));
    }

    private static Expr behind(Expr x) {
        return x.op() instanceof Broadcast ? behind(x.input(0)) : x;
    }
}
