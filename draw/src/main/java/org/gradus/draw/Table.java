package org.gradus.draw;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Rows of text under headings.
///
/// @param head one heading a column
/// @param rows one list a row, one text a column; the first column names the rows
public record Table(List<String> head, List<List<String>> rows) {
    public Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException("table: expected " + head.size() + " cells, found " + row);
            }
        }
    }

    /// A table with a row for each of some things.
    public static <T> Table of(List<String> head, Collection<T> things, Function<T, List<String>> row) {
        return new Table(head, things.stream().map(row).toList());
    }

    /// The table as HTML.
    public String toHtml() {
        return toHtml(_ -> "");
    }

    /// The same, with links in the last column.
    ///
    /// @param address to where the last cell of a row leads, counted from 0; empty for nowhere
    public String toHtml(IntFunction<String> address) {
        Markup out = new Markup().open("table");
        out.open("thead").open("tr");
        for (String cell : head) out.element("th", cell, "scope", "col");
        out.close().close().open("tbody");
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            out.open("tr").element("th", row.getFirst(), "scope", "row");
            for (int cell = 1; cell < row.size(); cell++)
                cell(out, row.get(cell), cell == row.size() - 1 ? address.apply(i) : "");
            out.close();
        }
        return out.close().close().toString();
    }

    private static void cell(Markup out, String cell, String address) {
        if (address.isEmpty()) out.element("td", cell);
        else out.open("td").element("a", cell, "href", address).close();
    }
}
