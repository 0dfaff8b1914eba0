package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Cividis;
import org.gradus.draw.Frame;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Png;

/// The signal of every layer at every step as colours: dark is dead, bright is alive, and dead
/// cells are hatched too.
///
/// @param layers their names, input side first
/// @param steps the number of each step
/// @param signals by step, then by layer: `[steps × layers]`
/// @param pathless the layers to which no path leads from the loss, so that they have no signal
/// @param dead the share of the top layer's signal below which a layer counts as dead
public record Heatmap(
        List<String> layers, List<Long> steps, List<List<Double>> signals, List<String> pathless, double dead) {
    static final int LOW = -10, HIGH = 0;

    /// The steps at the start that are never thinned, and how many columns there are at most.
    private static final int WHOLE = 64, COLUMNS = 200;
    private static final int SHADES = 250, UNDEFINED = 251, NO_PATH = 252;
    private static final int PURPLE = 0x8E4FB8, GREY = 0xBDBDBD;
    private static final double WIDTH = 840, LEFT = 112, RIGHT = 816, TOP = 20;

    public Heatmap {
        layers = List.copyOf(layers);
        steps = List.copyOf(steps);
        signals = signals.stream().map(List::copyOf).toList();
        pathless = List.copyOf(pathless);
    }

    public Picture picture(String id) {
        List<Integer> columns = columns(steps.size());
        double height = Math.clamp(340.0 / layers.size(), 4, 22), bottom = TOP + height * layers.size();
        Canvas canvas = new Canvas(id, WIDTH, bottom + 84, "Signal by layer and step", description());
        hatch(canvas);
        image(canvas, columns, bottom);
        deadCells(canvas, columns, height);
        canvas.rect("outline", LEFT, TOP, RIGHT - LEFT, bottom - TOP, "signal by layer and step");
        marks(canvas, columns, height);
        axes(canvas, columns, height, bottom);
        legend(canvas, id, bottom + 62);
        return new Picture(id, "Signal by layer and step", reading(), canvas.svg(), table(columns));
    }

    /// The frames that are drawn: the first ones all, then the last of each of some equal parts.
    static List<Integer> columns(int frames) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < Math.min(frames, COLUMNS); i++) {
            boolean thinned = frames > COLUMNS && i >= WHOLE;
            int parts = COLUMNS - WHOLE, rest = frames - WHOLE;
            columns.add(thinned ? WHOLE + (int) ((long) (i - WHOLE + 1) * rest / parts) - 1 : i);
        }
        return columns;
    }

    private boolean isDead(int frame, int layer) {
        List<Double> column = signals.get(frame);
        return column.get(layer) < dead * column.getLast();
    }

    private long deadIn(int frame) {
        long count = 0;
        for (int layer = 0; layer < layers.size(); layer++) if (isDead(frame, layer)) count++;
        return count;
    }

    private String description() {
        return "Signal of " + layers.size() + " layers over " + steps.size() + " steps: " + layers.getFirst()
                + " goes from "
                + Numbers.of(signals.getFirst().getFirst()) + " to "
                + Numbers.of(signals.getLast().getFirst()) + ", "
                + layers.getLast() + " from " + Numbers.of(signals.getFirst().getLast()) + " to "
                + Numbers.of(signals.getLast().getLast()) + "; " + deadIn(signals.size() - 1)
                + " layers are dead at the end.";
    }

    private String reading() {
        return "Every column is a step and every row a layer, and bright cells get a strong error signal; a dark floor that rises from "
                + "below is learning that dies from the input side. Here " + deadIn(0) + " of " + layers.size()
                + " layers get less than " + Numbers.of(dead, 1) + " of the top layer's signal at step "
                + steps.getFirst() + ", and "
                + deadIn(signals.size() - 1) + " at step " + steps.getLast() + "; they are hatched."
                + (pathless.isEmpty() ? "" : " No gradient reaches " + String.join(", ", pathless) + ".");
    }

    private static void hatch(Canvas canvas) {
        canvas.markup()
                .open("defs")
                .open(
                        "pattern",
                        "id",
                        canvas.own("hatch"),
                        "width",
                        "6",
                        "height",
                        "6",
                        "patternUnits",
                        "userSpaceOnUse",
                        "patternTransform",
                        "rotate(45)")
                .leaf("path", "class", "hatch", "d", "M0 0V6")
                .close()
                .close()
                .line();
    }

    private void image(Canvas canvas, List<Integer> columns, double bottom) {
        int width = columns.size(), height = layers.size();
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int layer = height - 1 - y;
                boolean reached = !pathless.contains(layers.get(layer));
                pixels[y * width + x] =
                        (byte) (reached ? shade(signals.get(columns.get(x)).get(layer)) : NO_PATH);
            }
        }
        int[] palette = new int[NO_PATH + 1];
        for (int i = 0; i <= SHADES; i++) palette[i] = Cividis.at((double) i / SHADES);
        palette[UNDEFINED] = PURPLE;
        palette[NO_PATH] = GREY;
        canvas.markup()
                .leaf(
                        "image",
                        "class",
                        "cells",
                        "x",
                        Numbers.px(LEFT),
                        "y",
                        Numbers.px(TOP),
                        "width",
                        Numbers.px(RIGHT - LEFT),
                        "height",
                        Numbers.px(bottom - TOP),
                        "preserveAspectRatio",
                        "none",
                        "href",
                        Png.dataUri(width, height, palette, pixels))
                .line();
    }

    private static int shade(double signal) {
        if (!Double.isFinite(signal)) return UNDEFINED;
        return (int) Math.round(Axis.log(LOW, HIGH, 0, SHADES).at(signal));
    }

    private static double x(int column, List<Integer> columns) {
        return LEFT + (RIGHT - LEFT) * column / columns.size();
    }

    /// What a dead layer is, in words.
    static String dead(double share) {
        return "dead: below " + Numbers.of(share, 1) + " of the top layer's signal";
    }

    /// Runs of dead cells of a row, as one hatched path.
    private void deadCells(Canvas canvas, List<Integer> columns, double height) {
        StringBuilder path = new StringBuilder();
        for (int layer = 0; layer < layers.size(); layer++) {
            double y = TOP + (layers.size() - 1 - layer) * height;
            for (int from = 0; from < columns.size(); from++) {
                int to = from;
                while (to < columns.size() && isDead(columns.get(to), layer)) to++;
                if (to == from) continue;
                path.append('M').append(new Canvas.Point(x(from, columns), y).path());
                path.append('H').append(Numbers.px(x(to, columns)));
                path.append('v').append(Numbers.px(height));
                path.append('H').append(Numbers.px(x(from, columns))).append('Z');
                from = to;
            }
        }
        if (path.isEmpty()) return;
        canvas.markup()
                .leaf("path", "style", "fill:url(#" + canvas.own("hatch") + ")", "d", path.toString())
                .line();
    }

    /// Signs where a row is first exactly 0, and where it first stops being a number.
    private void marks(Canvas canvas, List<Integer> columns, double height) {
        for (int layer = 0; layer < layers.size(); layer++) {
            if (pathless.contains(layers.get(layer))) continue;
            mark(canvas, columns, height, layer, Axis.Place.ZERO);
            mark(canvas, columns, height, layer, Axis.Place.UNDEFINED);
        }
    }

    private void mark(Canvas canvas, List<Integer> columns, double height, int layer, Axis.Place place) {
        Axis ramp = Axis.log(LOW, HIGH, 0, 1);
        for (int column = 0; column < columns.size(); column++) {
            if (ramp.place(signals.get(columns.get(column)).get(layer)) != place) continue;
            boolean zero = place == Axis.Place.ZERO;
            double x = x(column, columns) + 8, y = TOP + (layers.size() - 0.5 - layer) * height;
            String tip = layers.get(layer) + (zero ? ": exactly 0" : ": no number") + " since step "
                    + steps.get(columns.get(column));
            canvas.mark(
                    zero ? Mark.ZERO : Mark.DIAMOND,
                    zero ? "lined" : "undefined lined",
                    x,
                    y,
                    Math.min(4, height / 2),
                    tip);
            return;
        }
    }

    private void axes(Canvas canvas, List<Integer> columns, double height, double bottom) {
        int every = Frame.every(height, 15);
        for (int layer = 0; layer < layers.size(); layer++) {
            boolean last = layer == layers.size() - 1;
            if (!last && (layer % every != 0 || layers.size() - 1 - layer < every)) continue;
            double y = TOP + (layers.size() - 0.5 - layer) * height + 4;
            canvas.text("layer end", LEFT - 8, y, Frame.shorten(layers.get(layer), 15));
        }
        double stride = Math.max(1, columns.size() / 8.0);
        for (double c = 0; c < columns.size() - stride / 2; c += stride) tick(canvas, columns, (int) c, bottom);
        tick(canvas, columns, columns.size() - 1, bottom);
        canvas.text("tick end", LEFT - 8, bottom + 18, "step");
        if (steps.size() > COLUMNS) {
            double x = x(WHOLE, columns);
            canvas.line("stub", x, TOP - 6, x, TOP);
            canvas.text(
                    "tick",
                    x + 5,
                    TOP - 5,
                    "from here on every column stands for about "
                            + Numbers.of((steps.size() - WHOLE) / (double) (COLUMNS - WHOLE)) + " steps");
        }
    }

    private void tick(Canvas canvas, List<Integer> columns, int column, double bottom) {
        double x = (x(column, columns) + x(column + 1, columns)) / 2;
        canvas.line("stub", x, bottom, x, bottom + 4);
        canvas.text("tick middle", x, bottom + 18, String.valueOf(steps.get(columns.get(column))));
    }

    private void legend(Canvas canvas, String id, double y) {
        Markup out = canvas.markup();
        out.open("defs").open("linearGradient", "id", id + "-ramp");
        for (int i = 0; i <= 9; i++) {
            out.leaf("stop", "offset", Numbers.px(i / 9.0), "stop-color", Cividis.css(i / 9.0));
        }
        out.close().close();
        out.leaf(
                "rect",
                "x",
                Numbers.px(LEFT),
                "y",
                Numbers.px(y - 8),
                "width",
                "200",
                "height",
                "10",
                "fill",
                "url(#" + id + "-ramp)");
        out.line();
        Axis ramp = Axis.log(LOW, HIGH, LEFT, LEFT + 200);
        for (int power : ramp.powers()) canvas.power("tick middle", ramp.atPower(power), y + 17, power);
        double x = LEFT + 236;
        box(out, x, y, "#00204d");
        box(out, x, y, "url(#" + id + "-hatch)");
        canvas.text("key", x + 28, y + 1, dead(dead));
        canvas.mark(Mark.DIAMOND, "undefined", x + 312, y - 3, 4, "not a number");
        canvas.text("key", x + 324, y + 1, "not a number");
        if (pathless.isEmpty()) return;
        box(out, x + 420, y, "#%06x".formatted(GREY));
        canvas.text("key", x + 448, y + 1, "no gradient");
    }

    private static void box(Markup out, double x, double y, String fill) {
        out.leaf("rect", "x", Numbers.px(x), "y", Numbers.px(y - 9), "width", "20", "height", "12", "fill", fill);
    }

    /// Some steps of all layers: the first, the last, and three between.
    private Picture.Table table(List<Integer> columns) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int frame = columns.get(i * (columns.size() - 1) / 4);
            if (!shown.contains(frame)) shown.add(frame);
        }
        List<String> head = new ArrayList<>(List.of("layer, output first"));
        for (int frame : shown) head.add("step " + steps.get(frame));
        List<List<String>> rows = new ArrayList<>();
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            List<String> row = new ArrayList<>(List.of(layers.get(layer)));
            for (int frame : shown) {
                row.add(Numbers.of(signals.get(frame).get(layer)) + (isDead(frame, layer) ? " (dead)" : ""));
            }
            rows.add(row);
        }
        return new Picture.Table(head, rows);
    }
}
