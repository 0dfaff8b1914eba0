package org.gradus.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.LevelLines;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Table;

/// A surface of two coordinates from above, with its stationary points and the paths of optimizers.
///
/// @param surface of two coordinates
/// @param points its stationary points
/// @param walks the paths; the first seven have a colour of their own
public record SurfaceMap(Surface surface, List<StationaryPoint> points, List<Walk> walks) implements Drawing {
    private static final double WIDTH = 800, LEFT = 52, RIGHT = 492, TOP = 18, BOTTOM = 458, LEGEND = 516;
    private static final int SIDE = 141, LEVELS = 14, LOOKS = 7, NAMED = 40;

    /// The parts of the map that lie below the lowest and the highest level line, and the least
    /// ratio of the two.
    private static final double LOW = 0.003, HIGH = 0.97, LEAST = 1e-6;

    private static final double FARTHEST = 100;

    /// Signs that set paths apart without colour; those of stationary points are not among them.
    private static final List<Mark> MARKS = List.of(Mark.DOT, Mark.SQUARE, Mark.DIAMOND, Mark.RING, Mark.ZERO);

    public SurfaceMap {
        points = List.copyOf(points);
        walks = List.copyOf(walks);
        if (surface.dimensions() != 2) {
            throw new IllegalArgumentException("map: expected 2 coordinates, found " + surface.dimensions());
        }
    }

