package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gradus.clinic.Patient.Arm;
import org.gradus.detect.Evidence;
import org.gradus.detect.Gain;
import org.gradus.forecast.Blocks;
import org.gradus.forecast.Forecast;

/// One arm with all its seeds.
///
/// @param courses one a seed
record Series(Arm arm, List<Course> courses) {
    Series {
        courses = List.copyOf(courses);
    }

    static Series of(Patient patient, Arm arm, int seeds) {
        return new Series(arm, courses(patient, arm, 0, seeds));
    }

    private static List<Course> courses(Patient patient, Arm arm, int from, int to) {
        Supplier<Forecast> forecast = once(() -> Blocks.forecast(arm.recipe(), arm.data(patient)));
        return IntStream.range(from, to)
                .mapToObj(seed -> new Course(patient, arm, seed, forecast))
                .toList();
    }

    /// The same arm with further seeds, which are still to be trained.
    Series more(Patient patient, int seeds) {
        List<Course> all = new ArrayList<>(courses);
        all.addAll(courses(patient, arm, courses.size(), seeds));
        return new Series(arm, all);
    }

    /// What is made when it is first asked for, by whichever thread.
    private static <T> Supplier<T> once(Supplier<T> make) {
        return new Supplier<>() {
            private Optional<T> made = Optional.empty();

            @Override
            public synchronized T get() {
                if (made.isEmpty()) made = Optional.of(make.get());
                return made.get();
            }
        };
    }

    int stages() {
        return courses.getFirst().stages();
    }

    long steps() {
        return courses.getFirst().steps();
    }

    List<Evidence> evidence() {
        return courses.stream().map(Course::evidence).toList();
    }

    /// The errors on the samples held back, seed by seed, after a stage.
    private List<double[]> errors(int stage) {
        return courses.stream().map(c -> c.mark(stage)).toList();
    }

    /// The mean error on the samples held back after the last stage, seed by seed.
    List<Double> unseen() {
        return errors(stages() - 1).stream().map(Gain::mean).toList();
    }

    /// The errors of some seeds after the last stage that they were trained for.
    List<double[]> last(int seeds) {
        return courses.subList(0, seeds).stream()
                .map(c -> c.mark(c.stages() - 1))
                .toList();
    }

    /// What this arm gains on another, both after the last stage that this one was trained for.
    Gain over(Series other) {
        return over(other, stages() - 1);
    }

    Gain over(Series other, int stage) {
        return Gain.surely(other.errors(stage).subList(0, courses.size()), errors(stage), Folds.PARTS);
    }

    void end() {
        courses.forEach(Course::end);
    }
}
