package org.gradus.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Input;
import org.gradus.plan.Plan;
import org.gradus.tensor.Tensor;

/// A step computed again by the meaning of its operations, every value rounded to the plan's type, to see where it
/// went wrong.
final class Replay {
    private final Graph graph;
    private final Map<Expr, Tensor> values = new HashMap<>();

    Replay(Plan plan, Map<Expr, Tensor> inputs) {
        graph = plan.graph();
        for (Expr x : graph.nodes()) {
            Tensor value = x.op() instanceof Input
                    ? inputs.get(x)
                    : x.op().eval(x.inputs().stream().map(values::get).toList());
            values.put(x, Objects.requireNonNull(value).as(plan.element(x.kind())));
        }
    }

    /// The origin of the first output or update that is not finite; when all are, the first such node of any kind. An
    /// infinity in a branch that was not taken explains nothing, so it comes last.
    Optional<Expr> culprit() {
        Stream<Expr> results =
                Stream.concat(graph.outputs().stream(), graph.updates().stream().map(Graph.Update::value));
        return Stream.concat(results, graph.nodes().stream())
                .filter(this::bad)
                .findFirst()
                .map(this::origin);
    }

    /// Up from a bad value through bad inputs, to one whose inputs are all good.
    private Expr origin(Expr x) {
        Expr at = x;
        for (Optional<Expr> up = badInput(at); up.isPresent(); up = badInput(at)) at = up.get();
        return at;
    }

    private Optional<Expr> badInput(Expr x) {
        return x.inputs().stream().filter(this::bad).findFirst();
    }

    private boolean bad(Expr x) {
        Tensor value = Objects.requireNonNull(values.get(x));
        for (int i = 0; i < value.size(); i++) if (!Double.isFinite(value.get(i))) return true;
        return false;
    }
}
