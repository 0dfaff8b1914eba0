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

/// How far a step moves each layer's weights, as a share of their size, over the steps; one line a layer, by depth.
///
/// @param layers their names, input side first
/// @param steps the number of each step
/// @param ratios by step, then by layer: `[steps × layers]`
public record UpdateRatios(List<String> layers, List<Long> steps, List<List<Double>> ratios) {
    private static final int LOW = -9, HIGH = 0, COLOURS = 8;

    /// A layer that moves by this share of its weights a step learns well; the usual rule of thumb.
    private static final double TYPICAL = 1e-3;

    private static final double WIDTH = 840, LEFT = 64, RIGHT = 690, TOP = 38, BOTTOM = 290;

    public UpdateRatios {
        layers = List.copyOf(layers);
        steps = List.copyOf(steps);
        ratios = ratios.stream().map(List::copyOf).toList();
    }

    public Picture picture(String id) {
        Canvas canvas = new Canvas(id, WIDTH, BOTTOM + 44, "Update size", description());
        Axis x = Axis.linear(0, Math.max(1.0, steps.getLast()), LEFT, RIGHT), y = Axis.log(LOW, HIGH, BOTTOM, TOP);
        double top = y.atPower(-2), bottom = y.atPower(-4);
        canvas.rect("corridor", LEFT, top, RIGHT - LEFT, bottom - top, "learning well: between 1e-4 and 1e-2");
        Frame.up(canvas, y, LEFT, RIGHT);
        Frame.acrossLinear(canvas, x, BOTTOM, 6);
        canvas.line("reference", LEFT, y.at(TYPICAL), RIGHT, y.at(TYPICAL));
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, "step");
        Frame.swatch(canvas, LEFT, 14, "corridor", "learning well: 1e-4 to 1e-2");
        List<Integer> columns = Heatmap.columns(steps.size());
        for (int layer = 0; layer < layers.size(); layer++) line(canvas, columns, layer, x, y);
        names(canvas, y);
        return new Picture(id, "Update size", reading(), canvas.svg(), table());
    }

    private void line(Canvas canvas, List<Integer> columns, int layer, Axis x, Axis y) {
        List<Point> points = new ArrayList<>();
        for (int frame : columns) {
            double ratio = ratios.get(frame).get(layer);
            if (Double.isNaN(ratio)) continue;
            points.add(new Point(x.at(steps.get(frame)), Math.rint(10 * y.at(ratio)) / 10));
        }
        canvas.polyline("fine d" + layer * (COLOURS - 1) / Math.max(1, layers.size() - 1), points);
    }

    private double end(int layer) {
        return ratios.getLast().get(layer);
    }

    /// Names at the right for the lines that have room, the top and the bottom layer first; lines below the limit share
    /// one sign.
    private void names(Canvas canvas, Axis y) {
        List<Double> taken = new ArrayList<>();
        int below = below(y);
        if (below > 0) {
            canvas.mark(Mark.DOWN, "off", RIGHT + 14, BOTTOM - 3, 4, below + " layers below the limit");
            String layers = below == 1 ? " layer" : " layers";
            canvas.text("value", RIGHT + 26, BOTTOM + 1, below + layers + " below " + Numbers.power(LOW));
            taken.add(BOTTOM - 3);
        }
        for (int i = 0; i < layers.size(); i++) {
            int layer = (i + layers.size() - 1) % layers.size();
            double at = y.at(end(layer));
            if (!y.holds(end(layer)) || taken.stream().anyMatch(t -> Math.abs(t - at) < 14)) continue;
            taken.add(at);
            canvas.text(
                    "layer", RIGHT + 9, at + 4, Frame.shorten(layers.get(layer), 10) + "  " + Numbers.of(end(layer)));
        }
    }

    private int below(Axis y) {
        int below = 0;
        for (int layer = 0; layer < layers.size(); layer++) {
            if (y.place(end(layer)) == Axis.Place.BELOW || y.place(end(layer)) == Axis.Place.ZERO) below++;
        }
        return below;
    }

    private String description() {
        return "Update to weight ratio at the last step: " + layers.getFirst() + " " + Numbers.of(end(0)) + ", "
                + layers.getLast() + " " + Numbers.of(end(layers.size() - 1)) + ".";
    }

    private String reading() {
        long within = 0;
        for (int layer = 0; layer < layers.size(); layer++) if (end(layer) >= 1e-4 && end(layer) <= 1e-2) within++;
        return "A layer that learns well moves by about a thousandth of its size at each step, and one far below the green corridor stands still. "
                + "At the end " + within + " of " + layers.size() + " layers are inside it; " + layers.getFirst()
                + " moves by "
                + Numbers.of(end(0)) + " a step, " + layers.getLast() + " by " + Numbers.of(end(layers.size() - 1))
                + ".";
    }

    private Picture.Table table() {
        List<List<String>> rows = new ArrayList<>();
        int middle = steps.size() / 2;
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            rows.add(List.of(
                    layers.get(layer),
                    Numbers.of(ratios.getFirst().get(layer)),
                    Numbers.of(ratios.get(middle).get(layer)),
                    Numbers.of(end(layer))));
        }
        return new Picture.Table(
                List.of(
                        "layer, output first",
                        "step " + steps.getFirst(),
                        "step " + steps.get(middle),
                        "step " + steps.getLast()),
                rows);
    }
}
