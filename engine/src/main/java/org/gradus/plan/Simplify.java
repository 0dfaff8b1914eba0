package org.gradus.plan;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Op;
import org.gradus.graph.Pass;
import org.gradus.graph.op.Broadcast;
import org.gradus.graph.op.Constant;
import org.gradus.graph.op.Divide;
import org.gradus.graph.op.MatMul;
import org.gradus.graph.op.Multiply;
import org.gradus.graph.op.Negate;
import org.gradus.graph.op.Reshape;
import org.gradus.graph.op.Transpose;
import org.gradus.tensor.Tensor;

/// Drops operations that change nothing: products with 1, folds over axes of size 1, chains of reshapes, double
/// negation, a transposition that a matrix product can read through. Only rules that are exact, also for NaN.
record Simplify() implements Pass {

    @Override
    public Graph apply(Graph graph) {
        return graph.map(Simplify::simplify);
    }

    private static Expr simplify(Expr x) {
        return switch (x.op()) {
            case Multiply _ when ones(x.input(1)) -> ifSame(x, x.input(0));
            case Multiply _ when ones(x.input(0)) -> ifSame(x, x.input(1));
            case Divide _ when ones(x.input(1)) -> ifSame(x, x.input(0));
            case Negate _ when x.input(0).op() instanceof Negate -> x.input(0).input(0);
            case Reshape _
            when x.input(0).op() instanceof Reshape -> x.input(0).input(0).reshape(x.shape());
            case Reshape _ -> ifSame(x, x.input(0));
            case Broadcast _
            when x.input(0).op() instanceof Broadcast -> x.input(0).input(0).broadcastTo(x.shape());
            case Broadcast _ -> ifSame(x, x.input(0));
            case Transpose t when t.order().equals(x.shape().axes()) -> x.input(0);
            case Op.Reduce r
            when r instanceof Op.BuiltIn
                    && r.axes().stream().allMatch(a -> x.input(0).shape().dim(a) == 1) ->
                x.input(0).reshape(x.shape());
            case MatMul m -> untransposed(x, m);
            default -> x;
        };
    }

    private static Expr ifSame(Expr x, Expr candidate) {
        return candidate.shape().equals(x.shape()) && candidate.kind() == x.kind() ? candidate : x;
    }

    private static boolean ones(Expr x) {
        if (!(x.op() instanceof Constant(Tensor value))) return false;
        for (int i = 0; i < value.size(); i++) if (value.get(i) != 1) return false;
        return true;
    }

    private static Expr untransposed(Expr x, MatMul m) {
        boolean left = x.input(0).op() instanceof Transpose, right = x.input(1).op() instanceof Transpose;
        if (!left && !right) return x;
        Expr a = left ? x.input(0).input(0) : x.input(0), b = right ? x.input(1).input(0) : x.input(1);
        Expr product = Expr.of(new MatMul(m.leftTransposed() != left, m.rightTransposed() != right), a, b);
        return product.named(x.name());
    }

    /// The passes that every plan begins with.
    static Pass all() {
        return List.<Pass>of(new Narrow(), new Simplify(), new Fold(), new Share()).stream()
                .reduce(Pass::andThen)
                .orElseThrow();
    }
}
