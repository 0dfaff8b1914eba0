package org.gradus.report;

import java.util.List;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Cividis;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Png;
import org.gradus.draw.Table;

/// The signal of every layer at every step as colours: dark is dead, bright is alive, and dead
/// cells are hatched too.
///
/// @param film the signals
/// @param pathless the layers to which no path leads from the loss, so that they have no signal
/// @param span the steps of its axis
/// @param shown what the colours stand for
record Heatmap(Film film, List<String> pathless, Span span, Quantity shown) implements Drawing {
    /// A number of every layer that colours can stand for, with the limits of its scale.
    ///
    /// @param low the lower limit; on a logarithmic scale its power of ten
    /// @param high the upper limit; on a logarithmic scale its power of ten
    record Quantity(String name, int low, int high, boolean log, String reading) {
        static final Quantity SIGNAL = new Quantity("signal", -10, 0, true, "");

        private Axis axis(double from, double to) {
            return log ? Axis.log(low, high, from, to) : Axis.linear(low, high, from, to);
        }
    }

    private static final int SHADES = 250, UNDEFINED = 251, NO_PATH = 252;
    private static final int GREY = 0xBDBDBD;
    private static final double TOP = 20;

    Heatmap {
        pathless = List.copyOf(pathless);
    }

    Heatmap(Film film, List<String> pathless) {
        this(film, pathless, Span.of(film));
    }

    Heatmap(Film film, List<String> pathless, Span span) {
        this(film, pathless, span, Quantity.SIGNAL);
    }

    private boolean ofSignal() {
        return shown.equals(Quantity.SIGNAL);
    }

    private double left() {
        return span.narrow() ? 76 : 112;
    }

    private double right() {
        return span.width() - (span.narrow() ? 14 : 24);
    }

    @Override
    public Picture picture(String id, String title) {
        List<Integer> columns = span.frames(film);
        double height = Math.clamp(340.0 / layers(), 4, 22), bottom = TOP + height * layers();
        Canvas canvas = new Canvas(id, title, span.width(), bottom + (span.narrow() ? 130 : 84), description());
        hatch(canvas);
        image(canvas, columns, bottom);
        deadCells(canvas, columns, height);
        canvas.rect("outline", left(), TOP, right() - left(), bottom - TOP, shown.name() + " by layer and step");
        cells(canvas, columns.size(), bottom);
        for (int layer = 0; layer < layers(); layer++) {
            if (!reached(layer)) continue;
            mark(canvas, columns, height, layer, Axis.Place.ZERO);
            mark(canvas, columns, height, layer, Axis.Place.UNDEFINED);
        }
        axes(canvas, height, bottom);
        legend(canvas, bottom + 62);
        return canvas.picture(reading(), table(columns));
    }

    @Override
    public Picture narrow(String id, String title) {
        return new Heatmap(film, pathless, span.slim(), shown).picture(id, title);
    }

    private int layers() {
        return film.layers().size();
    }

    private boolean reached(int layer) {
        return !pathless.contains(film.layers().get(layer));
    }

    private boolean isDead(int frame, int layer) {
        return ofSignal() && isDead(film, frame, layer);
    }

    /// Whether a layer gets next to nothing of the output's signal.
    static boolean isDead(Film signals, int frame, int layer) {
        return signals.at(frame, layer)
                < DepthProfile.DEAD * signals.at(frame, signals.layers().size() - 1);
    }

    private long deadIn(int frame) {
        return IntStream.range(0, layers()).filter(l -> isDead(frame, l)).count();
    }

    private String description() {
        if (!ofSignal())
            return shown.name() + " of " + layers() + " layers over "
                    + film.steps().size() + " steps.";
        int top = layers() - 1;
        return "Signal of " + layers() + " layers over " + film.steps().size() + " steps: "
                + film.layers().getFirst() + " goes from " + Numbers.of(film.at(0, 0)) + " to "
                + Numbers.of(film.end(0)) + ", " + film.layers().getLast() + " from " + Numbers.of(film.at(0, top))
                + " to " + Numbers.of(film.end(top)) + "; "
                + deadIn(film.steps().size() - 1)
                + " layers are dead at the end.";
    }

