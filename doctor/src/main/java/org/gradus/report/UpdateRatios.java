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

/// How far a step moves each layer's weights, as a share of their size, over the steps; one line a layer, by depth.
///
/// @param span the steps of its axis
record UpdateRatios(Film film, Span span) implements Drawing {
    private static final int LOW = -9, HIGH = 0, COLOURS = 8;

    /// A layer that moves by this share of its weights a step learns well; the usual rule of thumb.
    private static final double TYPICAL = 1e-3;

    private static final double LEFT = 64, TOP = 38, BOTTOM = 290;

    UpdateRatios(Film film) {
        this(film, Span.of(film));
    }

    private double right() {
        return span.width() - (span.narrow() ? 112 : 150);
    }

    @Override
    public Picture picture(String id, String title) {
        Canvas canvas = new Canvas(id, title, span.width(), BOTTOM + 44, description());
        Axis x = Axis.linear(0, (double) span.last(), LEFT, right()), y = Axis.log(LOW, HIGH, BOTTOM, TOP);
        double top = y.atPower(-2), bottom = y.atPower(-4);
        canvas.rect("corridor", LEFT, top, right() - LEFT, bottom - top, "learning well: between 1e-4 and 1e-2");
        Frame.up(canvas, y, LEFT, right());
        Frame.acrossLinear(canvas, x, BOTTOM, span.narrow() ? 4 : 6);
        canvas.line("reference", LEFT, y.at(TYPICAL), right(), y.at(TYPICAL));
        canvas.text("tick middle", (LEFT + right()) / 2, BOTTOM + 38, "step");
        Frame.swatch(canvas, LEFT, 14, "corridor", "learning well: 1e-4 to 1e-2");
        for (int layer = 0; layer < layers(); layer++) line(canvas, layer, x, y);
        names(canvas, y);
        return canvas.picture(reading(), table());
    }

    @Override
    public Picture narrow(String id, String title) {
        return new UpdateRatios(film, span.slim()).picture(id, title);
    }

    private int layers() {
        return film.layers().size();
    }

    private String name(int layer) {
        return film.layers().get(layer);
    }

    private void line(Canvas canvas, int layer, Axis x, Axis y) {
        List<Point> points = film.columns().stream()
                .filter(frame -> !Double.isNaN(film.at(frame, layer)))
                .map(frame ->
                        new Point(x.at(film.steps().get(frame)), Math.rint(10 * y.at(film.at(frame, layer))) / 10))
                .toList();
        canvas.polyline("fine d" + layer * (COLOURS - 1) / Math.max(1, layers() - 1), points);
    }

    /// Names at the right for the lines that have room, the top and the bottom layer first; lines below the limit share
    /// one sign.
    private void names(Canvas canvas, Axis y) {
        List<Double> taken = new ArrayList<>();
        long below = IntStream.range(0, layers())
                .mapToObj(layer -> y.place(film.end(layer)))
                .filter(place -> place == Axis.Place.BELOW || place == Axis.Place.ZERO)
                .count();
        if (below > 0) {
            canvas.mark(Mark.DOWN, "off", right() + 14, BOTTOM - 3, 4, below + " layers below the limit");
            String layers = span.narrow() ? "" : below == 1 ? " layer" : " layers";
            canvas.text("value", right() + 26, BOTTOM + 1, below + layers + " below " + Numbers.power(LOW));
            taken.add(BOTTOM - 3);
        }
        for (int i = 0; i < layers(); i++) {
            int layer = (i + layers() - 1) % layers();
            double end = film.end(layer), at = y.at(end);
            if (!y.holds(end) || taken.stream().anyMatch(t -> Math.abs(t - at) < 14)) continue;
            taken.add(at);
            canvas.text(
                    "layer",
                    right() + 9,
                    at + 4,
                    Frame.shorten(name(layer), span.narrow() ? 8 : 10) + "  " + Numbers.of(end));
        }
    }

    private String description() {
        return "Update to weight ratio at the last step: " + name(0) + " " + Numbers.of(film.end(0)) + ", "
                + name(layers() - 1) + " " + Numbers.of(film.end(layers() - 1)) + ".";
    }

    private String reading() {
        long within = IntStream.range(0, layers())
                .filter(layer -> film.end(layer) >= 1e-4 && film.end(layer) <= 1e-2)
                .count();
        return "A layer that learns well moves by about a thousandth of its size at each step, and one far below the green corridor stands still. "
                + "At the end " + within + " of " + layers() + " layers are inside it; " + name(0) + " moves by "
                + Numbers.of(film.end(0)) + " a step, " + name(layers() - 1) + " by "
                + Numbers.of(film.end(layers() - 1)) + ".";
    }

    private Table table() {
        int last = film.steps().size() - 1;
        return Album.table(film, List.of(0, (last + 1) / 2, last), (frame, layer) -> Numbers.of(film.at(frame, layer)));
    }
}
