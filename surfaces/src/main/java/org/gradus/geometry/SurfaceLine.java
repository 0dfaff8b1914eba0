package org.gradus.geometry;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
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
import org.gradus.draw.Table;
import org.gradus.draw.TextPage;

/// A surface of one coordinate as a curve, with its stationary points and the steps of optimizers on it.
///
/// @param surface of one coordinate
/// @param points its stationary points
/// @param walks the steps; the first seven have a colour of their own, and on a terminal the first is shown
public record SurfaceLine(Surface surface, List<StationaryPoint> points, List<Walk> walks) implements Drawing {
    private static final double WIDTH = 800, LEFT = 70, RIGHT = 492, TOP = 18, BOTTOM = 318, LEGEND = 516;
    private static final int SAMPLES = 421, LOOKS = 7, ROWS = 12, LABEL = 9;

    /// The shares of the values that lie below the top of the picture, and below its bottom where there is a pole:
    /// walls and poles have no end.
    private static final double HIGH = 0.8, LOW = 0.1;

    public SurfaceLine {
        points = List.copyOf(points);
        walks = List.copyOf(walks);
        if (surface.dimensions() != 1) {
            throw new IllegalArgumentException("line: expected 1 coordinate, found " + surface.dimensions());
        }
    }

    /// The values at some places over the box, evenly spaced.
    private double[] values(int count) {
        Surface.Domain d = surface.domain();
        List<double[]> at = IntStream.range(0, count)
                .mapToObj(i -> new double[] {d.low() + i * (d.high() - d.low()) / (count - 1)})
                .toList();
        try (Sampler sampler = new Sampler(surface, count, false)) {
            sampler.look(at);
            return sampler.values();
        }
    }

    private Axis across(double from, double to) {
        return Axis.linear(surface.domain().low(), surface.domain().high(), from, to);
    }

