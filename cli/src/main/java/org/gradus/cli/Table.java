package org.gradus.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.draw.TextStyle.Ink;

/// Rows of text under each other in columns, no wider than the terminal: the widest left-aligned column gives way.
final class Table {
    private static final String GAP = "  ";

    /// The narrowest that a column is cut to.
    private static final int NARROWEST = 8;

    private final Terminal terminal;
    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /// Where the texts of a column meet.
    enum Side {
        LEFT,
        RIGHT,
        /// At the decimal point, or where it would stand.
        POINT
    }

    /// @param head the column's title; a table whose titles are all empty has no title row
    /// @param ink the colour of its cells
    record Column(String head, Side side, Ink ink) {
        static Column left(String head) {
            return new Column(head, Side.LEFT, Ink.PLAIN);
        }

        static Column right(String head) {
            return new Column(head, Side.RIGHT, Ink.PLAIN);
        }

        static Column point(String head) {
            return new Column(head, Side.POINT, Ink.PLAIN);
        }

        Column in(Ink ink) {
            return new Column(head, side, ink);
        }
    }

    private record Cell(String text, Ink ink) {}

    Table(Terminal terminal, Column... columns) {
        this.terminal = terminal;
        this.columns = List.of(columns);
    }

    /// Adds a row, in the columns' colours.
    Table row(String... texts) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            cells.add(new Cell(terminal.plain(texts[i]), columns.get(i).ink()));
        }
        return add(cells);
    }

    /// Adds a row in a colour of its own.
    Table row(Ink ink, String... texts) {
        return add(
                Arrays.stream(texts).map(t -> new Cell(terminal.plain(t), ink)).toList());
    }

    private Table add(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("Table: " + cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /// Prints the table, each line behind a margin.
    void print(String margin) {
        lines(Terminal.columns(margin)).forEach(line -> terminal.print((margin + line).stripTrailing()));
    }

    /// The table's lines.
    ///
    /// @param margin the columns that the caller puts before each
    List<String> lines(int margin) {
        List<List<Cell>> all = new ArrayList<>();
        if (columns.stream().anyMatch(c -> !c.head().isEmpty())) {
            all.add(columns.stream()
                    .map(c -> new Cell(terminal.plain(c.head()), Ink.FAINT))
                    .toList());
        }
        all.addAll(aligned());
        int[] widths = widths(all, terminal.width() - margin);
        List<String> lines = new ArrayList<>();
        List<List<String>> shown = IntStream.range(0, widths.length)
                .mapToObj(i ->
                        terminal.fit(all.stream().map(row -> row.get(i).text()).toList(), widths[i]))
                .toList();
        for (int r = 0; r < all.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(i > 0 ? GAP : "")
                        .append(laid(
                                shown.get(i).get(r),
                                all.get(r).get(i).ink(),
                                columns.get(i).side(),
                                widths[i]));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /// A cell in its column: only the text itself is painted, so that blanks at the end of a line can go.
    private String laid(String text, Ink ink, Side side, int width) {
        String seen = text.strip();
        String space = " ".repeat(width - Terminal.columns(text));
        String painted = seen.isEmpty() ? text : text.replace(seen, terminal.paint(ink, seen));
        return side == Side.LEFT ? painted + space : space + painted;
    }

    /// The rows, with the texts of point columns filled up so that their points meet.
    private List<List<Cell>> aligned() {
        int[] tails = new int[columns.size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < tails.length; i++)
                tails[i] = Math.max(tails[i], tail(row.get(i).text()));
        }
        return rows.stream().map(row -> aligned(row, tails)).toList();
    }

    private List<Cell> aligned(List<Cell> row, int[] tails) {
        List<Cell> cells = new ArrayList<>(row);
        for (int i = 0; i < tails.length; i++) {
            if (columns.get(i).side() != Side.POINT) continue;
            String text = row.get(i).text();
            cells.set(
                    i,
                    new Cell(
                            text + " ".repeat(tails[i] - tail(text)), row.get(i).ink()));
        }
        return cells;
    }

    /// The length of what stands behind the whole part of a number.
    private static int tail(String text) {
        int end = 0;
        while (end < text.length() && ".e".indexOf(text.charAt(end)) < 0) end++;
        return text.length() - end;
    }

    private int[] widths(List<List<Cell>> all, int room) {
        int[] widths = new int[columns.size()];
        for (List<Cell> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Terminal.columns(row.get(i).text()));
            }
        }
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - room;
        while (excess > 0) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean yields = columns.get(i).side() == Side.LEFT && widths[i] > NARROWEST;
                if (yields && (widest < 0 || widths[i] > widths[widest])) widest = i;
            }
            if (widest < 0) break;
            widths[widest]--;
            excess--;
        }
        return widths;
    }
}
