package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradus.clinic.Patient.Arm;
import org.gradus.detect.Evidence;
import org.gradus.forecast.Forecast;
import org.gradus.layer.Network;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;
import org.gradus.train.Trainer;

/// One arm with one seed, trained in stages; after each it is marked.
///
/// All arms of a seed see the same batches. From step 0 a seed draws first weights, too, and the
/// sham's are drawn with a seed that no other arm uses. From a state of the patient, the sham is
/// that state with every weight moved at random by [#JOLT] of its tensor's root mean square.
final class Course {
    private static final double JOLT = 0.01;
    private static final int JOLT_STREAM = -13;

    /// Seeds of arms lie apart by more than anyone counts up a recipe's own.
    private static final long STRIDE = 1000, SHAM = 500;

    private final Patient patient;
    private final Arm arm;
    private final Recipe recipe;
    private final Supplier<Forecast> forecast;
    private final List<Mark> marks = new ArrayList<>();
    private Optional<Examination> running = Optional.empty();
    private Optional<Evidence> evidence = Optional.empty();
    private int steps;

    /// @param forecast what theory says of the arm; it is the same for all seeds, and dear
    Course(Patient patient, Arm arm, int seed, Supplier<Forecast> forecast) {
        this.forecast = forecast;
        this.patient = patient;
        this.arm = arm;
        this.recipe = arm.recipe().withSeed(arm.recipe().seed() + STRIDE * (seed + 1));
    }

    /// How an arm stands after a stage.
    ///
    /// @param loss the held-out loss in the patient's units, at most [#WORST] of the best constant
    ///     answer's; that much, too, when a step was not finite. A loss on other targets or by
    ///     other settings counts in units of its own best constant answer's
    /// @param left the held-out error left, relative to guessing, in the same units and within
    ///     the same bound
    record Mark(double loss, double left) {}

    /// What counts as broken down, in units of the best constant answer's loss. For ten balanced
    /// classes this is one nat above guessing.
    static final double WORST = 1.5;

    /// Trains up to so many steps after the start.
    Course to(int step) {
        Examination examination = running.orElseGet(this::begin);
        running = Optional.of(examination);
        boolean ends = arm.origin().atEnd() && arm.kind() != Trial.Arm.CURE;
        int rest = patient.evidence().steps() - arm.origin().step(), to = ends ? Math.min(rest, step) : step;
        // a ledger at the start and after each stage is all that trials are judged by
        examination.train(to - steps, _ -> false, false, _ -> {});
        steps = to;
        // by what is measured alone: short trainings for each arm and seed would cost more than the arms
        Evidence now = examination.evidence().measuredOnly();
        evidence = Optional.of(now);
        marks.add(mark(now, patient.evidence()));
        return this;
    }

    private Examination begin() {
        boolean sham = arm.kind() == Trial.Arm.SHAM;
        long initSeed = sham ? recipe.seed() + SHAM : recipe.seed();
        return new Examination(
                recipe,
                arm.data(),
                initSeed,
                1,
                Vitals.withoutHistograms(),
                forecast.get(),
                trainer -> arm.origin().state().ifPresent(state -> {
                    trainer.adopt(state);
                    if (sham) jolt(trainer, initSeed);
                }));
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
                    .put(p.path(), Tensor.generate(w.shape(), i -> w.get(i) + size * Philox.normal(seed, own, 0, i)));
        }
    }

    static Mark mark(Evidence now, Evidence patient) {
        double guess = patient.constantLoss(), loss = now.score().testLoss();
        double scaled = now.constantLoss() == guess ? loss : loss / now.constantLoss() * guess;
        boolean broken = now.stop().isPresent();
        return new Mark(bounded(scaled, guess, broken), bounded(now.heldOutLeft() * guess, guess, broken));
    }

    private static double bounded(double loss, double guess, boolean broken) {
        return broken || !(loss < WORST * guess) ? WORST * guess : loss;
    }

    /// Whether it is trained on the kind of loss that the patient is.
    boolean sameLoss() {
        return recipe.loss().getClass() == patient.recipe().loss().getClass();
    }

    Arm arm() {
        return arm;
    }

    Mark mark(int stage) {
        return marks.get(stage);
    }

    /// How many stages it was trained for.
    int stages() {
        return marks.size();
    }

    int steps() {
        return steps;
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
