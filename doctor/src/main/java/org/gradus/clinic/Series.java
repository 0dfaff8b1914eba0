package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gradus.clinic.Patient.Arm;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.detect.Gain;
import org.gradus.forecast.Forecast;
import org.gradus.layer.Network;
import org.gradus.probe.DataFacts;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;
import org.gradus.train.Trainer;

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
        Supplier<Forecast> forecast = once(() -> Forecast.of(arm.recipe(), arm.data(patient)));
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

    /// One arm with one seed, trained in stages; after each it is marked.
    ///
    /// All arms of a seed see the same batches and are marked on the same samples, which none of them
    /// is trained on. From step 0 a seed draws initial weights, too, and the sham's are drawn with a
    /// seed that no other arm uses. From a state of the patient's training, the sham is that state with
    /// every weight moved at random by [#JOLT] of its tensor's root mean square.
    static final class Course {
        private static final double JOLT = 0.01;
        private static final int JOLT_STREAM = -13;

        /// What the sham's seed lies apart from the others'.
        private static final long SHAM = 500;

        private final Patient patient;
        private final Arm arm;
        private final int seed;
        private final Dataset data;
        private final Recipe recipe;
        private final Supplier<Forecast> forecast;
        private final List<double[]> marks = new ArrayList<>();
        private Optional<Examination> running = Optional.empty();
        private Optional<Evidence> evidence = Optional.empty();
        private long steps;

        /// @param forecast what theory says of the arm; it is the same for all seeds, and expensive
        Course(Patient patient, Arm arm, int seed, Supplier<Forecast> forecast) {
            this.forecast = forecast;
            this.patient = patient;
            this.arm = arm;
            this.seed = seed;
            Dataset part = patient.folds().of(seed);
            this.data = arm.remedy().map(r -> r.data(part)).orElse(part);
            this.recipe = patient.beginnings().recipe(arm.recipe(), seed, data);
        }

        /// Trains up to so many steps after the start.
        Course to(long step) {
            Examination examination = running.orElseGet(this::begin);
            running = Optional.of(examination);
            boolean ends = arm.origin().atEnd() && arm.kind() != Trial.Arm.CURE;
            long rest = patient.evidence().steps() - arm.origin().step(), to = ends ? Math.min(rest, step) : step;
            // a ledger at the start and after each stage is all that trials are judged by
            examination.train(to - steps, _ -> false, false, _ -> {});
            steps = to;
            Evidence now = examination.measured();
            evidence = Optional.of(now);
            DataFacts facts = patient.folds().facts(seed, data);
            marks.add(
                    now.stop().isPresent()
                            ? facts.worst(data.test())
                            : facts.relative(data.test(), examination.trainer().errors(data.test())));
            return this;
        }

        private Examination begin() {
            boolean sham = arm.kind() == Trial.Arm.SHAM;
            long initSeed = sham ? recipe.seed() + SHAM : recipe.seed();
            return new Examination(recipe, data, initSeed, 1, Vitals.thorough(), forecast.get(), trainer -> {
                if (arm.origin().step() == 0) return;
                trainer.adopt(state());
                if (sham) jolt(trainer, initSeed);
            });
        }

        /// Where the patient stands with this seed, moved into the arm's network.
        private Checkpoint state() {
            Checkpoint own = patient.beginnings().at(seed, arm.origin().step());
            return arm.preserving() ? patient.grafted(arm, own, patient.folds().of(seed)) : own;
        }

        private static void jolt(Trainer trainer, long seed) {
            int stream = JOLT_STREAM;
            for (Network.Parameter p : trainer.network().parameters()) {
                Tensor w = trainer.store().get(p.path());
                double squares = 0;
                for (int i = 0; i < w.size(); i++) squares += w.get(i) * w.get(i);
                double size = JOLT * Math.sqrt(squares / w.size());
                int own = stream--;
                trainer.store()
                        .put(
                                p.path(),
                                Tensor.generate(w.shape(), i -> w.get(i) + size * Philox.normal(seed, own, 0, i)));
            }
        }

        Arm arm() {
            return arm;
        }

        /// The errors on the samples held back, after a stage.
        double[] mark(int stage) {
            return marks.get(stage);
        }

        /// How many stages it was trained for.
        int stages() {
            return marks.size();
        }

        long steps() {
            return steps;
        }

        /// The steps after the start that its recipe asks for.
        long whole() {
            return patient.folds().steps(arm.recipe(), data) - arm.origin().step();
        }

        Evidence evidence() {
            return evidence.orElseThrow();
        }

        /// Lets go of what only training needs.
        void end() {
            running.ifPresent(Examination::close);
            running = Optional.empty();
        }
    }
}