    @Override
    public Picture picture(String id, String title) {
        Surface.Domain domain = surface.domain();
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 46, description());
        Axis x = Axis.linear(domain.low(), domain.high(), LEFT, RIGHT);
        Axis y = Axis.linear(domain.low(), domain.high(), BOTTOM, TOP);
        canvas.markup()
                .open("clipPath", "id", canvas.own("clip"))
                .leaf("path", "d", "M" + LEFT + " " + TOP + "H" + RIGHT + "V" + BOTTOM + "H" + LEFT + "Z")
                .close();
        axes(canvas, x, y);
        canvas.markup().open("g", "clip-path", "url(#" + canvas.own("clip") + ")");
        levels(canvas, x, y);
        for (int w = 0; w < walks.size(); w++) path(canvas, walks.get(w), w, x, y);
        canvas.markup().close();
        for (StationaryPoint p : points) point(canvas, p, x, y);
        if (!walks.isEmpty()) {
            List<Double> start = walks.getFirst().at(0);
            canvas.text("label middle", x.at(start.get(0)), y.at(start.get(1)) + 20, "start");
        }
        legend(canvas);
        return canvas.picture(reading(), table());
    }

    private void axes(Canvas canvas, Axis x, Axis y) {
        for (double tick : x.ticks(6)) {
            canvas.line("stub", x.at(tick), BOTTOM, x.at(tick), BOTTOM + 4);
            canvas.text("tick middle", x.at(tick), BOTTOM + 18, Numbers.px(tick));
        }
        for (double tick : y.ticks(6)) {
            canvas.line("stub", LEFT - 4, y.at(tick), LEFT, y.at(tick));
            canvas.text("tick end", LEFT - 8, y.at(tick) + 4, Numbers.px(tick));
        }
        canvas.path("outline", "M" + LEFT + " " + TOP + "H" + RIGHT + "V" + BOTTOM + "H" + LEFT + "Z");
        canvas.text(
                "tick middle",
                (LEFT + RIGHT) / 2,
                BOTTOM + 38,
                surface.coordinates().get(0));
        canvas.text("tick middle", 12, (TOP + BOTTOM) / 2, surface.coordinates().get(1));
    }

    private void levels(Canvas canvas, Axis x, Axis y) {
        double low = surface.domain().low(), cell = (surface.domain().high() - low) / (SIDE - 1);
        List<double[]> grid = IntStream.range(0, SIDE * SIDE)
                .mapToObj(i -> new double[] {low + i % SIDE * cell, low + Math.floorDiv(i, SIDE) * cell})
                .toList();
        double[] values;
        try (Sampler sampler = new Sampler(surface, grid.size(), false)) {
            sampler.look(grid);
            values = sampler.values();
        }
        double[] spread = spread(values);
        for (int k = 0; k < spread.length; k++) {
            String style = k % 4 == 0 ? "level strong" : "level";
            String data = LevelLines.of(values, SIDE, spread[k]).stream()
                    .map(line -> Canvas.polyline(line.stream()
                            .map(p -> new Point(x.at(low + p.x() * cell), y.at(low + p.y() * cell)))
                            .toList()))
                    .collect(Collectors.joining());
            if (!data.isEmpty()) canvas.path(style, data, "f = " + Numbers.of(spread[k], 3));
        }
    }

    /// Levels that grow by one factor above the lowest value, over most of the map; evenly spaced
    /// where the surface has no bottom.
    private double[] spread(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        boolean bounded = Double.isFinite(surface.domain().infimum());
        double floor = bounded ? Math.min(sorted[0], surface.domain().infimum()) : sorted[0];
        double high = sorted[(int) (HIGH * (sorted.length - 1))] - floor;
        double low = Math.max(sorted[(int) (LOW * (sorted.length - 1))] - floor, high * LEAST);
        return IntStream.range(0, LEVELS)
                .mapToDouble(k -> (double) k / (LEVELS - 1))
                .map(share -> floor + (bounded ? low * Math.pow(high / low, share) : low + share * (high - low)))
                .toArray();
    }

    private void path(Canvas canvas, Walk walk, int number, Axis x, Axis y) {
        List<Point> line = walk.path().stream()
                .filter(p -> Double.isFinite(p.get(0)) && Double.isFinite(p.get(1)))
                .map(p -> new Point(beyond(x, p.get(0)), beyond(y, p.get(1))))
                .toList();
        String look = "w" + number % LOOKS;
        canvas.polyline("walk " + look, line);
        double since = 0;
        for (int i = 0; i < line.size(); i++) {
            if (i > 0)
                since += Math.hypot(
                        line.get(i).x() - line.get(i - 1).x(),
                        line.get(i).y() - line.get(i - 1).y());
            boolean last = i == line.size() - 1;
            if (i > 0 && !last && since < 70) continue;
            since = 0;
            canvas.mark(mark(number), look, line.get(i).x(), line.get(i).y(), last ? 5 : 3.2, tip(walk, i));
        }
    }

    /// Where a value stands, outside the axis too, up to a hundred times its length: the clip cuts
    /// it off.
    private static double beyond(Axis axis, double value) {
        double share = (value - axis.low()) / (axis.high() - axis.low());
        return axis.from() + Math.clamp(share, -FARTHEST, FARTHEST) * (axis.to() - axis.from());
    }

    private static Mark mark(int number) {
        return MARKS.get(number % MARKS.size());
    }

    private static String tip(Walk walk, int step) {
        List<Double> at = walk.at(step);
        return walk.name() + ", step " + step + ": (" + Numbers.of(at.get(0), 4) + ", " + Numbers.of(at.get(1), 4)
                + "), f = " + Numbers.of(walk.iterates().get(step).cost(), 4);
    }

    private void point(Canvas canvas, StationaryPoint p, Axis x, Axis y) {
        double px = x.at(p.at().get(0)), py = y.at(p.at().get(1));
        Mark mark = switch (p.kind()) {
            case GLOBAL_MINIMUM, LOCAL_MINIMUM -> Mark.DOWN;
            case SADDLE -> Mark.CROSS;
            case MAXIMUM -> Mark.UP;
            case FLAT_MINIMUM -> Mark.RING;
            case DEGENERATE -> Mark.DIAMOND;
        };
        String style = p.kind() == StationaryPoint.Kind.GLOBAL_MINIMUM ? "point solid" : "point";
        boolean crowded = points.size() > NAMED;
        String tip = p.name() + ", " + p.kind().words() + ", f = " + Numbers.of(p.value(), 4);
        canvas.mark(mark, style, px, py, crowded ? 2.5 : 5, tip);
        if (crowded) return;
        boolean right = px < RIGHT - 30;
        canvas.text(right ? "label" : "label end", right ? px + 8 : px - 8, py - 6, p.name());
    }

    private void legend(Canvas canvas) {
        double y = TOP + 10;
        for (int w = 0; w < walks.size(); w++) {
            Walk walk = walks.get(w);
            String look = "w" + w % LOOKS;
            canvas.line("walk " + look, LEGEND, y, LEGEND + 34, y);
            canvas.mark(mark(w), look, LEGEND + 17, y, 4, walk.name());
            canvas.text("name", LEGEND + 44, y + 4, walk.name());
            canvas.text("key", LEGEND + 44, y + 20, walk.ending(surface, points));
            y += 46;
        }
        List<Frame.Sign> signs = new ArrayList<>();
        signs.add(new Frame.Sign(Mark.DOWN, "point solid", "global minimum"));
        signs.add(new Frame.Sign(Mark.DOWN, "point", "local minimum"));
        signs.add(new Frame.Sign(Mark.CROSS, "point", "saddle"));
        signs.add(new Frame.Sign(Mark.UP, "point", "maximum"));
        if (has(StationaryPoint.Kind.FLAT_MINIMUM)) {
            signs.add(new Frame.Sign(Mark.RING, "point", "flat minimum"));
        }
        if (has(StationaryPoint.Kind.DEGENERATE)) {
            signs.add(new Frame.Sign(Mark.DIAMOND, "point", "degenerate saddle"));
        }
        y = Math.max(y + 14, BOTTOM - 22 * signs.size() - 22);
        for (Frame.Sign sign : signs) {
            Frame.keys(canvas, LEGEND, y, List.of(sign));
            y += 22;
        }
        boolean bounded = Double.isFinite(surface.domain().infimum());
        canvas.text(
                "note", LEGEND, y + 6, bounded ? "level lines grow by one factor" : "level lines are evenly spaced");
    }

    private boolean has(StationaryPoint.Kind kind) {
        return points.stream().anyMatch(p -> p.kind() == kind);
    }

    private String description() {
        return surface.name() + ": " + points.size() + " stationary points; "
                + walks.stream()
                        .map(w -> w.name() + " " + w.ending(surface, points))
                        .collect(Collectors.joining("; ")) + ".";
    }

    private String reading() {
        return "Every line joins places of one value; a path crosses them downhill. Triangles that point down are minima,"
                + " crosses saddles, where descent is slow or stays.";
    }

    private Table table() {
        List<List<String>> rows = points.stream()
                .map(p -> List.of(
                        p.name(),
                        p.kind().words(),
                        p.at().stream().map(v -> Numbers.fixed(v, 6)).collect(Collectors.joining(", ")),
                        Numbers.of(p.value(), 6),
                        p.eigenvalues().stream().map(v -> Numbers.of(v, 4)).collect(Collectors.joining(", "))))
                .toList();
        return new Table(List.of("point", "kind", "at", "value", "curvatures"), rows);
    }
}
