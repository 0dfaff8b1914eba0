package org.gradus.report;

import java.util.List;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Strip;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.draw.TextStyle.Ink;

/// A depth profile in a terminal: a line a layer.
record DepthLines(DepthProfile profile) {
    /// Columns: of names, of the scale and of numbers.
    static final int LABEL = 12, BAR = 46, VALUE = 7;

    /// Lines, at most.
    private static final int ROWS = 16;

    /// Output on top: a sign at the signal's power of ten, and a line where the forecast expects it.
    void print(TextPage page) {
        TextStyle style = page.style();
        Axis axis = DepthProfile.signal(0, BAR - 1);
        String caption = "error signal that arrives at each layer: root mean square of dL/dz, log scale";
        page.line(style.paint(Ink.FAINT, caption));
        page.line(style.paint(Ink.FAINT, TextStyle.pad("layer", LABEL + 1) + scale(axis)));
        boolean dead = false;
        List<DepthProfile.Row> rows = profile.rows();
        for (int layer : printed(rows.size())) {
            DepthProfile.Row row = rows.get(layer);
            boolean off = row.signal() < DepthProfile.DEAD * rows.getLast().signal();
            dead |= off;
            String side = layer == 0 ? " in" : layer == rows.size() - 1 ? " out" : "";
            String name = Frame.shorten(row.layer(), side.isEmpty() ? LABEL : 8) + side;
            Strip strip = new Strip(style, axis, "·");
            if (profile.reached(row)) {
                row.forecast().ifPresent(b -> strip.span(b.low(), b.high(), "─"));
                strip.value(row.signal(), "■", Ink.BACKWARD);
            }
            page.line(TextStyle.pad(style.plain(name), LABEL + 1) + strip + " "
                    + TextStyle.right(style.plain(profile.signal(row)), VALUE)
                    + (off ? style.paint(Ink.BAD, style.plain(" ← dead")) : ""));
        }
        String key = Strip.plain(style, "■") + " " + profile.when()
                + (rows.getFirst().forecast().isPresent()
                        ? "  " + Strip.plain(style, "─") + " forecast at step 0"
                        : "");
        page.line(style.paint(Ink.FAINT, " ".repeat(LABEL + 1) + key));
        if (dead) page.line(style.paint(Ink.FAINT, " ".repeat(LABEL + 1) + DepthProfile.DEAD_WORDS));
    }

    /// The powers of ten above the scale of signals.
    static String scale(Axis axis) {
        StringBuilder line = new StringBuilder(" ".repeat(BAR));
        for (int power : List.of(-15, -10, -5, 0, 3)) {
            String label = Numbers.power(power);
            int at = Math.clamp(Math.round(axis.atPower(power)) - label.length() / 2, 0, BAR - label.length());
            line.replace(at, at + label.length(), label);
        }
        return line.toString().stripTrailing();
    }

    /// All layers from the top, or about as many as [#ROWS] with both ends.
    static List<Integer> printed(int layers) {
        int shown = Math.min(layers, ROWS);
        return IntStream.range(0, shown)
                .map(i -> shown == 1 ? 0 : (int) Math.round((shown - 1.0 - i) * (layers - 1) / (shown - 1)))
                .boxed()
                .toList();
    }
}
