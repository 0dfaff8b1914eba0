package org.gradus.draw;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Draws one SVG picture; its looks come from `picture.css`, by class names.
///
/// Coordinates are pixels at the picture's own size, x to the right and y down.
public final class Canvas {
    /// How a picture is styled that is wider than a column.
    static final String WIDE = "class=\"picture wide\"";

    private final Markup out = new Markup();
    private final String id;
    private final String title;

    /// @param id what names inside the picture start with, so that many pictures fit in one page
    /// @param title what the picture is
    /// @param description what it shows, in words with numbers, for those who cannot see it
    public Canvas(String id, String title, double width, double height, String description) {
        this.id = id;
        this.title = title;
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                width > Drawing.COLUMN ? "picture wide" : "picture",
                "viewBox",
                "0 0 " + Numbers.px(width) + " " + Numbers.px(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        out.element("title", title, "id", id + "-title");
        out.element("desc", description, "id", id + "-desc");
    }

    /// A point of the drawing.
    public record Point(double x, double y) {
        public String path() {
            return Numbers.px(x) + " " + Numbers.px(y);
        }
    }

    /// The signs that stand for data, told apart by shape as well as by colour.
    public enum Mark {
        DOT,
        RING,
        SQUARE,
        DOWN,
        UP,
        DIAMOND,
        CROSS,
        ZERO
    }

    /// A name that is this picture's own, for patterns and clips.
    public String own(String name) {
        return id + "-" + name;
    }

    public void line(String style, double x1, double y1, double x2, double y2) {
        path(style, "M" + new Point(x1, y1).path() + "L" + new Point(x2, y2).path());
    }

    public void path(String style, String data) {
        out.leaf("path", "class", style, "d", data);
    }

    /// A path with words that appear when it is pointed at.
    public void path(String style, String data, String tip) {
        out.open("path", "class", style, "d", data).element("title", tip).close();
    }

    public void polyline(String style, List<Point> points) {
        if (points.size() > 1) path(style, polyline(points));
    }

    /// The area between a lower and an upper edge.
    public void area(String style, List<Point> lower, List<Point> upper) {
        if (lower.isEmpty()) return;
        path(style, polyline(lower) + "L" + polyline(upper.reversed()).substring(1) + "Z");
    }

    public static String polyline(List<Point> points) {
        return points.stream().map(Point::path).collect(Collectors.joining("L", "M", ""));
    }

    public void rect(String style, double x, double y, double width, double height, String tip) {
        double left = Math.min(x, x + width), top = Math.min(y, y + height);
        String d = "M" + new Point(left, top).path() + "h" + Numbers.px(Math.abs(width)) + "v"
                + Numbers.px(Math.abs(height)) + "h" + Numbers.px(-Math.abs(width)) + "Z";
        path(style, d, tip);
    }

    public void text(String style, double x, double y, String text) {
        out.element("text", text, "class", style, "x", Numbers.px(x), "y", Numbers.px(y));
    }

    /// A bitmap, stretched to a place.
    ///
    /// @param href its `data:` address
    public void image(double x, double y, double width, double height, String href) {
        placed("image", x, y, width, height, "class", "cells", "preserveAspectRatio", "none", "href", href);
    }

    /// A filled place.
    public void box(double x, double y, double width, double height, String fill) {
        placed("rect", x, y, width, height, "fill", fill);
    }

    private void placed(String tag, double x, double y, double width, double height, String... attributes) {
        String[] place = {
            "x", Numbers.px(x), "y", Numbers.px(y), "width", Numbers.px(width), "height", Numbers.px(height)
        };
        out.leaf(
                tag,
                Stream.concat(Arrays.stream(place), Arrays.stream(attributes)).toArray(String[]::new));
    }

    /// A power of ten with a raised exponent.
    public void power(String style, double x, double y, int exponent) {
        out.open("text", "class", style, "x", Numbers.px(x), "y", Numbers.px(y));
        if (exponent == 0) out.text("1");
        else out.text("10").element("tspan", String.valueOf(exponent), "class", "exponent", "dy", "-4");
        out.close();
    }

    /// A sign for a value, with words that appear when it is pointed at.
    public void mark(Mark mark, String style, double x, double y, double size, String tip) {
        path("mark " + style, shape(mark, x, y, size), tip);
    }

    /// The sign of a value: at an edge where the value is outside a scale, and one of its own for 0 on a logarithmic
    /// scale and for what is no number.
    ///
    /// @param inside its sign within the limits
    public void value(Axis axis, double value, Mark inside, String style, double x, double y, double size, String tip) {
        switch (axis.place(value)) {
            case INSIDE -> mark(inside, style, x, y, size, tip);
            case BELOW -> mark(Mark.DOWN, style, x, y, size + 1, tip);
            case ABOVE -> mark(Mark.UP, style, x, y, size + 1, tip);
            case ZERO -> mark(Mark.ZERO, style.replace("full", "hollow"), x, y, size + 1, tip);
            case UNDEFINED -> mark(Mark.DIAMOND, "undefined", x, y, size + 1, tip);
        }
    }

    private static String shape(Mark mark, double x, double y, double r) {
        return switch (mark) {
            case DOT, RING -> circle(x, y, r);
            case SQUARE -> polygon(x, y, -r, -r, r, -r, r, r, -r, r);
            case DOWN -> polygon(x, y, -r * 1.2, -r, r * 1.2, -r, 0, r * 1.2);
            case UP -> polygon(x, y, -r * 1.2, r, r * 1.2, r, 0, -r * 1.2);
            case DIAMOND -> polygon(x, y, 0, -r * 1.3, r * 1.3, 0, 0, r * 1.3, -r * 1.3, 0);
            case CROSS -> saltire(x, y, r);
            case ZERO ->
                circle(x, y, r) + "M" + new Point(x - 1.4 * r, y + 1.4 * r).path() + "L"
                        + new Point(x + 1.4 * r, y - 1.4 * r).path();
        };
    }

    private static String saltire(double x, double y, double r) {
        String down = "M" + new Point(x - r, y - r).path() + "L" + new Point(x + r, y + r).path();
        return down + "M" + new Point(x - r, y + r).path() + "L" + new Point(x + r, y - r).path();
    }

    private static String circle(double x, double y, double r) {
        String arc = "a" + Numbers.px(r) + " " + Numbers.px(r) + " 0 1 0 ";
        String across = Numbers.px(2 * r);
        return "M" + new Point(x - r, y).path() + arc + across + " 0" + arc + "-" + across + " 0";
    }

    private static String polygon(double x, double y, double... offsets) {
        StringBuilder path = new StringBuilder("M");
        for (int i = 0; i < offsets.length; i += 2) {
            if (i > 0) path.append('L');
            path.append(new Point(x + offsets[i], y + offsets[i + 1]).path());
        }
        return path.append('Z').toString();
    }

    /// The picture so far, to write what this class has no word for.
    public Markup markup() {
        return out;
    }

    /// Closes the drawing.
    ///
    /// @param reading how to read it
    /// @param table the numbers that are drawn
    public Picture picture(String reading, Table table) {
        return new Picture(id, title, reading, out.close().toString(), table);
    }
}
