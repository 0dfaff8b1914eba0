package org.gradus.speed;

import java.util.List;
import org.gradus.clinic.Guard;
import org.gradus.probe.Vitals;
import org.gradus.train.Tap;

/// Who looks on while a step is timed.
public enum Watch {
    /// No one.
    PLAIN,
    /// Norm, mean, deviation, least and largest of every gradient, activation and backward signal.
    STATISTICS,
    /// The guard, which looks at some of the steps.
    GUARD,
    /// The doctor, with all that its detectors read.
    DOCTOR;

    List<Tap> taps() {
        return switch (this) {
            case PLAIN -> List.of();
            case STATISTICS -> List.of(new Summaries());
            case GUARD -> List.of(Guard.telling(_ -> {}));
            case DOCTOR -> List.of(new Vitals());
        };
    }
}
