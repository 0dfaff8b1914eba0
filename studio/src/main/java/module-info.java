import org.jspecify.annotations.NullMarked;

/// Runs, graphs and optimizers as pages in a browser, served from this machine to this machine.
@NullMarked
module org.gradus.studio {
    requires transitive org.gradus.doctor;
    requires jdk.httpserver;
    requires static org.jspecify;

    exports org.gradus.studio;
}
