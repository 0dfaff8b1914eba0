package org.gradus.plan;

import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.graph.op.Broadcast;
import org.gradus.graph.op.Constant;
import org.gradus.graph.op.Detach;
import org.gradus.graph.op.Input;
import org.gradus.graph.op.Max;
import org.gradus.graph.op.Reshape;
import org.gradus.graph.op.Select;
import org.gradus.graph.op.Sum;
import org.gradus.graph.op.Summary;

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
    static boolean elementwise(Expr x) {
        boolean elementwise = x.op() instanceof Op.BuiltIn
                && (x.op() instanceof Op.Unary
                        || x.op() instanceof Op.Binary
                        || x.op() instanceof Select
                        || x.op() instanceof Broadcast);
        return elementwise && !views(x) && real(x);
    }

    /// What a fold leaves of its input, if it is one that a fused call can make.
    static Optional<Reduction> reduction(Expr x) {
        return switch (x.op()) {
            case Sum sum when real(x) -> Reduction.of(sum, x.input(0).shape());
            case Max max when real(x) -> Reduction.of(max, x.input(0).shape());
            default -> Optional.empty();
        };
    }

    /// Whether it is a summary, of what a fused call reads or stores.
    static boolean summary(Expr x) {
        return x.op() instanceof Summary && real(x) && x.input(0).shape().size() > 0;
    }

    private static boolean real(Expr x) {
        return x.kind() == Kind.REAL && x.inputs().stream().allMatch(i -> i.kind() == Kind.REAL);
    }
}
