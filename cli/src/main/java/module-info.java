import org.jspecify.annotations.NullMarked;

/// The `gradus` command line, one class a command.
@NullMarked
module org.gradus.cli {
    requires org.gradus.doctor;
    requires static org.jspecify;
    requires info.picocli;

    opens org.gradus.cli to
            info.picocli;
}
