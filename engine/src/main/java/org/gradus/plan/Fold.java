package org.gradus.plan;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Pass;
import org.gradus.graph.op.Constant;
import org.gradus.tensor.Tensor;

/// Computes what depends on constants alone, in `double`, once and for all.
///
/// What is larger than its inputs stays computed: a constant is memory that every plan carries.
record Fold() implements Pass {

    @Override
    public Graph apply(Graph graph) {
        return graph.map(Fold::fold);
    }

    private static Expr fold(Expr x) {
        int largest = x.inputs().stream().mapToInt(i -> i.shape().size()).max().orElse(-1);
        if (x.shape().size() > largest || !x.inputs().stream().allMatch(i -> i.op() instanceof Constant)) return x;
        return Expr.constant(x.op().eval(values(x.inputs()))).named(x.name());
    }

    private static List<Tensor> values(List<Expr> constants) {
        return constants.stream().map(x -> ((Constant) x.op()).value()).toList();
    }
}
