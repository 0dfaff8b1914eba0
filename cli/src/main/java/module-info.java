import org.jspecify.annotations.NullMarked;

/// The `gradus` command line, one class a command.
@NullMarked
module org.gradus.cli {
    requires transitive org.gradus.exam;
    requires org.gradus.studio;
    requires static org.jspecify;
    requires info.picocli;
    requires jdk.management;

    exports org.gradus.cli;
    exports org.gradus.speed;

    opens org.gradus.cli to
            info.picocli;
}
