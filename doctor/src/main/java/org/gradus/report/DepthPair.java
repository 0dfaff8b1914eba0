package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Strip;
import org.gradus.draw.Table;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.draw.TextStyle.Ink;

/// A number of every layer of two trainings, on the limits that every depth profile has.
///
/// @param names what the two are called
/// @param wing which number it is
/// @param before one a layer, input side first
/// @param after the same of the second training
record DepthPair(Names names, Wing wing, List<Value> before, List<Value> after) implements Drawing {
    private static final double WIDTH = 410, LEFT = 76, RIGHT = 396, TOP = 34, BOTTOM = 290;

    /// The signs of a terminal: of the first training, of the second, and of both in one cell.
    private static final String FIRST = "○", SECOND = "■", BOTH = "=";

    DepthPair {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// The backward signal before and after a cure.
    DepthPair(List<Value> before, List<Value> after) {
        this(Names.CURE, Wing.SIGNAL, before, after);
    }

    /// The wings of a depth profile.
    enum Wing {
        SIGNAL("Signal", "root mean square of dL/dz, per sample", "the more upright one keeps more of its signal."),
        SPREAD(
                "Spread of activations",
                "standard deviation of the activations",
                "a line that leans to the left on its way up passes less and less of the input on.");

        private final String title;
        private final String caption;
        private final String reading;

        Wing(String title, String caption, String reading) {
            this.title = title;
            this.caption = caption;
            this.reading = reading;
        }

        private Axis axis(double from, double to) {
            return this == SIGNAL ? DepthProfile.signal(from, to) : DepthProfile.spread(from, to);
        }
    }

    /// A layer and its number.
    record Value(String layer, double signal) {}

    @Override
    public Picture picture(String id, String title) {
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 44, description());
        Axis x = wing.axis(LEFT, RIGHT);
        Frame.across(canvas, x, TOP, BOTTOM);
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, wing.caption);
        List<Frame.Sign> keys =
                List.of(new Frame.Sign(Mark.RING, "old", names.a()), new Frame.Sign(Mark.SQUARE, "second", names.b()));
        Frame.keys(canvas, LEFT, 14, keys);
        int layers = before.size();
        List<String> rows = before.stream().map(Value::layer).toList();
        double row = (BOTTOM - TOP - 24) / Math.max(1, layers - 1);
        Frame.names(canvas, rows, LEFT - 8, i -> y(i, layers), row, 10);
        line(canvas, x, before, "old dash", "old", Mark.RING);
        line(canvas, x, after, "second", "second", Mark.SQUARE);
        if (wing == Wing.SIGNAL) arrow(canvas, x);
        return canvas.picture(reading(), table());
    }

    /// Layers of both networks are placed by their share of the way from input to output.
    private static double y(int layer, int layers) {
        return layers == 1 ? (TOP + BOTTOM) / 2 : BOTTOM - 12 - (BOTTOM - TOP - 24) * layer / (layers - 1);
    }

    private static void line(Canvas canvas, Axis x, List<Value> values, String line, String style, Mark mark) {
        List<Point> points = IntStream.range(0, values.size())
                .mapToObj(i -> new Point(x.at(values.get(i).signal()), y(i, values.size())))
                .toList();
        canvas.polyline("series " + line, points);
        for (int i = 0; i < values.size(); i++) {
            Value v = values.get(i);
            Point p = points.get(i);
            canvas.value(x, v.signal(), mark, style, p.x(), p.y(), 3, v.layer() + ": " + Numbers.of(v.signal()));
        }
    }

    /// From the first layer's number in the first training to that in the second, with the factor between them.
    private void arrow(Canvas canvas, Axis x) {
        double from = before.getFirst().signal(), to = after.getFirst().signal(), a = x.at(from), b = x.at(to);
        if (!Double.isFinite(to / from) || Math.abs(b - a) < 40) return;
        double y = y(0, before.size()), way = Math.signum(b - a), start = a + 9 * way, end = b - 9 * way;
        String head = Canvas.polyline(
                List.of(new Point(end - 7 * way, y - 5), new Point(end, y), new Point(end - 7 * way, y + 5)));
        String line = "M" + new Point(start, y).path() + "H" + Numbers.px(end);
        canvas.path(
                names.better() ? "arrow" : "sum",
                line + head,
                "the first layer's signal, " + names.inA() + " and " + names.inB());
        canvas.text(
                (names.better() ? "arrow" : "total") + " middle", (start + end) / 2, y - 9, Numbers.times(to / from));
    }

    private static String both(Names names, Value a, Value b) {
        return names.both(Numbers.of(a.signal()), Numbers.of(b.signal()));
    }

    private String description() {
        return wing.title + " at the first layer: " + both(names, before.getFirst(), after.getFirst())
                + "; at the last layer: " + both(names, before.getLast(), after.getLast()) + ".";
    }

    private String reading() {
        String layer = before.getFirst().layer(), other = after.getFirst().layer();
        return "Both lines are drawn on the same axes; " + wing.reading + " "
                + (layer.equals(other) ? layer : "The first layer") + " has "
                + both(names, before.getFirst(), after.getFirst()) + "."
                + (before.size() == after.size()
                        ? ""
                        : " Of " + before.size() + " and " + after.size()
                                + " layers, each is placed by its share of the way from input to output.");
    }

    private Table table() {
        List<List<String>> rows = new ArrayList<>();
        Value none = new Value(Numbers.NONE, Double.NaN);
        for (int i = Math.max(before.size(), after.size()) - 1; i >= 0; i--) {
            Value a = i < before.size() ? before.get(i) : none, b = i < after.size() ? after.get(i) : none;
            double change = b.signal() / a.signal();
            rows.add(List.of(
                    i < before.size() ? a.layer() : b.layer(),
                    Numbers.of(a.signal()),
                    Numbers.of(b.signal()),
                    Double.isNaN(change) ? Numbers.NONE : Numbers.times(change)));
        }
        return new Table(List.of("layer, output first", names.a(), names.b(), "change"), rows);
    }

    private boolean alike() {
        return before.stream()
                .map(Value::layer)
                .toList()
                .equals(after.stream().map(Value::layer).toList());
    }

    /// Output on top: the signs of both trainings in one row where they have the same layers, else one below the other.
    @Override
    public void print(TextPage page) {
        TextStyle style = page.style();
        page.line(style.paint(Ink.FAINT, "error signal at each layer: " + wing.caption + ", log scale"));
        String a = Strip.plain(style, FIRST), b = Strip.plain(style, SECOND);
        if (alike()) {
            print(page, List.of(before, after), List.of(a + " " + names.a(), b + " " + names.b()));
            page.line(style.paint(Ink.FAINT, " ".repeat(DepthLines.LABEL + 1) + BOTH + " both in one place"));
        } else {
            print(page, List.of(before), List.of(a + " " + names.a()));
            page.blank();
            print(page, List.of(after), List.of(b + " " + names.b()));
        }
    }

    /// @param columns the numbers of each training, all of the same layers
    /// @param heads the sign and the name of each
    private static void print(TextPage page, List<List<Value>> columns, List<String> heads) {
        TextStyle style = page.style();
        Axis axis = DepthProfile.signal(0, DepthLines.BAR - 1);
        String scale = TextStyle.pad(DepthLines.scale(axis), DepthLines.BAR);
        page.line(style.paint(Ink.FAINT, TextStyle.pad("layer", DepthLines.LABEL + 1) + scale + cells(heads)));
        int layers = columns.getFirst().size();
        for (int layer : DepthLines.printed(layers)) {
            String side = layer == 0 ? " in" : layer == layers - 1 ? " out" : "";
            String name = columns.getFirst().get(layer).layer();
            name = Frame.shorten(name, side.isEmpty() ? DepthLines.LABEL : 8) + side;
            List<Double> values =
                    columns.stream().map(c -> c.get(layer).signal()).toList();
            Strip strip = new Strip(style, axis, "·");
            for (int i = 0; i < values.size(); i++) strip.value(values.get(i), sign(heads.get(i)), Ink.BACKWARD);
            if (values.size() > 1
                    && axis.holds(values.getFirst())
                    && cell(axis, values.getFirst()) == cell(axis, values.getLast()))
                strip.value(values.getLast(), BOTH, Ink.BACKWARD);
            page.line(TextStyle.pad(style.plain(name), DepthLines.LABEL + 1)
                    + strip
                    + cells(values.stream().map(v -> style.plain(Numbers.of(v))).toList()));
        }
    }

    private static String sign(String head) {
        return head.substring(0, 1);
    }

    private static long cell(Axis axis, double value) {
        return Math.round(axis.at(value));
    }

    private static String cells(List<String> cells) {
        return cells.stream()
                .map(cell -> " " + TextStyle.right(cell, DepthLines.VALUE))
                .collect(Collectors.joining());
    }
}
