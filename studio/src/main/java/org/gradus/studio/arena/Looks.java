package org.gradus.studio.arena;

import java.util.List;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;

/// How each optimizer looks on every picture: a colour, dashes and a sign of its own.
final class Looks {
    private static final List<Mark> MARKS =
            List.of(Mark.DOT, Mark.SQUARE, Mark.DIAMOND, Mark.ZERO, Mark.DOT, Mark.SQUARE, Mark.DIAMOND, Mark.UP);

    /// From here on the signs are filled.
    private static final int FILLED = 4;

    private static final double WING = 4.5, BACK = 8;

    private Looks() {}

    /// The class of its lines.
    static String line(int look) {
        return "w" + look % MARKS.size();
    }

    private static String mark(int look) {
        return line(look) + (look % MARKS.size() < FILLED ? "" : " filled");
    }

    /// Its sign at a place.
    static void mark(Canvas canvas, int look, double x, double y, double size, String tip) {
        canvas.mark(MARKS.get(look % MARKS.size()), mark(look), x, y, size, tip);
    }

    /// A piece of its line with its sign, for a list.
    static String swatch(String id, int look, String name) {
        Canvas canvas = new Canvas(id, name, 36, 16, "the line of " + name);
        canvas.line("walk " + line(look), 1, 8, 35, 8);
        mark(canvas, look, 18, 8, 4.5, name);
        return canvas.markup().close().toString();
    }

    /// A shaft with a head; a point where it has no length.
    static String arrow(double x, double y, double dx, double dy) {
        double length = Math.hypot(dx, dy);
        if (!(length > 1e-9)) return "M" + new Canvas.Point(x, y).path();
        double ux = dx / length, uy = dy / length, tx = x + dx, ty = y + dy;
        Canvas.Point left = new Canvas.Point(tx - BACK * ux - WING * uy, ty - BACK * uy + WING * ux),
                right = new Canvas.Point(tx - BACK * ux + WING * uy, ty - BACK * uy - WING * ux);
        String tip = new Canvas.Point(tx, ty).path();
        return "M" + new Canvas.Point(x, y).path() + "L" + tip + "M" + left.path() + "L" + tip + "L" + right.path();
    }

    /// The opening of a group at a place.
    static Markup at(Markup out, String style, double x, double y) {
        return out.open("g", "class", style, "transform", "translate(" + Numbers.px(x) + " " + Numbers.px(y) + ")");
    }
}
