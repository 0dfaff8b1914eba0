package org.gradus.exam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.data.Task;
import org.gradus.detect.Verdict;
import org.gradus.exam.Batch.Job;
import org.gradus.exam.RandomSearch.Best;
import org.gradus.exam.Twins.Twin;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

/// Has the doctor treat networks with planted faults, and random search with as many training
/// steps.
///
/// A network counts as repaired when it ends, over seeds, within 2 points of held-out accuracy of
/// the sound network that it was made from, or within 5 % of its held-out squared error.
public final class Repairs {
    private static final double POINTS = 0.02, LOSS = 1.05;

    /// Seeds of the final trainings.
    private static final int SEEDS = 5;

    /// Consultations at most: who is not well after a cure is examined again, as the report
    /// advises.
    private static final int VISITS = 2;

    /// Steps of a short training when the doctor made none.
    private static final int STEPS = 200;

    /// Arms that the doctor would have tried, where it tried none.
    private static final int ARMS = 5;

    /// Faults of the samples themselves, which no recipe can undo.
    private static final Set<String> BEYOND = Set.of("labels", "no-signal", "class-imbalance", "overfitting");

    private final Family family;
    private final Twins twins;

    public Repairs(Family family) {
        this.family = family;
        this.twins = new Twins(family);
    }

    /// Treats the first harmed networks of each cause. Those whose sound network breaks down with
    /// some seed have no goal, and are left out.
    ///
    /// @param results what was examined
    /// @param each how many of each cause
    /// @return the repairs, in the order of the results
    public List<Repair> run(
            List<Result> results, int each, int threads, Lines<Repair> lines, Consumer<Repair> listener) {
        Map<String, Integer> taken = new HashMap<>();
        List<Job<Repair>> jobs = new ArrayList<>();
        for (Result r : results) {
            if (!r.harmful() || BEYOND.contains(r.planted())) continue;
            if (taken.merge(r.planted(), 1, Integer::sum) <= each) jobs.add(new Job<>(r.key(), () -> treat(r)));
        }
        return Batch.run(jobs, Repair::key, threads, lines, listener).stream()
                .filter(r -> Double.isFinite(r.sound()))
                .toList();
    }

    private Repair treat(Result r) {
        Fault fault = Fault.of(r.planted(), r.kind());
        Twin twin = twins.get(fault.needs(), r.number());
        Case sound = twin.sound();
        Case sick = fault.into(sound, twin.seed());
        List<Consultation> visits = visits(sick);
        List<Consultation.Cure> cures =
                visits.stream().flatMap(c -> c.cure().stream()).toList();
        Recipe cured = cures.isEmpty() ? sick.recipe() : cures.getLast().recipe();
        Consultation c = visits.getFirst();
        long budget = budget(c)
                + visits.stream().skip(1).mapToLong(v -> v.cost().trialSteps()).sum();
        Best best = RandomSearch.search(
                sick, c.steps() == 0 ? STEPS : c.steps(), budget, new SplittableRandom(twin.seed()));
        double goal = metric(sound), doctor = metric(sick.with(cured)), random = metric(sick.with(best.recipe()));
        return new Repair(
                family,
                r.planted(),
                r.kind(),
                r.number(),
                goal,
                metric(sick),
                treated(c),
                cures.isEmpty()
                        ? "none"
                        : String.join(
                                ", then ",
                                cures.stream().map(Consultation.Cure::remedy).toList()),
                doctor,
                best.name(),
                random,
                near(sound, goal, doctor),
                near(sound, goal, random),
                budget,
                !c.refuted().isEmpty(),
                visits.stream().mapToInt(v -> (int) shams(v).count()).sum(),
                visits.stream().mapToInt(Repairs::passed).sum());
    }

    /// The cause that was treated first.
    private static String treated(Consultation c) {
        if (!c.refuted().isEmpty()) return c.refuted().getFirst().cause();
        return c.verdict() instanceof Verdict.Unwell u ? u.first().cause() : "none";
    }

    private static List<Consultation> visits(Case sick) {
        List<Consultation> visits = new ArrayList<>();
        Case now = sick;
        boolean again = true;
        while (again && visits.size() < VISITS) {
            Consultation c = new Clinic(now.data(), 1, (_, _, _) -> {}).consult(now.recipe());
            visits.add(c);
            again = c.cure().isPresent() && c.cure().get().verdict() instanceof Verdict.Unwell;
            if (again) now = now.with(c.cure().get().recipe());
        }
        return visits;
    }

    /// How many shams gained on their control what a cure has to gain.
    private static int passed(Consultation c) {
        return (int) shams(c).filter(t -> t.gains()).count();
    }

    /// The steps of the doctor's trials and of the full trainings of what they accepted; what five
    /// arms take when the doctor tried none.
    private static long budget(Consultation c) {
        return c.trials().isEmpty()
                ? (long) ARMS * Clinic.SEEDS * STEPS
                : c.cost().trialSteps();
    }

    private static Stream<Trial> shams(Consultation c) {
        return c.trials().stream().filter(t -> t.arm() == Trial.Arm.SHAM);
    }

    /// Whether a metric comes near the goal; a goal that is not finite is met by nothing.
    private static boolean near(Case sound, double goal, double metric) {
        if (!Double.isFinite(goal)) return false;
        return sound.data().task() instanceof Task.Regression
                ? 1 - metric <= LOSS * (1 - goal)
                : metric >= goal - POINTS;
    }

    /// The held-out metric at the end of full trainings, over seeds.
    private static double metric(Case c) {
        double sum = 0;
        for (int i = 0; i < SEEDS; i++) {
            Recipe recipe = c.recipe().withSeed(c.recipe().seed() + 7919L * (i + 1));
            try (Trainer trainer = Trainer.of(recipe, c.data())) {
                while (!trainer.done()) if (!trainer.step().finite()) return Double.NEGATIVE_INFINITY;
                sum += trainer.evaluator().test().metric();
            }
        }
        return sum / SEEDS;
    }
}
