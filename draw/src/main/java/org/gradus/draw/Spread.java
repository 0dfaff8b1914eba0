package org.gradus.draw;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.draw.Canvas.Point;

/// How the numbers of a tensor are spread at each step: from the smallest to the largest, within a standard deviation
/// of
/// their mean, and the mean.
///
/// @param reading how to read it, two sentences
/// @param name of the numbers
/// @param backward whether they belong to the backward pass
/// @param moments in the order of their steps
public record Spread(String reading, String name, boolean backward, List<Moment> moments) implements Drawing {
    private static final double WIDTH = 410, LEFT = 62, RIGHT = 396, TOP = 40, BOTTOM = 220;
    private static final int ROWS = 10;

    /// The numbers after one step.
    public record Moment(long step, double smallest, double mean, double deviation, double largest) {
        private double low() {
            return Math.max(smallest, mean - deviation);
        }

        private double high() {
            return Math.min(largest, mean + deviation);
        }

        private boolean finite() {
            return Double.isFinite(smallest) && Double.isFinite(largest) && Double.isFinite(deviation);
        }
    }

    /// @throws IllegalArgumentException when no number of them is finite
    public Spread {
        moments = moments.stream().filter(Moment::finite).toList();
        if (moments.isEmpty()) throw new IllegalArgumentException("no finite numbers were recorded");
    }

    @Override
    public Picture picture(String id, String title) {
        Moment last = moments.getLast();
        String description = title + ": from " + Numbers.of(last.smallest()) + " to " + Numbers.of(last.largest())
                + " at step " + last.step() + ".";
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 44, description);
        Axis x = Axis.linear(0, Math.max(1, (double) last.step()), LEFT, RIGHT), y = up();
        for (double tick : y.ticks(5)) {
            canvas.line("rule", LEFT, y.at(tick), RIGHT, y.at(tick));
            canvas.text("tick end", LEFT - 8, y.at(tick) + 4, Numbers.of(tick, 3));
        }
        Frame.acrossLinear(canvas, x, BOTTOM, 4);
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, "step");
        String way = backward ? " back" : "";
        double at = Frame.swatch(canvas, LEFT, 14, "outer" + way, "smallest to largest");
        Frame.swatch(canvas, at, 14, "inner" + way, "mean ± deviation");
        area(canvas, "outer" + way, x, y, Moment::smallest, Moment::largest);
        area(canvas, "inner" + way, x, y, Moment::low, Moment::high);
        canvas.polyline("series mean" + way, points(x, y, Moment::mean));
        return canvas.picture(reading, table());
    }

    private Axis up() {
        List<Double> all = moments.stream()
                .flatMap(m -> Stream.of(m.smallest(), m.largest()))
                .toList();
        LinePlot.Up up = LinePlot.Up.around(name, all);
        return Axis.linear(up.low(), up.high(), BOTTOM, TOP);
    }

    private interface Part {
        double of(Moment moment);
    }

    private List<Point> points(Axis x, Axis y, Part part) {
        return moments.stream()
                .map(m -> new Point(x.at((double) m.step()), y.at(part.of(m))))
                .toList();
    }

    private void area(Canvas canvas, String style, Axis x, Axis y, Part low, Part high) {
        canvas.area(style, points(x, y, low), points(x, y, high));
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
