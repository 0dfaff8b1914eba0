package org.gradus.grad;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// Differentiation: from expressions to expressions.
///
/// Reverse mode walks the graph from the result to its inputs once, and lets every operation add to
/// its inputs the cotangents that reach them. What comes out is an ordinary graph, so it can be
/// differentiated again: Hessian- and Jacobian-vector products are compositions.
public final class Gradient {
    private Gradient() {}

    /// The gradient of a scalar by each of some expressions, in their shapes; zeros where there
    /// is no path.
    public static List<Expr> of(Expr loss, List<Expr> wrt) {
        return vjp(loss, one(loss), wrt);
    }

    /// The gradient of a scalar by those of some expressions that a path leads to; the others
    /// have no entry.
    public static Map<Expr, Expr> of(Expr loss, Set<Expr> wrt) {
        return reached(loss, one(loss), wrt);
    }

    private static Expr one(Expr loss) {
        if (loss.shape().size() != 1) {
            throw new ShapeException("Gradient: the loss must be one number, its shape is " + loss.shape());
        }
        return Expr.constant(Tensor.full(loss.shape(), 1));
    }

    /// The vector-Jacobian product: the gradient of Σ dy · y, for a cotangent `dy` of the shape
    /// of `y`.
    public static List<Expr> vjp(Expr y, Expr dy, List<Expr> wrt) {
        Map<Expr, Expr> cotangents = reached(y, dy, wrt);
        List<Expr> gradients = new ArrayList<>();
        for (Expr x : wrt) gradients.add(cotangents.getOrDefault(x, zeros(x.shape())));
        return gradients;
    }

    /// The vector-Jacobian product by those of `wrt` that a path leads to; the others have no
    /// entry.
    public static Map<Expr, Expr> reached(Expr y, Expr dy, Collection<Expr> wrt) {
        fits(y, dy);
        // nothing below the only one matters, and of a deep network that is nearly all
        List<Expr> order = Graph.order(List.of(y), wrt.size() == 1 ? Set.copyOf(wrt) : Set.of());
        Set<Expr> active = active(order, wrt);
        Map<Expr, Expr> cotangents = new HashMap<>();
        cotangents.put(y, dy);
        for (Expr x : order.reversed()) {
            Expr dx = cotangents.get(x);
            if (dx != null && active.contains(x)) x.op().vjp(x, dx, new Collector(x, active, cotangents));
        }
        cotangents.keySet().retainAll(Set.copyOf(wrt));
        return cotangents;
    }

    /// The Jacobian-vector product: how `y` moves when each of `wrt` moves along its tangent.
    ///
    /// It is the derivative by u of the vector-Jacobian product with u, which is linear in u.
    public static Expr jvp(Expr y, List<Expr> wrt, List<Expr> tangents) {
        Expr u = zeros(y.shape()).named("u");
        return of(dot(vjp(y, u, wrt), tangents), List.of(u)).get(0);
    }

    /// The Hessian-vector product of a scalar: the gradient of ⟨gradient, v⟩ (Pearlmutter 1994).
    public static List<Expr> hvp(Expr loss, List<Expr> wrt, List<Expr> v) {
        return of(dot(of(loss, wrt), v), wrt);
    }

    /// Σ over all pairs of the sum of products; the two of a pair have one shape.
    public static Expr dot(List<Expr> left, List<Expr> right) {
        if (left.size() != right.size()) {
            throw new IllegalArgumentException("Gradient: expressions and directions differ in number  (" + left.size()
                    + " ≠ " + right.size() + ")");
        }
        Expr sum = Expr.constant(0);
        for (int i = 0; i < left.size(); i++) {
            fits(left.get(i), right.get(i));
            sum = sum.plus(left.get(i).times(right.get(i)).sum());
        }
        return sum;
    }

    private static void fits(Expr x, Expr direction) {
        if (!x.shape().equals(direction.shape())) {
            throw new ShapeException("Gradient: " + x + " and a direction of shape " + direction.shape() + " differ");
        }
    }

    private static Expr zeros(Shape shape) {
        return Expr.constant(Tensor.full(shape, 0));
    }

    /// The expressions that some of `wrt` flow into.
    private static Set<Expr> active(List<Expr> order, Collection<Expr> wrt) {
        Set<Expr> active = new HashSet<>(wrt);
        for (Expr x : order) if (x.inputs().stream().anyMatch(active::contains)) active.add(x);
        return active;
    }

    private record Collector(Expr node, Set<Expr> active, Map<Expr, Expr> cotangents) implements Op.Cotangents {
        @Override
        public boolean wants(int input) {
            return node.input(input).kind() == Kind.REAL && active.contains(node.input(input));
        }

        @Override
        public void add(int input, Expr cotangent) {
            Expr x = node.input(input);
            if (wants(input)) cotangents.merge(x, cotangent.sumTo(x.shape()), Expr::plus);
        }
    }
}
