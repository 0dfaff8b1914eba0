package org.gradus.geometry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.gradus.draw.Numbers;
import org.gradus.name.Names;
import org.gradus.optim.Optimizer;
import org.gradus.tensor.Tensor;

/// The path of an optimizer over a surface.
///
/// @param optimizer what walked
/// @param iterates where it stood before the first step and after each, with the value and the gradient there
/// @param stop where and why it ended
public record Walk(Optimizer optimizer, List<Descent.Iterate> iterates, Descent.End stop) {
    /// A walk ends when it is so many widths of the surface's box away.
    static final double FAR = 10;

    /// The gradient below which a place counts as level.
    static final double LEVEL = 1e-6;

    /// The share of the box within which a walk is at a stationary point.
    static final double NEAR = 1e-3;

    public Walk {
        iterates = List.copyOf(iterates);
    }

    /// Walks from a start, until the gradient is 0, the steps are used up, a number is not finite, or the
    /// surface is far away.
    ///
    /// @param start as many numbers as the surface has coordinates
    public static Walk of(Surface surface, Optimizer optimizer, List<Double> start, int steps) {
        List<Descent.Iterate> iterates = new ArrayList<>();
        Descent.End end = descent(surface, optimizer, start, steps).run(iterates::add);
        return new Walk(optimizer, iterates, end);
    }

    /// The same with noise on the gradients, and with a look at what the optimizer remembers.
    ///
    /// @param observer sees every iterate, with the optimizer's slots after its update
    public static Walk of(
            Surface surface,
            Optimizer optimizer,
            List<Double> start,
            int steps,
            GradientNoise noise,
            Descent.SlotObserver observer) {
        List<Descent.Iterate> iterates = new ArrayList<>();
        Descent.End end = descent(surface, optimizer, start, steps)
                .withNoise(noise)
                .runWithSlots((it, slots) -> {
                    iterates.add(it);
                    observer.see(it, slots);
                });
        return new Walk(optimizer, iterates, end);
    }

    private static Descent descent(Surface surface, Optimizer optimizer, List<Double> start, int steps) {
        double far = FAR * (surface.domain().high() - surface.domain().low());
        return surface.descent(start).withOptimizer(optimizer).withSteps(steps).until(it -> !within(at(it), far));
    }

    private static List<Double> at(Descent.Iterate it) {
        return it.weights().stream().map(Tensor::item).toList();
    }

    private static boolean within(List<Double> at, double far) {
        return at.stream().allMatch(x -> Math.abs(x) < far);
    }

    /// Where it stood after some steps.
    public List<Double> at(int step) {
        return at(iterates.get(step));
    }

    /// Where it stood before the first step and after each.
    public List<List<Double>> path() {
        return iterates.stream().map(Walk::at).toList();
    }

    /// Where it ended, with the value and the gradient there.
    public Descent.Iterate last() {
        return stop.last();
    }

    /// How many steps were made.
    public int steps() {
        return iterates.size() - 1;
    }

    /// How a walk ended.
    ///
    /// @param kind what became of it
    /// @param point the name of the stationary point it ended at, or the empty string
    /// @param step the step at which that was decided: when it arrived, or left; the value and the gradient to name
    ///     with it are those of the iterate of this number, not of the last
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
        double width = surface.domain().high() - surface.domain().low(), loss = last().cost();
        boolean away = !within(at(last), FAR * width) || !last().finite();
        if (away && loss < iterates.getFirst().cost() && loss > Double.NEGATIVE_INFINITY) {
            return new End(Ending.DESCENDED, "", last, "left downhill at step " + last);
        }
        if (away) return new End(Ending.DIVERGED, "", last, "diverged at step " + last);
        double near = NEAR * width;
        for (StationaryPoint p : points) {
            boolean level = level(last) && p.members() > 1 && Math.abs(loss - p.value()) < LEVEL;
            if (distance(p, last) > near && !level) continue;
            int arrived = last;
            while (arrived > 0 && (level ? level(arrived - 1) : distance(p, arrived - 1) <= near)) arrived--;
            String where = p.kind().words() + " " + p.name();
            return p.kind().minimal()
                    ? new End(Ending.ARRIVED, p.name(), arrived, "at " + where)
                    : new End(Ending.STUCK, p.name(), arrived, "stuck at " + where);
        }
        return level(last)
                ? new End(Ending.PLATEAU, "", last, "on a plateau, without slope")
                : new End(Ending.MOVING, "", last, "still moving");
    }

    private boolean level(int step) {
        return iterates.get(step).slope() < LEVEL;
    }

    private double distance(StationaryPoint p, int step) {
        return p.distance(at(step).stream().mapToDouble(x -> x).toArray());
    }

    /// The optimizer and its rate.
    public String name() {
        String rate = BigDecimal.valueOf(optimizer.rate()).stripTrailingZeros().toPlainString();
        return Names.of(optimizer.getClass()) + ", rate " + rate;
    }

    /// How it ended, in the few words that a legend has room for.
    String ending(Surface surface, List<StationaryPoint> points) {
        End end = end(surface, points);
        boolean resting = end.kind() == Ending.ARRIVED || end.kind() == Ending.STUCK;
        String steps = resting || end.kind() == Ending.MOVING ? " after " + end.step() + " steps" : "";
        String where = switch (end.kind()) {
            case ARRIVED -> "at " + end.point();
            case STUCK -> "stuck at " + end.point();
            default -> end.words();
        };
        String value = end.kind() == Ending.DIVERGED
                ? ""
                : ", f = " + Numbers.of(iterates.get(end.step()).cost(), 2);
        return where + steps + value;
    }
}
