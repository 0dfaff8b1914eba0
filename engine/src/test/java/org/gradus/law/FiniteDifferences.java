package org.gradus.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.tensor.Tensor;

/// Holds derivatives made by [Gradient] against differences of values, in `double`, along a random direction.
///
/// With y the expression, t a random tangent of the varied leaves and c a random cotangent of y, the slope of
/// ⟨c, y⟩ along t is measured by the central formula of fourth order and must equal ⟨t, gradient⟩.
public final class FiniteDifferences {
    private static final double STEP = 1e-3;
    /// The rounding error of a difference, as a share of the values that are subtracted.
    private static final double ROUNDING = 1e-11;

    private final Map<Expr, Tensor> at;
    private final List<Expr> wrt;
    private final long seed;
    private final Random random;

    private FiniteDifferences(Map<Expr, Tensor> at, List<Expr> wrt, long seed) {
        this.at = at;
        this.wrt = wrt;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /// The leaves of real numbers.
    public static List<Expr> reals(Map<Expr, Tensor> at) {
        return at.keySet().stream().filter(x -> x.kind() == Kind.REAL).toList();
    }

    /// The first derivative agrees to 1e-6.
    ///
    /// @param at the values of all leaves
    /// @param wrt those that are varied
    public static void agree(Expr y, Map<Expr, Tensor> at, List<Expr> wrt, long seed) {
        new FiniteDifferences(at, wrt, seed).check(y, 1e-6);
    }

    /// The derivative of the gradient function agrees to 1e-5.
    public static void agreeTwice(Expr y, Map<Expr, Tensor> at, List<Expr> wrt, long seed) {
        FiniteDifferences d = new FiniteDifferences(at, wrt, seed);
        List<Expr> gradient = Gradient.vjp(y, Expr.constant(d.normal(y)), d.wrt);
        List<Expr> cotangents =
                gradient.stream().map(g -> Expr.constant(d.normal(g))).toList();
        d.check(Gradient.dot(gradient, cotangents), 1e-5);
    }

    private void check(Expr y, double tolerance) {
        Tensor cotangent = normal(y);
        Map<Expr, Tensor> tangent = new HashMap<>();
        for (Expr x : wrt) tangent.put(x, tangent(at.get(x)));
        double measured = (8 * (along(y, cotangent, tangent, STEP) - along(y, cotangent, tangent, -STEP))
                        - (along(y, cotangent, tangent, 2 * STEP) - along(y, cotangent, tangent, -2 * STEP)))
                / (12 * STEP);
        double derived = 0;
        List<Expr> gradients = Gradient.vjp(y, Expr.constant(cotangent), wrt);
        Map<Expr, Tensor> values = Graph.of(gradients.toArray(Expr[]::new)).eval(at);
        for (int i = 0; i < wrt.size(); i++) derived += dot(tangent.get(wrt.get(i)), values.get(gradients.get(i)));
        double size = Math.max(Math.abs(measured), Math.abs(derived));
        double subtracted = dot(magnitude(cotangent), magnitude(value(y, at)));
        assertThat(derived)
                .as("%s, seed %d", y, seed)
                .isCloseTo(measured, Offset.offset(tolerance * size + ROUNDING * subtracted));
    }

    /// ⟨cotangent, y⟩ with the leaves moved `step` times along their tangents.
    private double along(Expr y, Tensor cotangent, Map<Expr, Tensor> tangent, double step) {
        Map<Expr, Tensor> moved = new HashMap<>(at);
        tangent.forEach((x, t) ->
                moved.merge(x, t, (a, b) -> Tensor.generate(a.shape(), i -> a.get(i) + step * b.get(i))));
        return dot(cotangent, value(y, moved));
    }

    private static Tensor value(Expr y, Map<Expr, Tensor> at) {
        return Graph.of(y).eval(at).get(y);
    }

    /// Random steps no longer than the number they move, so that a logarithm near 0 is not stepped over.
    private Tensor tangent(Tensor x) {
        return x.map(v -> random.nextGaussian() * (v == 0 ? 1 : Math.min(1, Math.abs(v))));
    }

    private Tensor normal(Expr like) {
        return Tensor.generate(like.shape(), _ -> random.nextGaussian());
    }

    private static Tensor magnitude(Tensor x) {
        return x.map(Math::abs);
    }

    private static double dot(Tensor left, Tensor right) {
        double sum = 0;
        for (int i = 0; i < left.size(); i++) sum += left.get(i) * right.get(i);
        return sum;
    }
}
