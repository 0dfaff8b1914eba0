package org.gradus.draw;

/// Plain data that can be drawn for a page, and printed on a terminal where there is a form for that.
@FunctionalInterface
public interface Drawing {
    /// Draws them.
    ///
    /// @param id the picture's anchor in a page
    /// @param title what it is
    Picture picture(String id, String title);

    /// Prints them.
    default void print(TextPage page) {}
}
