package org.gradus.draw;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.layout.Layered;
import org.gradus.draw.layout.Route;
import org.gradus.draw.layout.Route.Run;

/// Brings a layered drawing onto a canvas: its boxes as groups that a page can find, its edges as curves that bend
/// between the ranks.
///
/// @param way where edges point
/// @param left the least x
/// @param top the least y
record Wiring(Canvas canvas, Layered layered, Way way, double left, double top) {
    private static final double HEAD = 6, HALF = 3.6, OVER = 1.5;

    /// Where edges point.
    enum Way {
        RIGHT,
        UP
    }

    /// A point of the drawing.
    ///
    /// @param along how far along the edges
    /// @param across how far across them
    Point at(double along, double across) {
        return way == Way.RIGHT
                ? new Point(left + along, top + across)
                : new Point(left + across, top + layered.along() - along);
    }

    /// An edge from the end of one box to the beginning of another, with a head.
    void edge(String style, Route route) {
        canvas.path(("wire " + style).strip(), path(route));
        Run last = route.runs().getLast();
        head(style, last.to(), last.across());
    }

    /// The way of an edge as SVG writes paths.
    String path(Route route) {
        StringBuilder path = new StringBuilder();
        Run last = route.runs().getFirst();
        path.append('M').append(at(last.from(), last.across()).path());
        straight(path, last);
        for (Run run : route.runs().subList(1, route.runs().size())) {
            bend(path, last, run);
            straight(path, run);
            last = run;
        }
        return path.toString();
    }

    private void straight(StringBuilder path, Run run) {
        if (run.to() > run.from())
            path.append('L').append(at(run.to(), run.across()).path());
    }

    private void bend(StringBuilder path, Run a, Run b) {
        if (a.across() == b.across()) {
            path.append('L').append(at(b.from(), b.across()).path());
            return;
        }
        double middle = (a.to() + b.from()) / 2;
        path.append('C').append(at(middle, a.across()).path());
        path.append(' ').append(at(middle, b.across()).path());
        path.append(' ').append(at(b.from(), b.across()).path());
    }

    /// The head of an edge that ends at a point.
    void head(String style, double along, double across) {
        double tip = along + OVER;
        canvas.path(
                ("wirehead " + style).strip(),
                "M" + at(tip, across).path() + "L"
                        + at(tip - HEAD, across - HALF).path() + "L"
                        + at(tip - HEAD, across + HALF).path() + "Z");
    }

    /// Opens the group of a box, with words that appear when it is pointed at.
    ///
    /// @param number the box's number, which its id ends with
    /// @param name what it is called, for the page around
    /// @param attributes more of them for the group, names and values in turn
    void open(int number, String name, String tip, String... attributes) {
        String[] own = {"id", canvas.own("node" + number), "class", "node", "data-node", name};
        canvas.markup()
                .open(
                        "g",
                        Stream.concat(Arrays.stream(own), Arrays.stream(attributes))
                                .toArray(String[]::new));
        canvas.markup().element("title", tip);
    }

    void close() {
        canvas.markup().close();
    }

    /// The outline of a box with round corners.
    static String round(double x, double y, double width, double height, double radius) {
        double r = Math.min(radius, Math.min(width, height) / 2);
        String corner = "a" + Numbers.px(r) + " " + Numbers.px(r) + " 0 0 1 ", in = Numbers.px(r);
        String right = "h" + Numbers.px(width - 2 * r), down = "v" + Numbers.px(height - 2 * r);
        return "M" + new Point(x + r, y).path() + right + corner + in + " " + in + down + corner + "-" + in + " " + in
                + right.replace("h", "h-") + corner + "-" + in + " -" + in + down.replace("v", "v-") + corner + in
                + " -" + in + "Z";
    }

    /// About how wide a text is.
    static double width(List<String> texts, double character) {
        return character
                * texts.stream()
                        .mapToInt(t -> t.codePointCount(0, t.length()))
                        .max()
                        .orElse(0);
    }
}
