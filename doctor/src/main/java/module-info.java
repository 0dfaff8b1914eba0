import org.jspecify.annotations.NullMarked;

/// The doctor: watches a training, says why it stalls, and proves the cure.
@NullMarked
module org.gradus.doctor {
    requires transitive org.gradus.surfaces;
    requires static transitive org.jspecify;

    exports org.gradus.forecast;
    exports org.gradus.landscape;
    exports org.gradus.preset;
    exports org.gradus.probe;
    exports org.gradus.ledger;
    exports org.gradus.remedy;
    exports org.gradus.detect;
    exports org.gradus.clinic;
    exports org.gradus.report;
    exports org.gradus.record;
}
