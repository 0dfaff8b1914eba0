package org.gradus.exam;

import java.util.List;
import java.util.stream.Collectors;

/// A page of text and tables.
final class Markdown {
    private final StringBuilder out = new StringBuilder();

    /// Adds lines as they are.
    void say(String lines) {
        out.append(lines).append(lines.endsWith("\n") ? "" : "\n");
    }

    /// Begins a table.
    void table(String... heads) {
        say("");
        row((Object[]) heads);
        say("|" + " --- |".repeat(heads.length));
    }

    void row(Object... cells) {
        out.append(List.of(cells).stream().map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
