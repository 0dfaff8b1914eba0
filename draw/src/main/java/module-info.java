import org.jspecify.annotations.NullMarked;

/// The chart kit: scales, SVG, tables and text for terminals, from plain data.
@NullMarked
module org.gradus.draw {
    requires transitive org.gradus.learn;
    requires static transitive org.jspecify;

    exports org.gradus.draw;
    exports org.gradus.story;
}
