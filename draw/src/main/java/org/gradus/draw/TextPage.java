package org.gradus.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.draw.TextStyle.Ink;

/// Writes lines of text that keep within a terminal's width.
public final class TextPage {
    private static final String INDENT = "  ", GAP = "  ";

    /// The width of the labels that stand before paragraphs.
    private static final int LABEL = 10;

    private static final String DOT = " · ";

    private final TextStyle style;
    private final List<String> lines = new ArrayList<>();

    public TextPage(TextStyle style) {
        this.style = style;
    }

    public TextStyle style() {
        return style;
    }

    public void blank() {
        if (!lines.isEmpty() && !lines.getLast().isEmpty()) lines.add("");
    }

    /// Lines with a blank one before and one behind them; nothing where none are written.
    public void apart(Runnable writing) {
        int from = lines.size();
        writing.run();
        if (lines.size() == from) return;
        if (from > 0 && !lines.get(from - 1).isEmpty()) lines.add(from, "");
        blank();
    }

    /// A line that is ready, indented.
    public void line(String line) {
        lines.add((INDENT + line).stripTrailing());
    }

    /// A heading at the margin: a sign and a name in colour, then parts, which are kept whole
    /// where they are short.
    public void head(Ink ink, String name, List<String> parts) {
        String first = style.plain(name) + INDENT;
        String about =
                parts.stream().map(p -> TextStyle.whole(style.plain(p))).collect(Collectors.joining(style.plain(DOT)));
        List<String> wrapped = TextStyle.wrap(about, style.width() - TextStyle.columns(first));
        lines.add(style.paint(ink, first) + wrapped.getFirst());
        for (String rest : wrapped.subList(1, wrapped.size())) line(rest);
    }

    /// Words over the whole width, indented.
    public void words(Ink ink, String text) {
        for (String line : TextStyle.wrap(style.plain(text), style.width() - INDENT.length()))
            line(style.paint(ink, line));
    }

    /// A label, and words beside it; the words may have lines of their own.
    public void paragraph(String label, String text) {
        int room = style.width() - INDENT.length() - LABEL;
        String before = style.plain(label);
        for (String part : text.lines().toList()) {
            for (String line : TextStyle.wrap(style.plain(part), room)) {
                line(style.paint(Ink.FAINT, TextStyle.pad(before, LABEL)) + line);
                before = "";
            }
        }
    }

    /// A table. Where it is wider than the page, the widest columns give way, and their cells wrap.
    public void table(Table table) {
        int[] widths = new int[table.head().size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Stream.concat(Stream.of(table.head()), table.rows().stream())
                    .mapToInt(row -> TextStyle.columns(style.plain(row.get(column))))
                    .max()
                    .orElse(0);
        }
        int room = style.width() - INDENT.length() - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) if (widths[i] > widths[widest]) widest = i;
            widths[widest]--;
        }
        row(widths, table.head(), Ink.FAINT);
        for (List<String> row : table.rows()) row(widths, row, Ink.PLAIN);
    }

    private void row(int[] widths, List<String> cells, Ink ink) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            wrapped.add(TextStyle.wrap(style.plain(cells.get(i)), widths[i]));
            height = Math.max(height, wrapped.get(i).size());
        }
        for (int y = 0; y < height; y++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                List<String> cell = wrapped.get(i);
                line.append(i > 0 ? GAP : "").append(TextStyle.pad(y < cell.size() ? cell.get(y) : "", widths[i]));
            }
            line(style.paint(ink, line.toString().stripTrailing()));
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines).stripTrailing() + "\n";
    }
}
