package org.gradus.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.optim.Moves;
import org.gradus.optim.Optimizer;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Where an optimizer ends from every place of a grid: the basin of each minimum.
///
/// All starts move at once, in one plan: a surface is read point by point, so no start feels another.
///
/// @param side how many starts there are along each coordinate
/// @param ends for each start the index of the stationary point it stands at, or [#MOVING] or [#LEFT]; x first, from
///     the lower bounds up
public record Basins(int side, List<Integer> ends) {
    /// Its steps were used up on the way.
    public static final int MOVING = -1;

    /// It went far away, or to numbers that are not finite.
    public static final int LEFT = -2;

    public Basins {
        ends = List.copyOf(ends);
    }

    /// Walks from all places of a grid, those at the bounds among them.
    ///
    /// @param surface of two coordinates
    /// @param points its stationary points
    /// @param side how many starts there are along each coordinate, at least 2
    public static Basins of(
            Surface surface,
            List<StationaryPoint> points,
            Optimizer optimizer,
            int steps,
            int side,
            GradientNoise noise) {
        int count = side * side;
        double low = surface.domain().low(), cell = (surface.domain().high() - low) / (side - 1);
        List<Expr> at = IntStream.range(0, 2)
                .mapToObj(i -> Expr.parameter("x" + i, Shape.of(count)))
                .toList();
        Expr cost = surface.value(at), rate = Expr.input("rate", Shape.SCALAR);
        Expr number = Expr.ints("step", Shape.SCALAR), key = GradientNoise.key();
        List<Expr> gradient = Gradient.of(cost.sum(), at);
        Moves moves = Moves.of(optimizer.rule(), at, noise.on(gradient, key), rate, number);
        Store store = new Store(Element.F64);
        store.put("x0", Tensor.generate(Shape.of(count), p -> low + p % side * cell));
        store.put("x1", Tensor.generate(Shape.of(count), p -> low + Math.floorDiv(p, side) * cell));
        moves.slots().forEach(store::put);
        List<Expr> seen = new ArrayList<>(List.of(cost));
        seen.addAll(gradient);
        try (Session session = Session.of(Plan.of(Graph.of(seen, moves.updates()), Element.F64), store)) {
            session.set(rate, Tensor.scalar(optimizer.rate()));
            List<double[]> places = List.of();
            for (int step = 0; step <= steps; step++) {
                if (step == steps)
                    places =
                            List.of(store.get("x0").toDoubles(), store.get("x1").toDoubles());
                session.set(number, Tensor.ints(step + 1).reshape(Shape.SCALAR));
                if (!noise.none()) session.set(key, noise.key(step));
                session.run();
            }
            return new Basins(side, ends(surface, points, session, cost, gradient, places));
        }
    }

    /// What became of each start.
    ///
    /// @param places the coordinates of all of them
    private static List<Integer> ends(
            Surface surface,
            List<StationaryPoint> points,
            Session session,
            Expr cost,
            List<Expr> gradient,
            List<double[]> places) {
        double[] values = session.get(cost).toDoubles(),
                first = session.get(gradient.get(0)).toDoubles(),
                second = session.get(gradient.get(1)).toDoubles();
        return IntStream.range(0, values.length)
                .mapToObj(p -> end(
                        surface,
                        points,
                        new double[] {places.get(0)[p], places.get(1)[p]},
                        values[p],
                        Math.hypot(first[p], second[p])))
                .toList();
    }

    private static int end(Surface surface, List<StationaryPoint> points, double[] x, double value, double slope) {
        double width = surface.domain().high() - surface.domain().low();
        boolean near = Arrays.stream(x).allMatch(v -> Math.abs(v) < Walk.FAR * width);
        if (!near || !Double.isFinite(value) || Double.isNaN(slope)) return LEFT;
        for (int i = 0; i < points.size(); i++) {
            StationaryPoint p = points.get(i);
            boolean level = p.members() > 1 && slope < Walk.LEVEL && Math.abs(value - p.value()) < Walk.LEVEL;
            if (level || p.distance(x) <= Walk.NEAR * width) return i;
        }
        return MOVING;
    }

    /// How many starts ended so.
    ///
    /// @param end the index of a stationary point, or [#MOVING] or [#LEFT]
    public long count(int end) {
        return ends.stream().filter(e -> e == end).count();
    }
}
