package org.gradus.draw;

/// Plain data that can be drawn for a page, and printed on a terminal where there is a form for that.
@FunctionalInterface
public interface Drawing {
    /// The width of a column, in pixels: of one of two pictures side by side, or of a phone.
    double COLUMN = 410;

    /// Draws them.
    ///
    /// @param id the picture's anchor in a page
    /// @param title what it is
    Picture picture(String id, String title);

    /// Draws them for a column of at most [#COLUMN] pixels, as on a phone. A drawing that is no wider is drawn as ever.
    default Picture narrow(String id, String title) {
        return picture(id, title);
    }

    /// Prints them.
    default void print(TextPage page) {}
}