    /// The scale of the values: most that are drawn, and all that the first walk had in the box.
    private Axis up(double[] values, double from, double to) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) return Axis.linear(-1, 1, from, to);
        DoubleSummaryStatistics walked = walks.stream()
                .limit(1)
                .flatMap(w -> w.iterates().stream())
                .filter(this::seen)
                .mapToDouble(Descent.Iterate::cost)
                .summaryStatistics();
        double high = Math.max(sorted[(int) (HIGH * (sorted.length - 1))], walked.getMax());
        double usual = Math.min(sorted[(int) (LOW * (sorted.length - 1))], walked.getMin());
        boolean pole = usual - sorted[0] > (high - usual) / 2;
        double low = pole ? usual : Math.min(sorted[0], usual);
        double spare = high > low ? 0 : Math.max(1, Math.abs(low)) / 2;
        return Axis.linear(low - spare, high + spare, from, to);
    }

    private boolean seen(Descent.Iterate it) {
        return it.finite() && surface.domain().holds(new double[] {x(it)});
    }

    private static double x(Descent.Iterate it) {
        return it.weights().getFirst().item();
    }

    @Override
    public Picture picture(String id, String title) {
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 46, description());
        double[] values = values(SAMPLES);
        Axis x = across(LEFT, RIGHT), y = up(values, BOTTOM, TOP);
        Frame.upLinear(canvas, y, LEFT, RIGHT);
        for (double tick : x.ticks(6)) {
            canvas.line("stub", x.at(tick), BOTTOM, x.at(tick), BOTTOM + 4);
            canvas.text("tick middle", x.at(tick), BOTTOM + 18, Numbers.px(tick));
        }
        canvas.text(
                "tick middle",
                (LEFT + RIGHT) / 2,
                BOTTOM + 38,
                surface.coordinates().getFirst());
        double cell = (RIGHT - LEFT) / (SAMPLES - 1);
        canvas.polyline(
                "level strong",
                IntStream.range(0, SAMPLES)
                        .filter(i -> y.holds(values[i]))
                        .mapToObj(i -> new Point(LEFT + i * cell, y.at(values[i])))
                        .toList());
        for (int w = 0; w < walks.size(); w++) walk(canvas, walks.get(w), "w" + w % LOOKS, x, y);
        for (StationaryPoint p : points) {
            String tip = p.name() + ", " + p.kind().words() + ", f = " + Numbers.of(p.value(), 4);
            canvas.mark(Mark.RING, "point", x.at(p.at().getFirst()), y.at(p.value()), 6, tip);
            canvas.text("label", x.at(p.at().getFirst()) + 8, y.at(p.value()) - 6, p.name());
        }
        legend(canvas);
        return canvas.picture(
                "The curve is the function; each mark on it is one step; where steps crowd, some marks are left out.",
                table());
    }

    private void walk(Canvas canvas, Walk walk, String look, Axis x, Axis y) {
        double before = Double.NEGATIVE_INFINITY;
        for (Descent.Iterate it : walk.iterates()) {
            boolean last = it.step() == walk.steps();
            if (!seen(it) || !last && Math.abs(x.at(x(it)) - before) < 4) continue;
            before = x.at(x(it));
            String tip = walk.name() + ", step " + it.step() + ": " + Numbers.of(x(it), 4) + ", f = "
                    + Numbers.of(it.cost(), 4);
            canvas.mark(last ? Mark.SQUARE : Mark.DOT, look, before, y.at(it.cost()), last ? 5 : 3.2, tip);
        }
    }

    private void legend(Canvas canvas) {
        double y = TOP + 10;
        for (int w = 0; w < walks.size(); w++) {
            Walk walk = walks.get(w);
            canvas.mark(Mark.DOT, "w" + w % LOOKS, LEGEND + 17, y, 4, walk.name());
            canvas.text("name", LEGEND + 44, y + 4, walk.name());
            canvas.text("key", LEGEND + 44, y + 20, walk.ending(surface, points));
            y += 46;
        }
    }

    private String description() {
        return surface.name() + ": " + points.size() + " stationary points; "
                + walks.stream()
                        .map(w -> w.name() + " " + w.ending(surface, points))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private Table table() {
        return Table.of(
                List.of("point", "kind", surface.coordinates().getFirst(), "value"),
                points,
                p -> List.of(
                        p.name(), p.kind().words(), Numbers.fixed(p.at().getFirst(), 6), Numbers.of(p.value(), 6)));
    }

    /// The curve in dots, the first walk's start `0`, its steps `○` and its end `×`.
    @Override
    public void print(TextPage page) {
        int columns = page.style().width() - LABEL - 8;
        double[] values = values(columns);
        Axis x = across(0, columns - 1), y = up(values, ROWS - 1, 0);
        char[][] grid = new char[ROWS][columns];
        for (char[] row : grid) Arrays.fill(row, ' ');
        for (int c = 0; c < columns; c++) curve(grid, y, values, c);
        for (Walk walk : walks.subList(0, Math.min(1, walks.size()))) {
            for (Descent.Iterate it : walk.iterates()) put(grid, x, y, it, it.step() == 0 ? '0' : '○');
            if (walk.steps() > 0) put(grid, x, y, walk.last(), '×');
        }
        for (int r = 0; r < ROWS; r++) {
            double end = r == 0 ? y.high() : y.low();
            String label = r == 0 || r == ROWS - 1 ? Numbers.of(end, 3) : "";
            page.line(String.format("%" + LABEL + "s │%s", label, new String(grid[r]))
                    .stripTrailing());
        }
        page.line(" ".repeat(LABEL + 1) + "└" + "─".repeat(columns));
        String low = Numbers.of(surface.domain().low(), 3),
                high = Numbers.of(surface.domain().high(), 3);
        String name = surface.coordinates().getFirst();
        int room = columns - low.length() - high.length() - name.length();
        page.line(" ".repeat(LABEL + 2)
                + low
                + " ".repeat(Math.max(1, room / 2))
                + name
                + " ".repeat(Math.max(1, room - room / 2))
                + high);
    }

    /// One column of the curve, as high as it climbs from the column before.
    private static void curve(char[][] grid, Axis y, double[] values, int column) {
        if (!y.holds(values[column])) return;
        int here = row(y, values[column]);
        int before = column > 0 && y.holds(values[column - 1]) ? row(y, values[column - 1]) : here;
        int step = Integer.signum(before - here);
        for (int r = here; r != before; r += step) grid[r][column] = '.';
        grid[here][column] = '.';
    }

    private static int row(Axis y, double value) {
        return (int) Math.rint(y.at(value));
    }

    private void put(char[][] grid, Axis x, Axis y, Descent.Iterate it, char sign) {
        if (!seen(it)) return;
        char[] row = grid[row(y, it.cost())];
        int column = (int) Math.rint(x.at(x(it)));
        if (row[column] != '0') row[column] = sign;
    }
}
