import org.jspecify.annotations.NullMarked;

/// Micro-benchmarks of Gradus, and other libraries beside it. Never published.
@NullMarked
module org.gradus.bench {
    requires org.gradus.cli;
    requires static org.jspecify;
    requires info.picocli;
    requires java.management;
    requires jmh.core;

    opens org.gradus.bench to
            info.picocli,
            org.gradus.learn;
}
