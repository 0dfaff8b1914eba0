package org.gradus.draw;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/// What pictures have in common around their data: grids, the numbers on axes, and keys to signs.
public final class Frame {
    /// The width of a usual character at the size of keys, in pixels.
    private static final double CHARACTER = 6.2;

    /// The room that a power of ten takes beside another, in pixels.
    private static final double POWER = 22;

    private Frame() {}

    /// A key to one sign.
    ///
    /// @param style how the sign looks
    /// @param text what it stands for
    public record Sign(Canvas.Mark mark, String style, String text) {}

    /// Vertical rules and powers of ten below them.
    public static void across(Canvas canvas, Axis x, double top, double bottom) {
        for (int power : x.powers(POWER)) {
            double at = x.atPower(power);
            canvas.line(power == 0 ? "rule one" : "rule", at, top, at, bottom);
            canvas.power("tick middle", at, bottom + 17, power);
        }
    }

    /// Horizontal rules and powers of ten at their left.
    public static void up(Canvas canvas, Axis y, double left, double right) {
        for (int power : y.powers()) {
            double at = y.atPower(power);
            canvas.line(power == 0 ? "rule one" : "rule", left, at, right, at);
            canvas.power("tick end", left - 8, at + 4, power);
        }
    }

    /// Horizontal rules and plain numbers at their left.
    public static void upLinear(Canvas canvas, Axis y, double left, double right) {
        for (double tick : y.ticks(5)) {
            canvas.line(tick == 0 ? "rule one" : "rule", left, y.at(tick), right, y.at(tick));
            canvas.text("tick end", left - 8, y.at(tick) + 4, trimmed(tick));
        }
    }

    /// Whole numbers below a linear scale, such as steps.
    public static void acrossLinear(Canvas canvas, Axis x, double bottom, int about) {
        for (double tick : x.ticks(about)) {
            if (tick != Math.rint(tick)) continue;
            canvas.line("stub", x.at(tick), bottom, x.at(tick), bottom + 4);
            canvas.text("tick middle", x.at(tick), bottom + 18, trimmed(tick));
        }
    }

    /// The whole colour ramp from dark on the left to bright, as a key to it.
    public static void ramp(Canvas canvas, double x, double y, double width) {
        Markup out = canvas.markup();
        out.open("defs").open("linearGradient", "id", canvas.own("ramp"));
        for (int i = 0; i <= 9; i++) {
            out.leaf("stop", "offset", Numbers.px(i / 9.0), "stop-color", Cividis.css(i / 9.0));
        }
        out.close().close();
        canvas.box(x, y, width, 10, "url(#" + canvas.own("ramp") + ")");
    }

    private static String trimmed(double tick) {
        return Numbers.px(tick);
    }

    /// Draws keys in a row and returns where the row ends.
    public static double keys(Canvas canvas, double x, double y, List<Sign> keys) {
        for (Sign key : keys) {
            canvas.mark(key.mark(), key.style(), x + 9, y, 4, key.text());
            canvas.text("key", x + 25, y + 4, key.text());
            x += 25 + CHARACTER * key.text().length() + 16;
        }
        return x;
    }

    /// A key to an area.
    public static double swatch(Canvas canvas, double x, double y, String style, String text) {
        canvas.rect(style, x, y - 6, 18, 12, text);
        canvas.text("key", x + 25, y + 4, text);
        return x + 25 + CHARACTER * text.length() + 16;
    }

    /// Whether a row or column has a label, where there is not room for all: the last has one.
    ///
    /// @param size of one row or column
    /// @param room what a label takes
    public static boolean labelled(int index, int count, double size, double room) {
        int every = Math.max(1, (int) Math.ceil(room / size)), behind = count - 1 - index;
        return behind == 0 || index % every == 0 && behind >= every;
    }

    /// Names at the right ends of rows, as many as have room.
    ///
    /// @param y the middle of each row
    /// @param size of one row
    /// @param most characters
    public static void names(
            Canvas canvas, List<String> names, double x, IntToDoubleFunction y, double size, int most) {
        for (int i = 0; i < names.size(); i++) {
            if (labelled(i, names.size(), size, 15))
                canvas.text("layer end", x, y.applyAsDouble(i) + 4, shorten(names.get(i), most));
        }
    }

    /// A layer's name cut to some characters, from its end, which tells layers apart.
    public static String shorten(String name, int most) {
        return name.length() <= most ? name : "…" + name.substring(name.length() - most + 1);
    }

    /// Words cut to some characters, from their start.
    public static String cut(String words, int most) {
        return words.length() <= most ? words : words.substring(0, most - 1).stripTrailing() + "…";
    }
}
