package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Table;

/// The backward signal by layer before and after a cure, on the limits that every depth profile has.
///
/// @param before one a layer, input side first
/// @param after the same of the cured network
record DepthPair(List<Value> before, List<Value> after) implements Drawing {
    private static final double WIDTH = 410, LEFT = 76, RIGHT = 396, TOP = 34, BOTTOM = 290;

    DepthPair {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// A layer and its signal.
    record Value(String layer, double signal) {}

    @Override
    public Picture picture(String id, String title) {
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 44, description());
        Axis x = DepthProfile.signal(LEFT, RIGHT);
        Frame.across(canvas, x, TOP, BOTTOM);
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, "root mean square of dL/dz, per sample");
        List<Frame.Sign> keys =
                List.of(new Frame.Sign(Mark.RING, "old", "before"), new Frame.Sign(Mark.SQUARE, "second", "after"));
        Frame.keys(canvas, LEFT, 14, keys);
        int layers = before.size();
        List<String> names = before.stream().map(Value::layer).toList();
        double row = (BOTTOM - TOP - 24) / Math.max(1, layers - 1);
        Frame.names(canvas, names, LEFT - 8, i -> y(i, layers), row, 10);
        line(canvas, x, before, "old dash", "old", Mark.RING);
        line(canvas, x, after, "second", "second", Mark.SQUARE);
        arrow(canvas, x);
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

    /// From the first layer's signal before to after, with the factor between them.
    private void arrow(Canvas canvas, Axis x) {
        double from = before.getFirst().signal(), to = after.getFirst().signal(), a = x.at(from), b = x.at(to);
        if (!Double.isFinite(to / from) || Math.abs(b - a) < 40) return;
        double y = y(0, before.size()), way = Math.signum(b - a), start = a + 9 * way, end = b - 9 * way;
        String head = Canvas.polyline(
                List.of(new Point(end - 7 * way, y - 5), new Point(end, y), new Point(end - 7 * way, y + 5)));
        String line = "M" + new Point(start, y).path() + "H" + Numbers.px(end);
        canvas.path("arrow", line + head, "the first layer's signal, before and after");
        canvas.text("arrow middle", (start + end) / 2, y - 9, Numbers.times(to / from));
    }

    private String description() {
        return "Signal at the first layer: " + Numbers.of(before.getFirst().signal()) + " before, "
                + Numbers.of(after.getFirst().signal()) + " after; at the last layer "
                + Numbers.of(before.getLast().signal()) + " and "
                + Numbers.of(after.getLast().signal()) + ".";
    }

    private String reading() {
        return "Both lines are drawn on the same axes; the more upright one keeps more of its signal. "
                + before.getFirst().layer() + " got "
                + Numbers.of(before.getFirst().signal()) + " before and gets "
                + Numbers.of(after.getFirst().signal()) + " after the cure.";
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
        return new Table(List.of("layer, output first", "before", "after", "change"), rows);
    }
}
