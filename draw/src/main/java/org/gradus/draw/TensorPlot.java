package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The numbers of a matrix as colours: dark where they are negative, bright where they are positive, grey about 0.
///
/// @param reading how to read it, two sentences
/// @param down what the rows are
/// @param across what the columns are
/// @param values one list a row, the first on top
/// @param most the size of a number that has the darkest or the brightest colour, at least 0
public record TensorPlot(String reading, String down, String across, List<List<Double>> values, double most)
        implements Drawing {
    private static final double WIDTH = 410, LEFT = 52, RIGHT = 396, TOP = 12, CELL = 22, HIGH = 300;
    private static final int SHADES = 250, UNDEFINED = 251, SHOWN = 5;

    /// @throws IllegalArgumentException when it is empty, or its rows are not equally long
    public TensorPlot {
        values = values.stream().map(List::copyOf).toList();
        int width = values.isEmpty() ? 0 : values.getFirst().size();
        if (width == 0 || values.stream().anyMatch(row -> row.size() != width))
            throw new IllegalArgumentException("there are no numbers");
    }

    private int columns() {
        return values.getFirst().size();
    }

    @Override
    public Picture picture(String id, String title) {
        double cell = Math.min(CELL, (RIGHT - LEFT) / columns());
        double right = LEFT + cell * columns();
        // rows are as high as columns are wide, where there is room
        double bottom = TOP + Math.min(Math.max(6, cell) * values.size(), HIGH);
        Canvas canvas = new Canvas(id, title, WIDTH, bottom + 76, title + ": " + values.size() + " × " + columns());
        canvas.image(LEFT, TOP, right - LEFT, bottom - TOP, pixels());
        canvas.rect("outline", LEFT, TOP, right - LEFT, bottom - TOP, title);
        canvas.text("tick end", LEFT - 6, TOP + 10, "1");
        if (values.size() > 1) canvas.text("tick end", LEFT - 6, bottom, String.valueOf(values.size()));
        canvas.text("tick", LEFT, bottom + 16, "1");
        if (columns() > 1) canvas.text("tick end", right, bottom + 16, String.valueOf(columns()));
        canvas.text("tick", LEFT, bottom + 32, "down: " + down + "; across: " + across);
        Frame.ramp(canvas, LEFT, bottom + 46, 200);
        List<String> ends = List.of(Numbers.of(-most), "0", Numbers.of(most));
        for (int i = 0; i < ends.size(); i++)
            canvas.text("tick middle", LEFT + 100 * i, bottom + 71, most > 0 ? ends.get(i) : i == 1 ? "0" : "");
        return canvas.picture(reading, table());
    }

    private String pixels() {
        byte[] pixels = new byte[values.size() * columns()];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) shade(values.get(i / columns()).get(i % columns()));
        int[] palette = new int[UNDEFINED + 1];
        for (int i = 0; i <= SHADES; i++) palette[i] = Cividis.at((double) i / SHADES);
        palette[UNDEFINED] = Cividis.UNDEFINED;
        return Png.dataUri(columns(), values.size(), palette, pixels);
    }

    private int shade(double value) {
        if (!Double.isFinite(value)) return UNDEFINED;
        double share = most > 0 ? Math.clamp(value / most, -1, 1) : 0;
        return (int) Math.round(SHADES * (1 + share) / 2);
    }

    /// The numbers at the corner of the first row and column: all would be more than anybody reads.
    private Table table() {
        int wide = Math.min(SHOWN, columns());
        List<String> head = new ArrayList<>(List.of("row \\ column"));
        IntStream.rangeClosed(1, wide).mapToObj(String::valueOf).forEach(head::add);
        return Table.of(
                head, IntStream.range(0, Math.min(SHOWN, values.size())).boxed().toList(), row -> {
                    List<String> cells = new ArrayList<>(List.of(String.valueOf(row + 1)));
                    for (double value : values.get(row).subList(0, wide)) cells.add(Numbers.of(value, 4));
                    return cells;
                });
    }
}
