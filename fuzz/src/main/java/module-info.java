import org.jspecify.annotations.NullMarked;

/// Malformed inputs and stress tests. Never published.
@NullMarked
module org.gradus.fuzz {
    requires org.gradus.cli;
    requires org.gradus.studio;
    requires static org.jspecify;
    requires info.picocli;
    requires java.management;
    requires jdk.management;

    opens org.gradus.fuzz to
            info.picocli;
}
