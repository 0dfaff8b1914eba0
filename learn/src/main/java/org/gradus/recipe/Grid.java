package org.gradus.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.snakeyaml.engine.v2.nodes.Node;

/// All combinations of some values of a recipe's settings.
///
/// An axis is text: a setting's path and its values, `optimizer.rate=0.01,0.1`. The path is that of the
/// recipe's YAML text, and the values stand there as they would there, so that a value may be a whole member
/// with settings: `optimizer=sgd,{adam: {rate: 0.01}}`. An optional setting is taken away by `none`.
///
/// @param axes the settings that vary, in order
/// @param points the combinations, those of the last axis next to each other
public record Grid(List<Axis> axes, List<Point> points) {
    /// The most combinations.
    public static final int MOST = 10_000;

    /// A setting that varies.
    ///
    /// @param path where it stands, as it was written
    /// @param values what it takes, as they were written
    public record Axis(String path, List<String> values) {
        public Axis {
            values = List.copyOf(values);
        }
    }

    /// One combination.
    ///
    /// @param values a value of each axis
    /// @param recipe with these values
    public record Point(List<String> values, Recipe recipe) {
        public Point {
            values = List.copyOf(values);
        }
    }

    public Grid {
        axes = List.copyOf(axes);
        points = List.copyOf(points);
    }

    /// The combinations of a recipe's settings.
    ///
    /// @param axes each a path, `=`, and values between commas
    /// @throws InputException when one of them is malformed, names no setting, or has a value that the
    ///     setting does not take
    public static Grid of(Recipe recipe, List<String> axes) {
        if (axes.isEmpty())
            throw new InputException("a grid: expected at least one setting, as in optimizer.rate=0.01,0.1");
        List<Axis> read = new ArrayList<>();
        List<Point> points = List.of(new Point(List.of(), recipe));
        for (String text : axes) {
            int sign = text.indexOf('=');
            if (sign < 1 || text.substring(sign + 1).isBlank()) {
                throw new InputException(
                        "`" + Shown.brief(text) + "`: expected PATH=VALUES, such as optimizer.rate=0.01,0.1");
            }
            SettingPath path = SettingPath.parse(text.substring(0, sign).strip());
            String list = text.substring(sign + 1);
            List<Node> nodes = SettingPath.values(list);
            Axis axis = new Axis(
                    path.path(), nodes.stream().map(n -> written(n, list)).toList());
            if (read.stream().anyMatch(a -> a.path().equals(axis.path()))) {
                throw new InputException(axis.path() + ": expected once, found twice; values go between commas");
            }
            read.add(axis);
            if ((long) points.size() * nodes.size() > MOST) {
                throw new InputException("a grid: expected at most " + MOST + " combinations, found more");
            }
            points = crossed(points, path, nodes, axis);
        }
        checkDistinct(read, points);
        return new Grid(read, points);
    }

    private static List<Point> crossed(List<Point> before, SettingPath path, List<Node> nodes, Axis axis) {
        List<Point> points = new ArrayList<>();
        for (Point point : before) {
            for (int v = 0; v < nodes.size(); v++) {
                List<String> values = new ArrayList<>(point.values());
                values.add(axis.values().get(v));
                points.add(new Point(values, path.set(point.recipe(), nodes.get(v))));
            }
        }
        return points;
    }

    private static void checkDistinct(List<Axis> axes, List<Point> points) {
        Map<Recipe, Point> seen = new HashMap<>();
        for (Point point : points) {
            Point same = seen.putIfAbsent(point.recipe(), point);
            if (same == null) continue;
            throw new InputException(
                    "two combinations are the same: " + words(axes, same) + " and " + words(axes, point));
        }
    }

    private static String words(List<Axis> axes, Point point) {
        List<String> words = new ArrayList<>();
        for (int a = 0; a < axes.size(); a++)
            words.add(axes.get(a).path() + "=" + point.values().get(a));
        return String.join(" ", words);
    }

    /// A combination in words: `optimizer.rate=0.1 batch=16`.
    public String words(Point point) {
        return words(axes, point);
    }

    /// What stands in the text for a value. A value that is left open may end behind the text.
    private static String written(Node node, String list) {
        int length = list.codePointCount(0, list.length());
        int from = Math.clamp(node.getStartMark().orElseThrow().getIndex() - 1, 0, length);
        int to = Math.clamp(node.getEndMark().orElseThrow().getIndex() - 1, from, length);
        return list.substring(list.offsetByCodePoints(0, from), list.offsetByCodePoints(0, to))
                .strip();
    }
}
