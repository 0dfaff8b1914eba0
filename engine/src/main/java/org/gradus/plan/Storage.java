package org.gradus.plan;

import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.graph.op.Broadcast;
import org.gradus.graph.op.Constant;
import org.gradus.graph.op.Detach;
import org.gradus.graph.op.Input;
import org.gradus.graph.op.Reshape;
import org.gradus.graph.op.Select;

/// Which expressions need memory and which only look at another's.
final class Storage {
    private Storage() {}

    /// The expression in whose memory the value of `x` stands, in the same order of elements.
    static Expr of(Expr x) {
        Expr at = x;
        while (views(at)) at = at.input(0);
        return at;
    }

    private static boolean views(Expr x) {
        if (x.inputs().isEmpty() || x.kind() != x.input(0).kind()) return false;
        return switch (x.op()) {
            case Reshape _, Detach _ -> true;
            case Broadcast _ ->
                x.shape().size() == x.input(0).shape().size()
                        && !x.shape().equals(x.input(0).shape());
            default -> false;
        };
    }

    /// Whether a value is there before the first call.
    static boolean leaf(Expr x) {
        return x.op() instanceof Input || x.op() instanceof Constant;
    }

    /// Whether an operation can be a step of a fused call: of those that ship, applied to each element, on reals.
    static boolean fusable(Expr x) {
        boolean elementwise = x.op() instanceof Op.BuiltIn
                && (x.op() instanceof Op.Unary
                        || x.op() instanceof Op.Binary
                        || x.op() instanceof Select
                        || x.op() instanceof Broadcast);
        return elementwise
                && !views(x)
                && x.kind() == Kind.REAL
                && x.inputs().stream().allMatch(i -> i.kind() == Kind.REAL);
    }

    /// Whether `reader` and the maker of its input can stand in one fused call.
    static boolean fusable(Expr input, Expr reader) {
        Expr maker = of(input);
        return fusable(reader)
                && fusable(maker)
                && input.shape().equals(reader.shape())
                && maker.shape().equals(reader.shape());
    }
}
