package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.draw.Canvas.Point;

/// How the numbers of a tensor are spread at each step: from the smallest to the largest, within a standard deviation
/// of their mean, and the mean. Where some were not finite there is a gap.
///
/// @param reading how to read it, two sentences
/// @param name of the numbers
/// @param backward whether they belong to the backward pass
/// @param moments in the order of their steps
public record Spread(String reading, String name, boolean backward, List<Moment> moments) implements Drawing {
    private static final double WIDTH = 410, LEFT = 62, RIGHT = 396, TOP = 40, BOTTOM = 220;
    private static final int ROWS = 10;
    /// What is larger has no place on a scale of doubles.
    private static final double MOST = 1e300;

    /// The numbers after one step, in the tensor's own unit.
    ///
    /// @param step from 1
    /// @param deviation the standard deviation
    public record Moment(long step, double smallest, double mean, double deviation, double largest) {
        private double low() {
            return Math.max(smallest, mean - deviation);
        }

        private double high() {
            return Math.min(largest, mean + deviation);
        }

        private boolean finite() {
            return DoubleStream.of(smallest, mean, deviation, largest).allMatch(v -> Math.abs(v) < MOST);
        }
    }

    /// @throws IllegalArgumentException when no number of them is finite
    public Spread {
        moments = List.copyOf(moments);
        if (moments.stream().noneMatch(Moment::finite))
            throw new IllegalArgumentException("no finite numbers were recorded");
    }

    @Override
    public Picture picture(String id, String title) {
        Moment last = finite().getLast();
        String description = title + ": from " + Numbers.of(last.smallest()) + " to " + Numbers.of(last.largest())
                + " at step " + last.step() + ".";
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 44, description);
        Axis x = Axis.linear(0, Math.max(1, (double) moments.getLast().step()), LEFT, RIGHT), y = up();
        for (double tick : y.ticks(5)) {
            canvas.line("rule", LEFT, y.at(tick), RIGHT, y.at(tick));
            canvas.text("tick end", LEFT - 8, y.at(tick) + 4, Numbers.of(tick, 3));
        }
        Frame.acrossLinear(canvas, x, BOTTOM, 4);
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, "step");
        String way = backward ? " back" : "";
        double at = Frame.swatch(canvas, LEFT, 14, "outer" + way, "smallest to largest");
        Frame.swatch(canvas, at, 14, "inner" + way, "mean ± deviation");
        for (List<Moment> run : runs()) {
            canvas.area("outer" + way, points(run, x, y, Moment::smallest), points(run, x, y, Moment::largest));
            canvas.area("inner" + way, points(run, x, y, Moment::low), points(run, x, y, Moment::high));
            canvas.polyline("series mean" + way, points(run, x, y, Moment::mean));
        }
        return canvas.picture(reading, table());
    }

    private Axis up() {
        List<Double> all = finite().stream()
                .flatMap(m -> Stream.of(m.smallest(), m.largest()))
                .toList();
        LinePlot.Up up = LinePlot.Up.around(name, all);
        return Axis.linear(up.low(), up.high(), BOTTOM, TOP);
    }

    private interface Part {
        double of(Moment moment);
    }

    private static List<Point> points(List<Moment> run, Axis x, Axis y, Part part) {
        return run.stream()
                .map(m -> new Point(x.at((double) m.step()), y.at(part.of(m))))
                .toList();
    }

    private List<Moment> finite() {
        return moments.stream().filter(Moment::finite).toList();
    }

    /// The moments between gaps.
    private List<List<Moment>> runs() {
        List<List<Moment>> runs = new ArrayList<>();
        boolean open = false;
        for (Moment moment : moments) {
            if (moment.finite() && !open) runs.add(new ArrayList<>());
            open = moment.finite();
            if (open) runs.getLast().add(moment);
        }
        return runs;
    }

    private Table table() {
        List<Moment> some = IntStream.rangeClosed(0, ROWS)
                .map(i -> i * (moments.size() - 1) / ROWS)
                .distinct()
                .mapToObj(moments::get)
                .toList();
        return Table.of(
                List.of("step", "smallest", "mean", "deviation", "largest"),
                some,
                m -> List.of(
                        String.valueOf(m.step()),
                        Numbers.of(m.smallest()),
                        Numbers.of(m.mean()),
                        Numbers.of(m.deviation()),
                        Numbers.of(m.largest())));
    }
}
