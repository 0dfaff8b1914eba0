import org.jspecify.annotations.NullMarked;

/// How good the doctor is: planted faults, published rules, report cards, the coverage of its forecast.
@NullMarked
module org.gradus.exam {
    requires transitive org.gradus.doctor;
    requires static transitive org.jspecify;

    exports org.gradus.coverage;
    exports org.gradus.exam;
    exports org.gradus.exam.rule;
}
