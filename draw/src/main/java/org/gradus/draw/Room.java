package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.draw.Canvas.Point;

/// What is taken of a drawing, to find a place for words that covers no line.
public final class Room {
    private static final int SAMPLES = 24;
    private static final double MARGIN = 9;

    private final List<Point> taken = new ArrayList<>();

    /// An empty drawing.
    public Room() {}

    /// Takes the place of lines between points.
    public void take(List<Point> line) {
        for (int i = 0; i + 1 < line.size(); i++) {
            Point a = line.get(i), b = line.get(i + 1);
            for (int s = 0; s <= SAMPLES; s++) {
                double share = (double) s / SAMPLES;
                taken.add(new Point(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y())));
            }
        }
    }

    /// The first of some places where a box has room.
    ///
    /// @param corners where the box's upper right corner may be, best first
    public Optional<Point> find(List<Point> corners, double width, double height) {
        return corners.stream().filter(c -> free(c, width, height)).findFirst();
    }

    private boolean free(Point corner, double width, double height) {
        return taken.stream()
                .noneMatch(p -> p.x() > corner.x() - width - MARGIN
                        && p.x() < corner.x() + MARGIN
                        && p.y() > corner.y() - MARGIN
                        && p.y() < corner.y() + height + MARGIN);
    }
}
