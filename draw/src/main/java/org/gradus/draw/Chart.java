package org.gradus.draw;

import java.util.function.Supplier;

/// A drawing with its name, whose data are gathered when it is drawn.
///
/// @param id its anchor in a page, such as `depth`
/// @param title what it is
/// @param drawing gathers the data; an [IllegalArgumentException] says in a few words why there are none
public record Chart(String id, String title, Supplier<Drawing> drawing) {
    /// The picture; where it cannot be drawn, one that says why, so that nothing else of a page is lost.
    public Picture picture() {
        try {
            Drawing data = drawing.get();
            Picture picture = data.picture(id, title);
            return picture.wide() ? picture.or(data.narrow(id + "-narrow", title)) : picture;
        } catch (RuntimeException e) {
            // whatever numbers a drawing stumbles over, they must not take a page with them
            String why = e instanceof IllegalArgumentException ? String.valueOf(e.getMessage()) : e.toString();
            return Picture.missing(id, title, why.lines().findFirst().orElse(""));
        }
    }

    /// Prints it where it has a form for a terminal, and there is something to draw.
    public void print(TextPage page) {
        Drawing data;
        try {
            data = drawing.get();
        } catch (IllegalArgumentException _) {
            return;
        }
        data.print(page);
    }
}
