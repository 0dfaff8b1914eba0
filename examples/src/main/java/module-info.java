import org.jspecify.annotations.NullMarked;

/// Examples of Gradus at work, one file a story.
@NullMarked
module org.gradus.examples {
    requires org.gradus.doctor;
    requires static org.jspecify;
}
