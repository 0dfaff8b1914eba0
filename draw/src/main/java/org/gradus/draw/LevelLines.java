package org.gradus.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradus.draw.Canvas.Point;

/// The lines along which a grid of values crosses a level: marching squares (Lorensen and Cline
/// 1987, in the plane), joined end to end.
public final class LevelLines {
    private final double[] values;
    private final int side;

    /// Where a line crosses an edge of the grid, and the edges that it goes on to.
    private final Map<Integer, List<Integer>> next = new HashMap<>();

    private LevelLines(double[] values, int side) {
        this.values = values;
        this.side = side;
    }

    /// @param values `side × side` values, row by row
    /// @return lines in units of grid cells: x along a row, y across rows
    public static List<List<Point>> of(double[] values, int side, double level) {
        LevelLines lines = new LevelLines(values, side);
        for (int y = 0; y + 1 < side; y++) for (int x = 0; x + 1 < side; x++) lines.cell(x, y, level);
        return lines.joined(level);
    }

    private double at(int x, int y) {
        return values[y * side + x];
    }

    /// The edge from a grid point to the right, or down when `down` is 1.
    private int edge(int x, int y, int down) {
        return 2 * (y * side + x) + down;
    }

    private void cell(int x, int y, double level) {
        boolean a = at(x, y) > level, b = at(x + 1, y) > level, c = at(x + 1, y + 1) > level, d = at(x, y + 1) > level;
        List<Integer> cut = new ArrayList<>();
        if (a != b) cut.add(edge(x, y, 0));
        if (b != c) cut.add(edge(x + 1, y, 1));
        if (c != d) cut.add(edge(x, y + 1, 0));
        if (d != a) cut.add(edge(x, y, 1));
        if (cut.size() == 2) link(cut.get(0), cut.get(1));
        if (cut.size() < 4) return;
        // two lines cross the cell: the mean of its corners says which corners they part off
        boolean high = (at(x, y) + at(x + 1, y) + at(x + 1, y + 1) + at(x, y + 1)) / 4 > level;
        link(cut.get(0), cut.get(high == a ? 1 : 3));
        link(cut.get(2), cut.get(high == a ? 3 : 1));
    }

    private void link(int from, int to) {
        next.computeIfAbsent(from, _ -> new ArrayList<>()).add(to);
        next.computeIfAbsent(to, _ -> new ArrayList<>()).add(from);
    }

    /// Open lines from their ends first, then the closed ones.
    private List<List<Point>> joined(double level) {
        List<List<Point>> lines = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (int ends = 1; ends <= 2; ends++) {
            int wanted = ends;
            IntStream starts = next.keySet().stream().mapToInt(e -> e).sorted();
            starts.filter(e -> next.getOrDefault(e, List.of()).size() == wanted).forEach(e -> {
                if (!seen.contains(e)) lines.add(line(e, seen, level));
            });
        }
        return lines;
    }

    private List<Point> line(int start, Set<Integer> seen, double level) {
        List<Point> line = new ArrayList<>();
        int at = start;
        while (at >= 0) {
            seen.add(at);
            line.add(crossing(at, level));
            at = next.getOrDefault(at, List.of()).stream()
                    .filter(e -> !seen.contains(e))
                    .findFirst()
                    .orElse(-1);
        }
        Point last = line.getLast(), first = line.getFirst();
        boolean closed = line.size() > 2 && Math.hypot(last.x() - first.x(), last.y() - first.y()) < 1.5;
        if (closed) line.add(first);
        return line;
    }

    private Point crossing(int edge, double level) {
        int x = edge / 2 % side, y = edge / 2 / side, down = edge % 2;
        double from = at(x, y), to = down == 1 ? at(x, y + 1) : at(x + 1, y), share = (level - from) / (to - from);
        return down == 1 ? new Point(x, y + share) : new Point(x + share, y);
    }
}
