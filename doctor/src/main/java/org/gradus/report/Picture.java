package org.gradus.report;

import java.util.List;

/// A drawing with all that belongs to it: how to read it, and the same numbers as a table.
///
/// @param id its anchor in a page, such as `depth`
/// @param title what it is
/// @param reading how to read it: two sentences with this run's numbers
/// @param svg the drawing, without its style sheet, so that a page needs that only once
/// @param table the numbers that are drawn
public record Picture(String id, String title, String reading, String svg, Table table) {

    /// Rows of text under headings.
    ///
    /// @param head one heading a column
    /// @param rows one list a row, one text a column
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
    }

    /// The drawing as a file of its own, with its style sheet; light or dark as its reader prefers.
    public String toSvg() {
        int end = svg.indexOf('>') + 1;
        return svg.substring(0, end) + "<style>" + Resources.read("theme.css") + Resources.read("picture.css")
                + "</style>" + svg.substring(end) + "\n";
    }

    /// The drawing with its explanation and its table, as HTML for use in a page that has the style sheets.
    public String toHtml() {
        Markup out = new Markup();
        out.open("figure", "id", id, "class", "figure").line();
        out.element("h3", title).line();
        out.open("div", "class", "frame").raw(svg).close().line();
        out.open("figcaption");
        out.element("span", "How to read this", "class", "lead").text(" ").element("span", reading);
        out.close().line();
        out.open("details").element("summary", "Table");
        out.open("div", "class", "scroll").raw(toHtml(table)).close().close().line();
        return out.close().toString() + "\n";
    }

    /// A table as HTML; the first column names the rows.
    static String toHtml(Table table) {
        Markup out = new Markup().open("table");
        out.open("thead").open("tr");
        for (String cell : table.head()) out.element("th", cell, "scope", "col");
        out.close().close().line().open("tbody");
        for (List<String> row : table.rows()) {
            out.line().open("tr").element("th", row.getFirst(), "scope", "row");
            for (String cell : row.subList(1, row.size())) out.element("td", cell);
            out.close();
        }
        return out.line().close().close().toString();
    }
}
