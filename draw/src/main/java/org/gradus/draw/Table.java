package org.gradus.draw;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

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
        Markup out = new Markup().open("table");
        out.open("thead").open("tr");
        for (String cell : head) out.element("th", cell, "scope", "col");
        out.close().close().open("tbody");
        for (List<String> row : rows) {
            out.open("tr").element("th", row.getFirst(), "scope", "row");
            for (String cell : row.subList(1, row.size())) out.element("td", cell);
            out.close();
        }
        return out.close().close().toString();
    }
}
