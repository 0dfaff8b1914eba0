package org.gradus.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;

/// One derivative, found twice: by the reverse rules, and by central differences of the value.
///
/// @param by the input that is moved
/// @param at the point
/// @param analytic the derivative by the rules
/// @param numeric the derivative by differences
/// @param doubt how far the numeric one may be off, mostly by the rounding of the value
/// @param kink whether the slopes on both sides of the point differ
public record Comparison(
        String by, Map<String, Double> at, double analytic, double numeric, double doubt, boolean kink) {
    /// How far the two may differ, relative to the larger, where rounding allows it.
    public static final double LIMIT = 1e-7;

    /// Relative differences beyond this show nothing.
    private static final double BLIND = 1e-2;

    /// Distances of the differences, relative to the input's size: 2^-6 to 2^-20.
    private static final int WIDEST = 6;

    private static final int CLOSEST = 20;

    /// Distances at which the slopes on both sides are held against each other: 2^-12 and 2^-20.
    private static final int ASIDE = 12;

    /// What came of it.
    public enum Outcome {
        /// They agree.
        AGREES,
        /// They differ: one of the rules is wrong.
        DIFFERS,
        /// There is no derivative here: the slopes on both sides differ.
        KINK,
        /// The derivative is too small for differences to see.
        UNSEEN,
        /// There is no number here, or beside here.
        UNDEFINED
    }

    public Comparison {
        at = Map.copyOf(at);
    }

    /// Compares the derivatives by every input at a point.
    ///
    /// @throws ExpressionException when the values are not those of the inputs
    public static List<Comparison> of(Circuit circuit, Map<String, Double> at) {
        Readings readings = Readings.of(circuit, at);
        List<Comparison> all = new ArrayList<>();
        for (Node x : circuit.inputs())
            all.add(of(x.name(), at, readings.at(x).gradient(), moving(circuit, at, x.name())));
        return all;
    }

    /// The result as a function of one input, the others held.
    private static DoubleUnaryOperator moving(Circuit circuit, Map<String, Double> at, String name) {
        Expr output = circuit.output().expr();
        Graph graph = Graph.of(output);
        return value -> {
            Map<String, Double> moved = new HashMap<>(at);
            moved.put(name, value);
            return Values.of(graph, circuit.bind(moved)).at(output);
        };
    }

    /// Compares a derivative with differences of a function.
    ///
    /// Wide differences suffer from curvature and from kinks nearby, close ones from rounding; that distance is
    /// taken at which halving it changes least.
    static Comparison of(String by, Map<String, Double> at, double analytic, DoubleUnaryOperator f) {
        double x = place(by, at), size = Math.max(1, Math.abs(x));
        double best = Double.NaN, doubt = Double.POSITIVE_INFINITY, wider = Double.NaN;
        for (int k = WIDEST; k <= CLOSEST; k++) {
            double h = Math.scalb(size, -k), slope = slope(f, x, h);
            double change = Math.abs(slope - wider) + rounding(f, x, h);
            if (change < doubt) {
                best = slope;
                doubt = change;
            }
            wider = slope;
        }
        double far = Math.scalb(size, -ASIDE), near = Math.scalb(size, -CLOSEST);
        // where the slope is continuous, the jump shrinks with the distance: here by 256
        double jump = jump(f, x, near);
        boolean kink = jump > jump(f, x, far) / 4 && jump > 16 * rounding(f, x, near);
        return new Comparison(by, at, analytic, best, doubt, kink);
    }

    private static double place(String by, Map<String, Double> at) {
        return at.getOrDefault(by, Double.NaN);
    }

    /// The value of the input that is moved.
    public double place() {
        return place(by, at);
    }

    /// The central difference of order 6 (Fornberg 1988).
    private static double slope(DoubleUnaryOperator f, double x, double h) {
        double first = f.applyAsDouble(x + h) - f.applyAsDouble(x - h);
        double second = f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h);
        double third = f.applyAsDouble(x + 3 * h) - f.applyAsDouble(x - 3 * h);
        return (45 * first - 9 * second + third) / (60 * h);
    }

    /// The difference between the slopes on both sides.
    private static double jump(DoubleUnaryOperator f, double x, double h) {
        return Math.abs(f.applyAsDouble(x + h) - 2 * f.applyAsDouble(x) + f.applyAsDouble(x - h)) / h;
    }

    /// What rounding the value alone may add to a slope.
    private static double rounding(DoubleUnaryOperator f, double x, double h) {
        return 4 * Math.ulp(f.applyAsDouble(x)) / h;
    }

    /// The difference relative to the larger of the two; 0 when both are 0.
    public double error() {
        double larger = larger();
        return larger == 0 ? 0 : Math.abs(analytic - numeric) / larger;
    }

    /// How large that may be: [#LIMIT], and what the differences leave in doubt.
    public double limit() {
        return larger() == 0 ? LIMIT : LIMIT + doubt / larger();
    }

    private double larger() {
        return Math.max(Math.abs(analytic), Math.abs(numeric));
    }

    /// What came of it.
    public Outcome outcome() {
        if (!Double.isFinite(numeric)) return Outcome.UNDEFINED;
        if (kink) return Outcome.KINK;
        if (!(error() <= limit())) return Outcome.DIFFERS;
        return limit() > BLIND ? Outcome.UNSEEN : Outcome.AGREES;
    }
}
