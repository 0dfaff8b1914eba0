package org.gradus.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Step;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The path of an optimizer over a surface, by the optimizer's own update expressions in `double`.
///
/// @param optimizer what walked
/// @param path where it stood before the first step and after each
/// @param losses the value there
/// @param slopes the length of the gradient there
public record Walk(Optimizer optimizer, List<List<Double>> path, List<Double> losses, List<Double> slopes) {
    /// A walk ends when it is so many widths of the surface's box away.
    private static final double FAR = 10;

    /// The gradient below which a place counts as level.
    private static final double LEVEL = 1e-6;

    /// The share of the box within which a walk is at a stationary point.
    private static final double NEAR = 1e-3;

    public Walk {
        path = path.stream().map(List::copyOf).toList();
        losses = List.copyOf(losses);
        slopes = List.copyOf(slopes);
    }

    /// Walks from a start, until the steps are used up, a number is not finite, or the surface is
    /// far away.
    ///
    /// @param start as many numbers as the surface has coordinates
    public static Walk of(Surface surface, Optimizer optimizer, List<Double> start, int steps) {
        List<Expr> at = IntStream.range(0, surface.dimensions())
                .mapToObj(i -> Expr.parameter("x" + i, Shape.SCALAR))
                .toList();
        Expr value = surface.value(at), rate = Expr.constant(optimizer.rate());
        Expr number = Expr.ints("step", Shape.SCALAR);
        List<Expr> gradient = Gradient.of(value, at);
        List<Step> each = at.stream().map(x -> new Step(x, rate, number)).toList();
        List<Expr> moves = optimizer.rule().apply(gradient, each);
        List<Graph.Update> updates = new ArrayList<>();
        Store store = new Store(Element.F64);
        for (int i = 0; i < at.size(); i++) {
            updates.addAll(each.get(i).updates(moves.get(i)));
            each.get(i).initial().forEach(store::put);
            store.put("x" + i, Tensor.scalar(start.get(i)));
        }
        List<Expr> seen = new ArrayList<>(List.of(value));
        seen.addAll(gradient);
        try (Session session = Session.of(Plan.of(Graph.of(seen, updates), Element.F64), store)) {
            return walked(surface, optimizer, session, store, seen, number, steps);
        }
    }

    private static Walk walked(
            Surface surface,
            Optimizer optimizer,
            Session session,
            Store store,
            List<Expr> seen,
            Expr number,
            int steps) {
        List<List<Double>> path = new ArrayList<>();
        List<Double> losses = new ArrayList<>(), slopes = new ArrayList<>();
        double far = FAR * (surface.domain().high() - surface.domain().low());
        for (int step = 0; step <= steps; step++) {
            List<Double> here = IntStream.range(0, seen.size() - 1)
                    .mapToObj(i -> store.get("x" + i).item())
                    .toList();
            session.set(number, Tensor.ints(step + 1).reshape(Shape.SCALAR));
            session.run();
            double squares = 0;
            for (Expr g : seen.subList(1, seen.size())) squares += Math.pow(session.scalar(g), 2);
            path.add(here);
            losses.add(session.scalar(seen.getFirst()));
            slopes.add(Math.sqrt(squares));
            if (!here.stream().allMatch(x -> Math.abs(x) < far) || !Double.isFinite(losses.getLast())) break;
        }
        return new Walk(optimizer, path, losses, slopes);
    }

    /// How many steps were made.
    public int steps() {
        return path.size() - 1;
    }

    /// How a walk ended.
    ///
    /// @param kind what became of it
    /// @param point the name of the stationary point it ended at, or the empty string
    /// @param step the step at which that was decided: when it arrived, or left
    /// @param words the same in words
    public record End(Ending kind, String point, int step, String words) {}

    /// What can become of a walk.
    public enum Ending {
        /// It stands at a minimum.
        ARRIVED,
        /// It stands where the gradient is 0 and lower values are near.
        STUCK,
        /// It stands where the gradient is nearly 0, far from any stationary point.
        PLATEAU,
        /// Its steps were used up on the way.
        MOVING,
        /// It went far away, falling all the time.
        DESCENDED,
        /// It went far away, or to numbers that are not finite, by steps that are too large.
        DIVERGED
    }

    /// How it ended.
    ///
    /// @param points the surface's stationary points
    public End end(Surface surface, List<StationaryPoint> points) {
        int last = steps();
        double width = surface.domain().high() - surface.domain().low(), loss = losses.getLast();
        boolean away = !path.getLast().stream().allMatch(x -> Math.abs(x) < FAR * width) || !Double.isFinite(loss);
        if (away && loss < losses.getFirst() && loss > Double.NEGATIVE_INFINITY) {
            return new End(Ending.DESCENDED, "", last, "left downhill at step " + last);
        }
        if (away) return new End(Ending.DIVERGED, "", last, "diverged at step " + last);
        double near = NEAR * width;
        for (StationaryPoint p : points) {
            boolean level = slopes.getLast() < LEVEL && p.members() > 1 && Math.abs(loss - p.value()) < LEVEL;
            if (distance(p, last) > near && !level) continue;
            int arrived = last;
            while (arrived > 0 && (level ? slopes.get(arrived - 1) < LEVEL : distance(p, arrived - 1) <= near))
                arrived--;
            return p.kind().minimal()
                    ? new End(
                            Ending.ARRIVED, p.name(), arrived, "at " + p.kind().words() + " " + p.name())
                    : new End(
                            Ending.STUCK,
                            p.name(),
                            arrived,
                            "stuck at " + p.kind().words() + " " + p.name());
        }
        return slopes.getLast() < LEVEL
                ? new End(Ending.PLATEAU, "", last, "on a plateau, without slope")
                : new End(Ending.MOVING, "", last, "still moving");
    }

    private double distance(StationaryPoint p, int step) {
        return p.distance(path.get(step).stream().mapToDouble(x -> x).toArray());
    }
}
