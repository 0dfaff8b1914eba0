package org.gradus.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Frame;
import org.gradus.draw.LevelLines;
import org.gradus.draw.Numbers;
import org.gradus.draw.Png;
import org.gradus.draw.Table;

/// What lies below the paths on a map: axes, level lines, shades, and the signs of stationary points.
///
/// @param surface of two coordinates
/// @param points its stationary points
/// @param left the place on the canvas, in pixels, of the lower bound of x
/// @param right that of the upper bound of x
/// @param top that of the upper bound of y
/// @param bottom that of the lower bound of y
public record SurfaceGround(
        Surface surface, List<StationaryPoint> points, double left, double right, double top, double bottom) {
    private static final int SIDE = 141, LEVELS = 14, NAMED = 40, SHADES = 64;

    /// The parts of the map that lie below the lowest and the highest level line, and the least
    /// ratio of the two.
    private static final double LOW = 0.003, HIGH = 0.97, LEAST = 1e-6;

    /// How far outside the map a place is drawn at most, in widths: the clip cuts it off.
    private static final double FARTHEST = 100;

    /// @throws IllegalArgumentException when the surface has not two coordinates
    public SurfaceGround {
        points = List.copyOf(points);
        if (surface.dimensions() != 2) {
            throw new IllegalArgumentException("map: expected 2 coordinates, found " + surface.dimensions());
        }
    }

    /// The scale of the first coordinate.
    public Axis x() {
        return Axis.linear(surface.domain().low(), surface.domain().high(), left, right);
    }

    /// The scale of the second coordinate.
    public Axis y() {
        return Axis.linear(surface.domain().low(), surface.domain().high(), bottom, top);
    }

    /// Where a place stands on the canvas, outside the map too, up to a hundred times its width.
    public Point at(double x, double y) {
        return new Point(beyond(x(), x), beyond(y(), y));
    }

    private static double beyond(Axis axis, double value) {
        double share = (value - axis.low()) / (axis.high() - axis.low());
        return axis.from() + Math.clamp(share, -FARTHEST, FARTHEST) * (axis.to() - axis.from());
    }

    private String frame() {
        return "M" + left + " " + top + "H" + right + "V" + bottom + "H" + left + "Z";
    }

    /// A clip of the map's size, for a group that refers to it by the canvas's own name `clip`.
    public void clip(Canvas canvas) {
        canvas.markup()
                .open("clipPath", "id", canvas.own("clip"))
                .leaf("path", "d", frame())
                .close();
    }

    /// The frame, with numbers and the names of the coordinates.
    public void axes(Canvas canvas) {
        Axis x = x(), y = y();
        for (double tick : x.ticks(6)) {
            canvas.line("stub", x.at(tick), bottom, x.at(tick), bottom + 4);
            canvas.text("tick middle", x.at(tick), bottom + 18, Numbers.px(tick));
        }
        for (double tick : y.ticks(6)) {
            canvas.line("stub", left - 4, y.at(tick), left, y.at(tick));
            canvas.text("tick end", left - 8, y.at(tick) + 4, Numbers.px(tick));
        }
        canvas.path("outline", frame());
        canvas.text(
                "tick middle",
                (left + right) / 2,
                bottom + 38,
                surface.coordinates().get(0));
        canvas.text("tick middle", 12, (top + bottom) / 2, surface.coordinates().get(1));
    }

    /// The level lines.
    ///
    /// @param shaded whether the higher of them lie on darker grey
    public void levels(Canvas canvas, boolean shaded) {
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
        if (shaded) shade(canvas, values, spread);
        Axis x = x(), y = y();
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
        if (sorted.length == 0) return new double[0];
        boolean bounded = bounded();
        double floor = floor(sorted[0]);
        double high = sorted[(int) (HIGH * (sorted.length - 1))] - floor;
        double low = Math.max(sorted[(int) (LOW * (sorted.length - 1))] - floor, high * LEAST);
        return IntStream.range(0, LEVELS)
                .mapToDouble(k -> (double) k / (LEVELS - 1))
                .map(share -> floor + (bounded ? low * Math.pow(high / low, share) : low + share * (high - low)))
                .toArray();
    }

    private boolean bounded() {
        return Double.isFinite(surface.domain().infimum());
    }

    private double floor(double least) {
        return bounded() ? Math.min(least, surface.domain().infimum()) : least;
    }

    /// One shade a pixel of the grid, as a mask, so that the style sheet says what colour it is.
    private void shade(Canvas canvas, double[] values, double[] spread) {
        if (spread.length == 0 || !(spread[LEVELS - 1] > spread[0])) return;
        int[] palette = IntStream.range(0, SHADES)
                .map(i -> i * 255 / (SHADES - 1))
                .map(grey -> grey << 16 | grey << 8 | grey)
                .toArray();
        byte[] pixels = new byte[SIDE * SIDE];
        double floor =
                floor(Arrays.stream(values).filter(Double::isFinite).min().orElse(0));
        for (int p = 0; p < pixels.length; p++) {
            double value = values[(SIDE - 1 - p / SIDE) * SIDE + p % SIDE];
            double share = bounded()
                    ? Math.log((value - floor) / (spread[0] - floor))
                            / Math.log((spread[LEVELS - 1] - floor) / (spread[0] - floor))
                    : (value - spread[0]) / (spread[LEVELS - 1] - spread[0]);
            pixels[p] = (byte) Math.rint((SHADES - 1) * (Double.isNaN(share) ? 1 : Math.clamp(share, 0, 1)));
        }
        String[] place = {
            "x",
            Numbers.px(left),
            "y",
            Numbers.px(top),
            "width",
            Numbers.px(right - left),
            "height",
            Numbers.px(bottom - top)
        };
        canvas.markup()
                .open("mask", "id", canvas.own("shade"))
                .leaf(
                        "image",
                        placed(place, "preserveAspectRatio", "none", "href", Png.dataUri(SIDE, SIDE, palette, pixels)))
                .close()
                .leaf("rect", placed(place, "class", "shade", "mask", "url(#" + canvas.own("shade") + ")"));
    }

    private static String[] placed(String[] place, String... more) {
        String[] all = Arrays.copyOf(place, place.length + more.length);
        System.arraycopy(more, 0, all, place.length, more.length);
        return all;
    }

    /// The stationary points, with their names where there are not too many.
    public void marks(Canvas canvas) {
        for (StationaryPoint p : points) point(canvas, p);
    }

    private void point(Canvas canvas, StationaryPoint p) {
        double px = x().at(p.at().get(0)), py = y().at(p.at().get(1));
        String style = p.kind() == StationaryPoint.Kind.GLOBAL_MINIMUM ? "point solid" : "point";
        boolean crowded = points.size() > NAMED;
        if (crowded) style += " crowded";
        String tip = p.name() + ", " + p.kind().words() + ", f = " + Numbers.of(p.value(), 4);
        canvas.mark(mark(p.kind()), style, px, py, crowded ? 2.5 : 5, tip);
        if (crowded) return;
        boolean inside = px < right - 30;
        canvas.text(inside ? "label" : "label end", inside ? px + 8 : px - 8, py - 6, p.name());
    }

    /// The sign of a kind of stationary point.
    public static Mark mark(StationaryPoint.Kind kind) {
        return switch (kind) {
            case GLOBAL_MINIMUM, LOCAL_MINIMUM -> Mark.DOWN;
            case SADDLE -> Mark.CROSS;
            case MAXIMUM -> Mark.UP;
            case FLAT_MINIMUM -> Mark.RING;
            case DEGENERATE -> Mark.DIAMOND;
        };
    }

    /// The keys to the signs of stationary points, and how the levels are spaced, below each other.
    void keys(Canvas canvas, double x, double least) {
        List<Frame.Sign> signs = Arrays.stream(StationaryPoint.Kind.values())
                .filter(this::shown)
                .map(kind -> new Frame.Sign(
                        mark(kind),
                        kind == StationaryPoint.Kind.GLOBAL_MINIMUM ? "point solid" : "point",
                        kind.words()))
                .toList();
        double y = Math.max(least, bottom - 22 * signs.size() - 22);
        for (Frame.Sign sign : signs) {
            Frame.keys(canvas, x, y, List.of(sign));
            y += 22;
        }
        canvas.text("note", x, y + 6, bounded() ? "level lines grow by one factor" : "level lines are evenly spaced");
    }

    private boolean shown(StationaryPoint.Kind kind) {
        return switch (kind) {
            case FLAT_MINIMUM, DEGENERATE -> points.stream().anyMatch(p -> p.kind() == kind);
            default -> true;
        };
    }

    /// The stationary points as rows.
    public Table table() {
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