    private String reading() {
        if (!ofSignal())
            return "Every column is a step and every row a layer. " + shown.reading() + " At step "
                    + film.steps().getLast() + " it is " + Numbers.of(film.end(0)) + " in "
                    + film.layers().getFirst() + " and " + Numbers.of(film.end(layers() - 1)) + " in "
                    + film.layers().getLast() + ".";
        return "Every column is a step and every row a layer, and bright cells get a strong error signal; a dark floor that rises from "
                + "below is learning that dies from the input side. Here " + deadIn(0) + " of " + layers()
                + " layers get less than " + Numbers.of(DepthProfile.DEAD, 1) + " of the top layer's signal at step "
                + film.steps().getFirst() + ", and " + deadIn(film.steps().size() - 1) + " at step "
                + film.steps().getLast() + "; they are hatched."
                + (pathless.isEmpty() ? "" : " No gradient reaches " + String.join(", ", pathless) + ".");
    }

    private static void hatch(Canvas canvas) {
        canvas.markup()
                .raw("<defs><pattern id=\"" + canvas.own("hatch")
                        + "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                        + " patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V6\"/></pattern></defs>");
    }

    private void image(Canvas canvas, List<Integer> columns, double bottom) {
        int width = columns.size(), height = layers();
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            int layer = height - 1 - y;
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (byte) (reached(layer) ? shade(film.at(columns.get(x), layer)) : NO_PATH);
            }
        }
        int[] palette = new int[NO_PATH + 1];
        for (int i = 0; i <= SHADES; i++) palette[i] = Cividis.at((double) i / SHADES);
        palette[UNDEFINED] = Cividis.UNDEFINED;
        palette[NO_PATH] = GREY;
        canvas.image(left(), TOP, x(width) - left(), bottom - TOP, Png.dataUri(width, height, palette, pixels));
    }

    /// Where the cells are, for a script that tells of one.
    private void cells(Canvas canvas, int columns, double bottom) {
        canvas.markup()
                .leaf(
                        "rect",
                        "class",
                        "cells",
                        "fill",
                        "none",
                        "x",
                        Numbers.px(left()),
                        "y",
                        Numbers.px(TOP),
                        "width",
                        Numbers.px(x(columns) - left()),
                        "height",
                        Numbers.px(bottom - TOP),
                        "data-columns",
                        String.valueOf(columns),
                        "data-rows",
                        String.valueOf(layers()));
    }

    private int shade(double value) {
        if (!Double.isFinite(value)) return UNDEFINED;
        return (int) Math.round(shown.axis(0, SHADES).at(value));
    }

    private double x(int column) {
        return left() + (right() - left()) * column / span.steps().size();
    }

    /// The middle of a layer's row.
    private double y(int layer, double height) {
        return TOP + (layers() - 0.5 - layer) * height;
    }

    /// Runs of dead cells of a row, as one hatched path.
    private void deadCells(Canvas canvas, List<Integer> columns, double height) {
        StringBuilder path = new StringBuilder();
        for (int layer = 0; layer < layers(); layer++) {
            for (int from = 0; from < columns.size(); from++) {
                int to = from;
                while (to < columns.size() && isDead(columns.get(to), layer)) to++;
                if (to == from) continue;
                path.append('M').append(new Canvas.Point(x(from), y(layer, height) - height / 2).path());
                path.append('H').append(Numbers.px(x(to)));
                path.append('v').append(Numbers.px(height));
                path.append('H').append(Numbers.px(x(from))).append('Z');
                from = to;
            }
        }
        if (path.isEmpty()) return;
        canvas.markup().leaf("path", "style", "fill:url(#" + canvas.own("hatch") + ")", "d", path.toString());
    }

    /// A sign where a row is first exactly 0, or first stops being a number.
    private void mark(Canvas canvas, List<Integer> columns, double height, int layer, Axis.Place place) {
        Axis ramp = shown.axis(0, 1);
        boolean zero = place == Axis.Place.ZERO;
        for (int column = 0; column < columns.size(); column++) {
            if (ramp.place(film.at(columns.get(column), layer)) != place) continue;
            String tip = film.layers().get(layer) + (zero ? ": exactly 0" : ": no number") + " since step "
                    + film.steps().get(columns.get(column));
            canvas.mark(
                    zero ? Mark.ZERO : Mark.DIAMOND,
                    zero ? "lined" : "undefined lined",
                    x(column) + 8,
                    y(layer, height),
                    Math.min(4, height / 2),
                    tip);
            return;
        }
    }

    private void axes(Canvas canvas, double height, double bottom) {
        int columns = span.steps().size();
        Frame.names(canvas, film.layers(), left() - 8, layer -> y(layer, height), height, span.narrow() ? 10 : 15);
        double stride = Math.max(1, columns / (span.narrow() ? 5.0 : 8.0));
        for (double c = 0; c < columns - stride / 2; c += stride) tick(canvas, (int) c, bottom);
        tick(canvas, columns - 1, bottom);
        canvas.text("tick end", left() - 8, bottom + 18, "step");
        if (span.all() <= Film.COLUMNS) return;
        double x = x(Film.WHOLE), each = (span.all() - Film.WHOLE) / (double) (Film.COLUMNS - Film.WHOLE);
        canvas.line("stub", x, TOP - 6, x, TOP);
        String words = span.narrow()
                ? "from here about %s steps a column"
                : "from here on every column stands for about %s steps";
        canvas.text("tick", x + 5, TOP - 5, words.formatted(Numbers.of(each)));
    }

    private void tick(Canvas canvas, int column, double bottom) {
        double x = (x(column) + x(column + 1)) / 2;
        canvas.line("stub", x, bottom, x, bottom + 4);
        canvas.text("tick middle", x, bottom + 18, String.valueOf(span.steps().get(column)));
    }

    private void legend(Canvas canvas, double y) {
        Frame.ramp(canvas, left(), y - 8, 200);
        Axis ramp = shown.axis(left(), left() + 200);
        if (shown.log())
            for (int power : ramp.powers()) canvas.power("tick middle", ramp.atPower(power), y + 17, power);
        else
            for (int i = 0; i <= 1; i++)
                canvas.text(
                        "tick middle", left() + 200 * i, y + 17, String.valueOf(i == 0 ? shown.low() : shown.high()));
        if (span.narrow()) keys(canvas, left(), y + 40, left(), y + 60);
        else keys(canvas, left() + 236, y, left() + 548, y);
    }

    /// What the dead cells look like, and from a second place on, what other signs mean.
    private void keys(Canvas canvas, double x, double y, double x2, double y2) {
        if (ofSignal()) {
            canvas.box(x, y - 9, 20, 12, Cividis.css(0));
            canvas.box(x, y - 9, 20, 12, "url(#" + canvas.own("hatch") + ")");
            canvas.text("key", x + 28, y + 1, DepthProfile.DEAD_WORDS);
        }
        canvas.mark(Mark.DIAMOND, "undefined", x2, y2 - 3, 4, "not a number");
        canvas.text("key", x2 + 12, y2 + 1, "not a number");
        if (pathless.isEmpty()) return;
        canvas.box(x2 + 108, y2 - 9, 20, 12, "#%06x".formatted(GREY));
        canvas.text("key", x2 + 136, y2 + 1, "no gradient");
    }

    /// Some steps of all layers: the first, the last, and three between.
    private Table table(List<Integer> columns) {
        List<Integer> frames = IntStream.range(0, 5)
                .mapToObj(i -> columns.get(i * (columns.size() - 1) / 4))
                .distinct()
                .toList();
        return Album.table(
                film,
                frames,
                (frame, layer) -> Numbers.of(film.at(frame, layer)) + (isDead(frame, layer) ? " (dead)" : ""));
    }
}
