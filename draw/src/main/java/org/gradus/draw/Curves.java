package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;

/// Lines over the steps of a training, such as loss and accuracy, on limits that are given.
///
/// @param reading how to read it, two sentences
/// @param low the lower limit; on a logarithmic scale its power of ten
/// @param high the upper limit; on a logarithmic scale its power of ten
/// @param lines the lines, strongest last
/// @param reference a level to compare with, such as the best constant predictor's; NaN draws none
/// @param referenceName what that level is
public record Curves(
        String reading, double low, double high, boolean log, List<Line> lines, double reference, String referenceName)
        implements Drawing {
    private static final double WIDTH = 410, LEFT = 44, RIGHT = 340, TOP = 16, BOTTOM = 220;

    public Curves {
        lines = List.copyOf(lines);
    }

    /// How a line looks; each look has a stroke and a sign of its own.
    public enum Look {
        /// A thin pale line without a sign.
        RAW("raw", "", Mark.RING),
        /// Dashed, with rings.
        FIRST("first", " dash", Mark.RING),
        /// Solid, with squares.
        SECOND("second", "", Mark.SQUARE),
        /// Grey and dashed, with rings: how it was before.
        OLD("old", " dash", Mark.RING);

        private final String style;
        private final String dash;
        private final Mark mark;

        Look(String style, String dash, Mark mark) {
            this.style = style;
            this.dash = dash;
            this.mark = mark;
        }
    }

    /// One line: values by step.
    public record Line(String name, Look look, List<Long> steps, List<Double> values) {
        public Line {
            steps = List.copyOf(steps);
            values = List.copyOf(values);
            if (steps.size() != values.size() || steps.isEmpty()) {
                throw new IllegalArgumentException(
                        "line: expected as many values as steps, found " + values.size() + " and " + steps.size());
            }
        }

        double end() {
            return values.getLast();
        }
    }

    /// Lines on a logarithmic scale that holds their positive values and the reference, within `1e-6` and `1e6`, and
    /// around 1.
    public static Curves log(String reading, List<Line> lines, double reference, String referenceName) {
        double[] values = DoubleStream.concat(
                        DoubleStream.of(reference),
                        lines.stream().flatMapToDouble(l -> l.values().stream().mapToDouble(v -> v)))
                .filter(v -> v > 0 && v < 1e300)
                .sorted()
                .toArray();
        double low = values.length == 0 ? 0.1 : values[0], high = values.length == 0 ? 1 : values[values.length - 1];
        double from = Math.clamp(Math.floor(Math.log10(low)), -6, -1),
                to = Math.clamp(Math.ceil(Math.log10(high)), 1, 6);
        return new Curves(reading, from, to, true, lines, reference, referenceName);
    }

    private List<Line> shown() {
        return lines.stream().filter(l -> l.look() != Look.RAW).toList();
    }

    @Override
    public Picture picture(String id, String title) {
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 44, description(title));
        Axis x = Axis.linear(0, (double) last(), LEFT, RIGHT), y = new Axis(low, high, log, BOTTOM, TOP);
        if (log) Frame.up(canvas, y, LEFT, RIGHT);
        else Frame.upLinear(canvas, y, LEFT, RIGHT);
        Frame.acrossLinear(canvas, x, BOTTOM, 4);
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, "step");
        if (y.holds(reference)) {
            canvas.line("reference", LEFT, y.at(reference), RIGHT, y.at(reference));
            canvas.text("note", LEFT + 6, y.at(reference) - 5, referenceName + " " + number(reference));
        }
        for (Line line : lines) draw(canvas, line, x, y);
        names(canvas, y);
        return canvas.picture(reading, table());
    }

    /// Losses stand on logarithmic scales, metrics on linear ones.
    private String number(double value) {
        return log ? Numbers.loss(value) : Numbers.metric(value);
    }

    private long last() {
        return Math.max(
                1, lines.stream().mapToLong(l -> l.steps().getLast()).max().orElse(1));
    }

    private void draw(Canvas canvas, Line line, Axis x, Axis y) {
        Look look = line.look();
        List<Point> run = new ArrayList<>();
        int size = line.values().size(), every = Math.max(1, size / 7);
        for (int i = 0; i < size; i++) {
            double value = line.values().get(i);
            if (!Double.isNaN(value)) run.add(new Point(x.at(line.steps().get(i)), y.at(value)));
            if (!Double.isNaN(value) && i < size - 1) continue;
            canvas.polyline("series " + look.style + look.dash, run);
            run.clear();
        }
        for (int i = 0; i < size && look != Look.RAW; i++) {
            double value = line.values().get(i);
            if (i < size - 1 && i % every != 0 && y.holds(value)) continue;
            String tip = line.name() + ", step " + line.steps().get(i) + ": " + number(value);
            canvas.value(y, value, look.mark, look.style, x.at(line.steps().get(i)), y.at(value), 3, tip);
        }
    }

    /// The names at the right ends of their lines, moved apart where they would overlap.
    private void names(Canvas canvas, Axis y) {
        double free = TOP;
        for (Line line : shown().stream()
                .sorted((a, b) -> Double.compare(y.at(a.end()), y.at(b.end())))
                .toList()) {
            double at = Math.max(free, Math.min(y.at(line.end()), BOTTOM - 8) + 4);
            canvas.text("label " + line.look().style, RIGHT + 9, at, line.name());
            canvas.text("tick", RIGHT + 9, at + 13, number(line.end()));
            free = at + 30;
        }
    }

    private String description(String title) {
        List<String> ends = shown().stream()
                .map(l -> l.name() + " from " + number(l.values().getFirst()) + " to " + number(l.end()))
                .toList();
        return title + " over " + last() + " steps: " + String.join("; ", ends) + ".";
    }

    private Table table() {
        List<String> head = new ArrayList<>(List.of("step"));
        shown().forEach(l -> head.add(l.name()));
        List<Long> steps = shown().stream()
                .flatMap(l -> l.steps().stream())
                .distinct()
                .sorted()
                .toList();
        return Table.of(head, steps, step -> {
            List<String> row = new ArrayList<>(List.of(String.valueOf(step)));
            for (Line line : shown()) {
                int at = line.steps().indexOf(step);
                row.add(at < 0 ? Numbers.NONE : number(line.values().get(at)));
            }
            return row;
        });
    }
}
