package org.gradus.geometry;

import java.util.List;
import java.util.stream.Collectors;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;

/// A surface of two coordinates from above, with its stationary points and the paths of optimizers.
///
/// @param surface of two coordinates
/// @param points its stationary points
/// @param walks the paths; the first seven have a colour of their own
public record SurfaceMap(Surface surface, List<StationaryPoint> points, List<Walk> walks) implements Drawing {
    private static final double WIDTH = 800, LEFT = 52, RIGHT = 492, TOP = 18, BOTTOM = 458, LEGEND = 516;
    private static final int LOOKS = 7;

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
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 46, description());
        SurfaceGround ground = ground();
        ground.clip(canvas);
        ground.axes(canvas);
        canvas.markup().open("g", "clip-path", "url(#" + canvas.own("clip") + ")");
        ground.levels(canvas, false);
        for (int w = 0; w < walks.size(); w++) path(canvas, walks.get(w), w, ground);
        canvas.markup().close();
        ground.marks(canvas);
        if (!walks.isEmpty()) {
            List<Double> start = walks.getFirst().at(0);
            canvas.text("label middle", ground.x().at(start.get(0)), ground.y().at(start.get(1)) + 20, "start");
        }
        legend(canvas);
        return canvas.picture(reading(), ground.table());
    }

    private SurfaceGround ground() {
        return new SurfaceGround(surface, points, LEFT, RIGHT, TOP, BOTTOM);
    }

    private void path(Canvas canvas, Walk walk, int number, SurfaceGround ground) {
        List<Point> line = walk.path().stream()
                .filter(p -> Double.isFinite(p.get(0)) && Double.isFinite(p.get(1)))
                .map(p -> ground.at(p.get(0), p.get(1)))
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

    private static Mark mark(int number) {
        return MARKS.get(number % MARKS.size());
    }

    private static String tip(Walk walk, int step) {
        List<Double> at = walk.at(step);
        return walk.name() + ", step " + step + ": (" + Numbers.of(at.get(0), 4) + ", " + Numbers.of(at.get(1), 4)
                + "), f = " + Numbers.of(walk.iterates().get(step).cost(), 4);
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
        ground().keys(canvas, LEGEND, y + 14);
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
}
