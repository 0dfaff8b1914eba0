package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;

/// Lines over the steps of a training, such as loss and accuracy, on limits that are given.
///
/// @param title what is drawn
/// @param reading how to read it, two sentences
/// @param low the lower limit; on a logarithmic scale its power of ten
/// @param high the upper limit; on a logarithmic scale its power of ten
/// @param lines the lines, strongest last
/// @param reference a level to compare with, such as the best constant predictor's; NaN draws none
/// @param referenceName what that level is
public record Curves(
        String title,
        String reading,
        double low,
        double high,
        boolean log,
        List<Line> lines,
        double reference,
        String referenceName) {
    private static final double WIDTH = 410, LEFT = 44, RIGHT = 340, TOP = 16, BOTTOM = 220;

    public Curves {
        lines = List.copyOf(lines);
    }

    /// How a line looks; each look has a stroke and a sign of its own.
    public enum Look {
        /// A thin pale line without a sign.
        RAW("raw", Mark.RING),
        /// Dashed, with rings.
        FIRST("first dash", Mark.RING),
        /// Solid, with squares.
        SECOND("second", Mark.SQUARE),
        /// Grey and dashed, with rings: how it was before.
        OLD("old dash", Mark.RING);

        private final String style;
        private final Mark mark;

        Look(String style, Mark mark) {
            this.style = style;
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

    /// The powers of ten that bound positive values, within `-6` and `6`, and around 1.
    public static int[] powers(List<Double> values) {
        double low = values.stream()
                .filter(v -> v > 0 && v < 1e300)
                .mapToDouble(v -> v)
                .min()
                .orElse(0.1);
        double high = values.stream()
                .filter(v -> v > 0 && v < 1e300)
                .mapToDouble(v -> v)
                .max()
                .orElse(1);
        int from = (int) Math.clamp(Math.floor(Math.log10(low)), -6, -1),
                to = (int) Math.clamp(Math.ceil(Math.log10(high)), 1, 6);
        return new int[] {from, to};
    }

    public Picture picture(String id) {
        Canvas canvas = new Canvas(id, WIDTH, BOTTOM + 44, title, description());
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
        return new Picture(id, title, reading, canvas.svg(), table());
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
        List<Point> run = new ArrayList<>();
        for (int i = 0; i < line.values().size(); i++) {
            double value = line.values().get(i);
            if (Double.isNaN(value)) {
                canvas.polyline("series " + line.look().style, run);
                run.clear();
                continue;
            }
            run.add(new Point(x.at(line.steps().get(i)), value == Double.POSITIVE_INFINITY ? y.to() : y.at(value)));
        }
        canvas.polyline("series " + line.look().style, run);
        if (line.look() != Look.RAW) signs(canvas, line, x, y);
    }

    private void signs(Canvas canvas, Line line, Axis x, Axis y) {
        int every = Math.max(1, line.values().size() / 7);
        String style = line.look().style.replace(" dash", "");
        for (int i = 0; i < line.values().size(); i++) {
            double value = line.values().get(i);
            Axis.Place place = y.place(value);
            boolean last = i == line.values().size() - 1;
            if (!last && i % every != 0 && place == Axis.Place.INSIDE) continue;
            String tip = line.name() + ", step " + line.steps().get(i) + ": " + number(value);
            double px = x.at(line.steps().get(i)), py = y.at(value);
            switch (place) {
                case INSIDE -> canvas.mark(line.look().mark, style, px, py, 3, tip);
                case BELOW, ZERO -> canvas.mark(Mark.DOWN, "off", px, y.from(), 3, tip);
                case ABOVE -> canvas.mark(Mark.UP, "off", px, y.to(), 3, tip);
                case UNDEFINED -> canvas.mark(Mark.DIAMOND, "undefined", px, y.to(), 4, tip);
            }
        }
    }

    /// The names at the right ends of their lines, moved apart where they would overlap.
    private void names(Canvas canvas, Axis y) {
        List<Line> named = lines.stream()
                .filter(l -> l.look() != Look.RAW)
                .sorted((a, b) -> Double.compare(y.at(a.end()), y.at(b.end())))
                .toList();
        double free = TOP;
        for (Line line : named) {
            double at = Math.max(free, Math.min(y.at(line.end()), BOTTOM - 8) + 4);
            canvas.text("label " + line.look().style.replace(" dash", ""), RIGHT + 9, at, line.name());
            canvas.text("tick", RIGHT + 9, at + 13, number(line.end()));
            free = at + 30;
        }
    }

    private String description() {
        List<String> ends = lines.stream()
                .filter(l -> l.look() != Look.RAW)
                .map(l -> l.name() + " from " + number(l.values().getFirst()) + " to " + number(l.end()))
                .toList();
        return title + " over " + last() + " steps: " + String.join("; ", ends) + ".";
    }

    private Picture.Table table() {
        List<Line> shown = lines.stream().filter(l -> l.look() != Look.RAW).toList();
        List<String> head = new ArrayList<>(List.of("step"));
        shown.forEach(l -> head.add(l.name()));
        List<List<String>> rows = new ArrayList<>();
        for (long step : shown.stream()
                .flatMap(l -> l.steps().stream())
                .distinct()
                .sorted()
                .toList()) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(step)));
            for (Line line : shown) {
                int at = line.steps().indexOf(step);
                row.add(at < 0 ? "–" : number(line.values().get(at)));
            }
            rows.add(row);
        }
        return new Picture.Table(head, rows);
    }
}
