package org.gradus.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Patients;
import org.gradus.law.Golden;
import org.gradus.preset.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every detector keeps to: it fires on its sick patient, and is silent on every healthy one.
final class DetectorLaws {
    private static final int SEEDS = 1, THREADS = 2;

    static Stream<Detector> detectors() {
        return DetectorList.all().stream();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void everyDetectorNamesASickAndAHealthyPatientThatShip(Detector detector) {
        Patients patients = detector.getClass().getAnnotation(Patients.class);
        assertThat(patients).as(detector.cause() + " needs @Patients").isNotNull();
        assertThat(Preset.named(patients.sick()).orElseThrow().cause()).contains(detector.cause());
        assertThat(Preset.named(patients.healthy()).orElseThrow().cause()).isEmpty();
    }

    @Test
    void everyPatientGetsItsOwnCauseFirstAndHealthyOnesGetNone() {
        List<Exam.Result> results = Exam.run(Preset.all(), SEEDS, THREADS);
        assertThat(results)
                .allSatisfy(r -> assertThat(r.right()).as(r.toString()).isTrue());
        Golden.hold("confusion.txt", Exam.confusion(results));
    }
}
