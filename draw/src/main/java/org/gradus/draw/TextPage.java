package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gradus.draw.TextStyle.Ink;

/// Writes lines of text that keep within a terminal's width.
public final class TextPage {
    private static final String INDENT = "  ";

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

    /// A table whose cells wrap within their columns.
    ///
    /// @param widths the columns' widths; one column is left between them
    public void table(int[] widths, List<String> head, List<List<String>> rows) {
        row(widths, head, Ink.FAINT);
        for (List<String> row : rows) row(widths, row, Ink.PLAIN);
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
                line.append(i > 0 ? " " : "").append(TextStyle.pad(y < cell.size() ? cell.get(y) : "", widths[i]));
            }
            line(style.paint(ink, line.toString().stripTrailing()));
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines).stripTrailing() + "\n";
    }
}
