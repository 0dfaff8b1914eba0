import org.jspecify.annotations.NullMarked;

/// The doctor as an assertion: a test fails with the diagnosis. It needs no test framework.
@NullMarked
module org.gradus.junit {
    requires transitive org.gradus.doctor;
    requires static org.jspecify;

    exports org.gradus.junit;
}
