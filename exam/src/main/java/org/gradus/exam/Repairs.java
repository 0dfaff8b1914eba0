package org.gradus.exam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Tested;
import org.gradus.clinic.Trial;
import org.gradus.data.Task;
import org.gradus.detect.Verdict;
import org.gradus.exam.Bases.Base;
import org.gradus.exam.Batch.Job;
import org.gradus.exam.RandomSearch.Best;
import org.gradus.recipe.Recipe;

/// Has the doctor treat networks with planted faults, and random search with as many training
/// steps.
///
/// A network counts as repaired when it ends, over seeds, within 2 points of held-out accuracy of
/// the sound network that it was made from, or within 5 % of its held-out squared error; in the
/// noisy world on the many held-out samples that the doctor did not get.
public final class Repairs {
    private static final double LEAST = Double.NEGATIVE_INFINITY;

    private static final String NONE = "none";

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

    /// Faults of the samples themselves, which no recipe can undo; they are treated for the verdict
    /// alone.
    private static final Set<String> BEYOND = Set.of("labels", "no-signal", "class-imbalance", "overfitting");

    private final World world;
    private final Family family;
    private final Bases bases;

    private Repairs(World world, Family family, Bases bases) {
        this.world = world;
        this.family = family;
        this.bases = bases;
    }

    /// Those of the clean world.
    public static Repairs clean(Family family) {
        return new Repairs(World.CLEAN, family, new Twins(family));
    }

    /// Those of the noisy world.
    ///
    /// @param networks of the same family
    public static Repairs noisy(Family family, SoundNetworks networks) {
        return new Repairs(World.NOISY, family, networks.bases());
    }

    /// Treats the first harmed networks of each cause.
    ///
    /// @param results what was examined
    /// @param each how many of each cause
    /// @return the repairs, in the order of the results
    public List<Repair> run(
            List<Result> results, int each, int threads, Lines<Repair> lines, Consumer<Repair> listener) {
        Map<String, Integer> taken = new HashMap<>();
        List<Job<Repair>> jobs = new ArrayList<>();
        for (Result r : results) {
            if (!r.harmful() || r.causes().size() > 1) continue;
            if (taken.merge(r.planted(), 1, Integer::sum) <= each) jobs.add(new Job<>(r.key(), () -> treat(r)));
        }
        return Batch.run(jobs, Repair::key, threads, lines, listener);
    }

    private Repair treat(Result r) {
        long start = System.nanoTime();
        Fault fault = Fault.of(r.planted(), r.kind());
        Base base = bases.base(fault.needs(), r.number());
        Case sick = fault.into(base.sound(), base.seed());
        List<Consultation> visits = visits(sick);
        Consultation first = visits.getFirst();
        long budget = budget(visits);
        Goal goal = Goal.of(base.sound(), !BEYOND.contains(r.planted()));
        Outcome doctor = outcome(sick, visits, goal), chance = chance(sick, first, budget, base.seed(), goal);
        return new Repair(
                world,
                family,
                r.planted(),
                r.kind(),
                r.number(),
                Said.of(first.verdict()),
                goal.metric(),
                metric(sick),
                treated(first),
                doctor.remedy(),
                doctor.metric(),
                chance.remedy(),
                chance.metric(),
                goal.near(doctor.metric()),
                goal.near(chance.metric()),
                budget,
                !first.refuted().isEmpty(),
                visits.stream().mapToInt(v -> (int) shams(v).count()).sum(),
                visits.stream().mapToInt(Repairs::passed).sum(),
                (System.nanoTime() - start) / 1e9);
    }

    /// What a treatment came to.
    private record Outcome(String remedy, double metric) {}

    private static Outcome outcome(Case sick, List<Consultation> visits, Goal goal) {
        List<Consultation.Cure> cures =
                visits.stream().flatMap(c -> c.cure().stream()).toList();
        if (cures.isEmpty() || !goal.known()) return new Outcome(NONE, goal.known() ? metric(sick) : LEAST);
        String names = cures.stream().map(Consultation.Cure::remedy).collect(Collectors.joining(", then "));
        return new Outcome(names, metric(sick.with(cures.getLast().recipe())));
    }

    private static Outcome chance(Case sick, Consultation c, long budget, long seed, Goal goal) {
        if (!goal.known()) return new Outcome(NONE, LEAST);
        Best best = RandomSearch.search(sick, c.steps() == 0 ? STEPS : c.steps(), budget, new SplittableRandom(seed));
        return new Outcome(best.name(), metric(sick.with(best.recipe())));
    }

    /// What a repair has to come near to.
    ///
    /// @param metric that of the sound network; [#LEAST] when there is none
    private record Goal(Task task, double metric) {
        static Goal of(Case sound, boolean known) {
            return new Goal(sound.data().task(), known ? Repairs.metric(sound) : LEAST);
        }

        boolean known() {
            return Double.isFinite(metric);
        }

        /// Whether a metric comes near; a goal that is not known is met by nothing.
        boolean near(double reached) {
            if (!known()) return false;
            return task instanceof Task.Regression ? 1 - reached <= LOSS * (1 - metric) : reached >= metric - POINTS;
        }
    }

    /// The cause that was treated first.
    private static String treated(Consultation c) {
        if (!c.refuted().isEmpty()) return c.refuted().getFirst().cause();
        return c.verdict() instanceof Verdict.Unwell u ? u.first().cause() : NONE;
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
    /// arms take when the doctor tried none at first.
    private static long budget(List<Consultation> visits) {
        long steps = visits.stream().mapToLong(v -> v.cost().trialSteps()).sum();
        return visits.getFirst().trials().isEmpty() ? (long) ARMS * Clinic.SEEDS * STEPS + steps : steps;
    }

    private static Stream<Trial> shams(Consultation c) {
        return c.trials().stream().filter(t -> t.arm() == Trial.Arm.SHAM);
    }

    /// The metric at the end of full trainings, over seeds, on all held-out samples there are.
    private static double metric(Case sick) {
        Case c = sick.withFresh();
        double sum = 0;
        for (int i = 0; i < SEEDS; i++) {
            Recipe recipe = c.recipe().withSeed(c.recipe().seed() + 7919L * (i + 1));
            Optional<Double> metric =
                    Tested.train(recipe, c.data(), t -> t.evaluator().test().metric());
            if (metric.isEmpty()) return LEAST;
            sum += metric.get();
        }
        return sum / SEEDS;
    }
}
