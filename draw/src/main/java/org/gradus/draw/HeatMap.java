package org.gradus.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A metric over two settings: cells with their numbers, bright where the number is high.
///
/// @param reading how to read it, two sentences
/// @param what is measured
/// @param down the setting of the rows
/// @param rows its values
/// @param across the setting of the columns
/// @param columns its values
/// @param values `[row][column]`; NaN where nothing was measured
/// @param best the row and the column of the best cell; none where it is negative
public record HeatMap(
        String reading,
        String what,
        String down,
        List<String> rows,
        String across,
        List<String> columns,
        List<List<Double>> values,
        int best)
        implements Drawing {
    private static final double LEFT = 130, TOP = 44, WIDE = 70, HIGH = 34, LEAST = 420;

    /// The share of the ramp from which its colours carry dark letters.
    private static final double BRIGHT = 0.5;

    public HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        values = values.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (values.size() != rows.size() || values.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("heat map: expected " + rows.size() + " rows of " + width + " values");
        }
    }

    @Override
    public Picture picture(String id, String title) {
        double right = LEFT + WIDE * columns.size(), bottom = TOP + HIGH * rows.size();
        Canvas canvas = new Canvas(
                id, title, Math.max(LEAST, right + 20), bottom + 46, what + " over " + down + " and " + across);
        double[] known = values.stream()
                .flatMap(List::stream)
                .mapToDouble(v -> v)
                .filter(Double::isFinite)
                .toArray();
        double low = Arrays.stream(known).min().orElse(0),
                high = Arrays.stream(known).max().orElse(1);
        canvas.text("label", 4, TOP - 26, what);
        for (int r = 0; r < rows.size(); r++) {
            double y = TOP + HIGH * r;
            canvas.text("tick end", LEFT - 8, y + HIGH / 2 + 4, Frame.cut(rows.get(r), 12));
            for (int c = 0; c < columns.size(); c++) {
                cell(
                        canvas,
                        LEFT + WIDE * c,
                        y,
                        values.get(r).get(c),
                        high > low ? (values.get(r).get(c) - low) / (high - low) : 1);
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            canvas.text("tick middle", LEFT + WIDE * (c + 0.5), bottom + 18, Frame.cut(columns.get(c), 10));
        }
        canvas.text("tick middle", (LEFT + right) / 2, bottom + 38, across);
        canvas.text("tick end", LEFT - 8, TOP - 4, Frame.cut(down, 20));
        if (best >= 0) {
            int row = best / columns.size(), column = best % columns.size();
            double x = LEFT + WIDE * column, y = TOP + HIGH * row;
            canvas.rect("sum", x + 2, y + 2, WIDE - 5, HIGH - 5, "best");
        }
        return canvas.picture(reading, table());
    }

    private static void cell(Canvas canvas, double x, double y, double value, double share) {
        boolean known = Double.isFinite(value);
        if (known) canvas.box(x, y, WIDE - 1, HIGH - 1, Cividis.css(share));
        else canvas.rect("outline dashed", x, y, WIDE - 1, HIGH - 1, "no number");
        String style = known ? "fill:" + (share < BRIGHT ? "#ffffff" : "#000000") : "";
        canvas.markup()
                .element(
                        "text",
                        Numbers.metric(value),
                        "class",
                        "middle",
                        "style",
                        style,
                        "x",
                        Numbers.px(x + WIDE / 2),
                        "y",
                        Numbers.px(y + HIGH / 2 + 4));
    }

    private Table table() {
        List<String> head = new ArrayList<>(List.of(down + " \\ " + across));
        head.addAll(columns);
        return Table.of(head, IntStream.range(0, rows.size()).boxed().toList(), r -> {
            List<String> row = new ArrayList<>(List.of(rows.get(r)));
            values.get(r).forEach(v -> row.add(Numbers.of(v, 4)));
            return row;
        });
    }
}
