package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import org.gradus.draw.Canvas;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;

/// The state of every layer's units as stacked bars: dead, flat on the low side, working, flat on the high side.
///
/// @param before the label of the left column of bars, such as `first step`
/// @param after the label of the right column
/// @param rows one a layer, input side first
public record Saturation(String before, String after, List<Row> rows) {
    private static final double WIDTH = 840, LEFT = 112, BAR = 330, GAP = 44, TOP = 66;

    public Saturation {
        rows = List.copyOf(rows);
    }

    /// Shares of a layer's pre-activations; what they leave of 1 is working.
    ///
    /// @param dead of units that have passed no gradient for many steps
    /// @param low on the flat low side, or off, without the dead
    /// @param high on the flat high side
    public record Shares(double dead, double low, double high) {
        double working() {
            return Math.max(0, 1 - dead - low - high);
        }
    }

    /// A layer at two moments.
    public record Row(String layer, Shares before, Shares after) {}

    public Picture picture(String id) {
        double height = Math.clamp(300.0 / rows.size(), 5, 20), bottom = TOP + height * rows.size();
        Canvas canvas = new Canvas(id, WIDTH, bottom + 32, "Saturation", description());
        double x = Frame.swatch(canvas, LEFT, 14, "share dead", "dead");
        x = Frame.swatch(canvas, x, 14, "share low", "flat, low side or off");
        x = Frame.swatch(canvas, x, 14, "share working", "working");
        Frame.swatch(canvas, x, 14, "share high", "flat, high side");
        column(canvas, LEFT, before, height, false);
        column(canvas, LEFT + BAR + GAP, after, height, true);
        int every = Frame.every(height, 15);
        for (int i = 0; i < rows.size(); i++) {
            boolean last = i == rows.size() - 1;
            if (!last && (i % every != 0 || rows.size() - 1 - i < every)) continue;
            canvas.text(
                    "layer end",
                    LEFT - 8,
                    y(i, height) + height / 2 + 4,
                    Frame.shorten(rows.get(i).layer(), 15));
        }
        return new Picture(id, "Saturation", reading(), canvas.svg(), table());
    }

    private double y(int layer, double height) {
        return TOP + (rows.size() - 1 - layer) * height;
    }

    private void column(Canvas canvas, double left, String head, double height, boolean end) {
        canvas.text("head", left, TOP - 14, head);
        double bottom = TOP + height * rows.size();
        for (int i = 0; i < rows.size(); i++) {
            Shares s = end ? rows.get(i).after() : rows.get(i).before();
            double x = left;
            x = segment(canvas, x, i, height, "dead", s.dead());
            x = segment(canvas, x, i, height, "low", s.low());
            x = segment(canvas, x, i, height, "working", s.working());
            segment(canvas, x, i, height, "high", s.high());
            if (!Double.isFinite(s.dead() + s.low() + s.high())) {
                canvas.mark(Canvas.Mark.DIAMOND, "undefined", left + 8, y(i, height) + height / 2, 4, "not a number");
            }
        }
        for (int percent = 0; percent <= 100; percent += 25) {
            double x = left + BAR * percent / 100;
            canvas.line("stub", x, bottom, x, bottom + 4);
            canvas.text("tick middle", x, bottom + 18, percent + (percent == 100 ? " %" : ""));
        }
    }

    private double segment(Canvas canvas, double x, int layer, double height, String kind, double share) {
        if (!(share > 0)) return x;
        double width = BAR * Math.min(1, share);
        String tip = rows.get(layer).layer() + ": " + kind + " " + Numbers.percent(share);
        canvas.rect("share " + kind, x, y(layer, height) + 0.5, width, height - Math.min(2, height / 4), tip);
        return x + width;
    }

    private Row worst() {
        Row worst = rows.getFirst();
        for (Row row : rows) if (row.after().working() < worst.after().working()) worst = row;
        return worst;
    }

    private String description() {
        Row worst = worst();
        return "Shares of units that are dead, flat or working, by layer. The least work in " + worst.layer() + ", "
                + Numbers.percent(worst.after().working()) + " at the end; "
                + Numbers.percent(worst.after().dead()) + " there are dead.";
    }

    private String reading() {
        Row worst = worst();
        return "Coloured parts pass next to no gradient: half of a layer off is usual for ReLU, but dead units, or a bar coloured from end to "
                + "end, stop the signal. In " + worst.layer() + " the fewest units work at the end: "
                + Numbers.percent(worst.after().working()) + ", after "
                + Numbers.percent(worst.before().working()) + " at first.";
    }

    private Picture.Table table() {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows.reversed()) {
            List<String> line = new ArrayList<>(List.of(row.layer()));
            for (Shares s : List.of(row.before(), row.after())) {
                for (double share : List.of(s.dead(), s.low(), s.working(), s.high())) line.add(Numbers.percent(share));
            }
            cells.add(line);
        }
        List<String> head = new ArrayList<>(List.of("layer, output first"));
        for (String when : List.of(before, after)) {
            for (String kind : List.of("dead", "low", "working", "high")) head.add(kind + ", " + when);
        }
        return new Picture.Table(head, cells);
    }
}
