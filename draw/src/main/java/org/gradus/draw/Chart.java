package org.gradus.draw;

import java.util.function.Function;
import java.util.function.Supplier;

/// A drawing with its name, whose data are gathered when it is drawn.
///
/// @param id its anchor in a page, such as `depth`
/// @param title what it is
/// @param drawing gathers the data; an [IllegalArgumentException] says in a few words why there are none
public record Chart(String id, String title, Supplier<Drawing> drawing) {
    /// The picture; where it cannot be drawn, one that says why, so that nothing else of a page is lost.
    public Picture picture() {
        return picture(data -> {
            Picture picture = data.picture(id, title);
            return picture.wide() ? picture.or(data.narrow(id + "-narrow", title)) : picture;
        });
    }

    /// The picture for a column of at most [Drawing#COLUMN] pixels; where it cannot be drawn, one that says why.
    public Picture column() {
        return picture(data -> data.narrow(id, title));
    }

    private Picture picture(Function<Drawing, Picture> drawn) {
        try {
            return drawn.apply(drawing.get());
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
