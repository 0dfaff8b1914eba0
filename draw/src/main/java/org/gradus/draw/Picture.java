package org.gradus.draw;

import java.util.List;
import java.util.function.Supplier;

/// A drawing with all that belongs to it: how to read it, and the same numbers as a table.
///
/// @param id its anchor in a page, such as `depth`
/// @param title what it is
/// @param reading how to read it: two sentences with this run's numbers
/// @param svg the drawing, without its style sheet, so that a page needs that only once
/// @param table the numbers that are drawn
public record Picture(String id, String title, String reading, String svg, Table table) {

    private static final double WIDTH = 410, HEIGHT = 90;

    /// The most characters of a reason that stand in the picture; all of it stands below.
    private static final int LINE = 60;

    /// What a drawing makes; where it fails, a picture that says why in its place, so that nothing
    /// else of a page is lost.
    ///
    /// @param id its anchor in a page
    /// @param title what it is
    public static Picture drawn(String id, String title, Supplier<Picture> drawing) {
        try {
            return drawing.get();
        } catch (RuntimeException e) {
            // whatever numbers a drawing stumbles over, they must not take a page with them
            String why = e instanceof IllegalArgumentException ? String.valueOf(e.getMessage()) : e.toString();
            return missing(id, title, why.lines().findFirst().orElse(""));
        }
    }

    /// What stands where there is nothing to draw.
    ///
    /// @param why a few words
    public static Picture missing(String id, String title, String why) {
        String reading = "This is not drawn: " + why + ". All else on this page is as it was measured.";
        Canvas canvas = new Canvas(id, WIDTH, HEIGHT, title, reading);
        canvas.text("note", 8, HEIGHT / 2 - 8, "not drawn");
        canvas.text("value", 8, HEIGHT / 2 + 12, Frame.cut(why, LINE));
        return new Picture(id, title, reading, canvas.svg(), new Table(List.of("not drawn"), List.of(List.of(why))));
    }

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
    public static String toHtml(Table table) {
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
