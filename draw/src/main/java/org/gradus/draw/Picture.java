package org.gradus.draw;

import java.util.List;

/// A drawing with all that belongs to it: how to read it, and the same numbers as a table.
///
/// @param id its anchor in a page, such as `depth`
/// @param title what it is
/// @param reading how to read it: two sentences with this run's numbers
/// @param svg the drawing, without its style sheet, so that a page needs that only once
/// @param narrow the same drawing for a narrow page; empty where that is no other
/// @param table the numbers that are drawn
public record Picture(String id, String title, String reading, String svg, String narrow, Table table) {
    private static final double HEIGHT = 90;

    /// A drawing that is the same on every page.
    public Picture(String id, String title, String reading, String svg, Table table) {
        this(id, title, reading, svg, "", table);
    }

    /// The most characters of a reason that stand in the picture; all of it stands below.
    private static final int LINE = 60;

    /// What stands where there is nothing to draw.
    ///
    /// @param why a few words
    public static Picture missing(String id, String title, String why) {
        String reading = "This is not drawn: " + why + ". All else on this page is as it was measured.";
        Canvas canvas = new Canvas(id, title, Drawing.COLUMN, HEIGHT, reading);
        canvas.text("note", 8, HEIGHT / 2 - 8, "not drawn");
        canvas.text("value", 8, HEIGHT / 2 + 12, Frame.cut(why, LINE));
        return canvas.picture(reading, new Table(List.of("not drawn"), List.of(List.of(why))));
    }

    /// Whether it is wider than a column.
    boolean wide() {
        return svg.contains(Canvas.WIDE);
    }

    /// This picture, with another drawing of the same for a narrow page.
    Picture or(Picture slim) {
        return new Picture(id, title, reading, svg, slim.svg(), table);
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
        out.open("figure", "id", id, "class", "figure").element("h3", title);
        out.open("div", "class", narrow.isEmpty() ? "frame" : "frame roomy")
                .raw(svg)
                .close();
        if (!narrow.isEmpty())
            out.open("div", "class", "frame slim").raw(narrow).close();
        out.open("figcaption")
                .element("span", "How to read this", "class", "lead")
                .text(" ");
        out.element("span", reading).close();
        out.open("details").element("summary", "Table");
        out.open("div", "class", "scroll").raw(table.toHtml()).close().close();
        return out.close().toString();
    }
}
