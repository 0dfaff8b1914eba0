package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;

/// The backward signal by layer before and after a cure, on the limits that every depth profile has.
///
/// @param before one a layer, input side first
/// @param after the same of the cured network
public record DepthPair(List<Value> before, List<Value> after) {
    private static final double WIDTH = 410, LEFT = 76, RIGHT = 396, TOP = 34, BOTTOM = 290;

    public DepthPair {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// A layer and its signal.
    public record Value(String layer, double signal) {}

    public Picture picture(String id) {
        Canvas canvas = new Canvas(id, WIDTH, BOTTOM + 44, "Signal before and after", description());
        Axis x = Axis.log(DepthProfile.SIGNAL_LOW, DepthProfile.SIGNAL_HIGH, LEFT, RIGHT);
        Frame.across(canvas, x, TOP, BOTTOM);
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, "root mean square of dL/dz, per sample");
        Frame.keys(
                canvas,
                LEFT,
                14,
                List.of(new Frame.Sign(Mark.RING, "old", "before"), new Frame.Sign(Mark.SQUARE, "second", "after")));
        layers(canvas);
        line(canvas, x, before, "old dash", "old", Mark.RING);
        line(canvas, x, after, "second", "second", Mark.SQUARE);
        arrow(canvas, x);
        return new Picture(id, "Signal before and after", reading(), canvas.svg(), table());
    }

    /// Layers of both networks are placed by their share of the way from input to output.
    private static double y(int layer, int layers) {
        return layers == 1 ? (TOP + BOTTOM) / 2 : BOTTOM - 12 - (BOTTOM - TOP - 24) * layer / (layers - 1);
    }

    private void layers(Canvas canvas) {
        int every = Frame.every((BOTTOM - TOP - 24) / Math.max(1, before.size() - 1), 15);
        for (int i = 0; i < before.size(); i++) {
            boolean last = i == before.size() - 1;
            if (!last && (i % every != 0 || before.size() - 1 - i < every)) continue;
            canvas.text(
                    "layer end",
                    LEFT - 8,
                    y(i, before.size()) + 4,
                    Frame.shorten(before.get(i).layer(), 10));
        }
    }

    private static void line(Canvas canvas, Axis x, List<Value> values, String line, String style, Mark mark) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            points.add(new Point(x.at(values.get(i).signal()), y(i, values.size())));
        }
        canvas.polyline("series " + line, points);
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i).signal();
            String tip = values.get(i).layer() + ": " + Numbers.of(value);
            Point p = points.get(i);
            switch (x.place(value)) {
                case INSIDE -> canvas.mark(mark, style, p.x(), p.y(), 3, tip);
                case BELOW -> canvas.mark(Mark.DOWN, style, p.x(), p.y(), 4, tip);
                case ABOVE -> canvas.mark(Mark.UP, style, p.x(), p.y(), 4, tip);
                case ZERO -> canvas.mark(Mark.ZERO, style, p.x(), p.y(), 4, tip);
                case UNDEFINED -> canvas.mark(Mark.DIAMOND, "undefined", p.x(), p.y(), 4, tip);
            }
        }
    }

    private double change() {
        return after.getFirst().signal() / before.getFirst().signal();
    }

    /// From the first layer's signal before to after, with the factor between them.
    private void arrow(Canvas canvas, Axis x) {
        double a = x.at(before.getFirst().signal()), b = x.at(after.getFirst().signal());
        if (!Double.isFinite(change()) || Math.abs(b - a) < 40) return;
        double y = y(0, before.size()), way = Math.signum(b - a), from = a + 9 * way, to = b - 9 * way;
        String head = "M" + new Point(to - 7 * way, y - 5).path() + "L" + new Point(to, y).path() + "L"
                + new Point(to - 7 * way, y + 5).path();
        canvas.path(
                "arrow",
                "M" + new Point(from, y).path() + "H" + Numbers.px(to) + head,
                "the first layer's signal, before and after");
        canvas.text("arrow middle", (from + to) / 2, y - 9, Numbers.times(change()));
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

    private Picture.Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = Math.max(before.size(), after.size()) - 1; i >= 0; i--) {
            Value a = i < before.size() ? before.get(i) : new Value("–", Double.NaN);
            Value b = i < after.size() ? after.get(i) : new Value("–", Double.NaN);
            rows.add(List.of(
                    i < before.size() ? a.layer() : b.layer(),
                    i < before.size() ? Numbers.of(a.signal()) : "–",
                    i < after.size() ? Numbers.of(b.signal()) : "–",
                    i < before.size() && i < after.size() ? Numbers.times(b.signal() / a.signal()) : "–"));
        }
        return new Picture.Table(List.of("layer, output first", "before", "after", "change"), rows);
    }
}
