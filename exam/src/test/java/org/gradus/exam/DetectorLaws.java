package org.gradus.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Patients;
import org.gradus.law.Golden;
import org.gradus.preset.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every detector keeps to: it fires on its sick patient, and is silent on every healthy one.
///
/// `-Dgradus.patients=all` examines every patient instead of one of four, as `.ci/run` does.
final class DetectorLaws {
    private static final int SEEDS = 1, THREADS = 2, SAMPLE = 4;

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
    @EnabledIfSystemProperty(named = "gradus.patients", matches = "all")
    void everyPatientGetsItsOwnCauseFirstAndHealthyOnesGetNone() {
        Golden.hold("confusion.txt", confusion(examined(Preset.all())));
    }

    @Test
    @DisabledIfSystemProperty(named = "gradus.patients", matches = "all")
    void someGetTheirOwnCauseFirstAndHealthyOnesGetNone() {
        List<Preset> all = Preset.all();
        examined(IntStream.range(0, all.size())
                .filter(i -> i % SAMPLE == 1)
                .mapToObj(all::get)
                .toList());
    }

    private static List<Exam.Result> examined(List<Preset> patients) {
        List<Exam.Result> results = Exam.run(patients, SEEDS, THREADS);
        assertThat(results)
                .allSatisfy(r -> assertThat(r.right()).as(r.toString()).isTrue());
        return results;
    }

    /// The confusion table: a row a patient, a column a cause, in each cell how many seeds got that cause, with
    /// the first diagnosis as the number and `+n` for those that came later.
    private static String confusion(List<Exam.Result> results) {
        List<String> causes = DetectorList.all().stream().map(Detector::cause).toList();
        Set<String> patients = new LinkedHashSet<>();
        results.forEach(r -> patients.add(r.patient()));
        StringBuilder text = new StringBuilder("%-22s".formatted("patient"));
        for (String cause : causes) text.append(" %-11.11s".formatted(cause));
        text.append(" none\n");
        for (String patient : patients) {
            List<Exam.Result> of =
                    results.stream().filter(r -> r.patient().equals(patient)).toList();
            text.append("%-22s".formatted(patient));
            for (String cause : causes) text.append(" %-11s".formatted(cell(of, cause)));
            long none = of.stream().filter(r -> r.causes().isEmpty()).count();
            text.append(' ').append(none == 0 ? "." : String.valueOf(none)).append('\n');
        }
        return text.toString();
    }

    private static String cell(List<Exam.Result> results, String cause) {
        long first = results.stream()
                .filter(r -> !r.causes().isEmpty() && r.causes().getFirst().equals(cause))
                .count();
        long later = results.stream().filter(r -> r.causes().contains(cause)).count() - first;
        if (first == 0 && later == 0) return ".";
        return (first == 0 ? "" : String.valueOf(first)) + (later == 0 ? "" : "+" + later);
    }
}
