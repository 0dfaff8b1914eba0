package org.gradus.draw;

import java.util.Arrays;
import java.util.Map;
import org.gradus.draw.TextStyle.Ink;

/// A scale in the cells of a terminal, and signs on it.
public final class Strip {
    private static final Map<String, String> ASCII =
            Map.of("■", "#", "●", "#", "○", "o", "─", "=", "·", ".", "│", "|", "▼", "v", "▲", "^", "⊘", "0", "◆", "?");

    private final TextStyle style;
    private final Axis axis;
    private final String[] cells;

    /// @param axis from 0 to the last cell
    /// @param ground what stands where there is no sign
    public Strip(TextStyle style, Axis axis, String ground) {
        this.style = style;
        this.axis = axis;
        this.cells = new String[(int) axis.to() + 1];
        Arrays.fill(cells, plain(style, ground));
    }

    /// A sign as a terminal can show it, in one cell.
    public static String plain(TextStyle style, String sign) {
        return style.ascii() ? ASCII.getOrDefault(sign, sign) : sign;
    }

    private int cell(double value) {
        return (int) Math.round(axis.at(value));
    }

    /// Fills a range.
    public Strip span(double low, double high, String sign) {
        Arrays.fill(cells, cell(low), cell(high) + 1, plain(style, sign));
        return this;
    }

    /// Puts a value's sign in its place; where it is outside the scale, or no number, another that says so.
    public Strip value(double value, String inside, Ink ink) {
        String sign = switch (axis.place(value)) {
            case INSIDE -> inside;
            case BELOW -> "▼";
            case ABOVE -> "▲";
            case ZERO -> "⊘";
            case UNDEFINED -> "◆";
        };
        cells[cell(value)] = style.paint(ink, plain(style, sign));
        return this;
    }

    @Override
    public String toString() {
        return String.join("", cells);
    }
}
