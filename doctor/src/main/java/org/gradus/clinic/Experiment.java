package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.clinic.Patient.Arm;
import org.gradus.clinic.ProgressListener.Standing;
import org.gradus.clinic.Series.Course;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Subject;
import org.gradus.remedy.Together;

/// The experiment: candidates beside control and sham on the same batches, the worse half of the
/// candidates left off at each stage (successive halving: Jamieson and Talwalkar 2016).
///
/// Stages end at a quarter, half and all of the steps, but none before [#FEWEST]. Control and
/// sham go all the way. At least [#KEPT] candidates do.
final class Experiment implements AutoCloseable {
    private static final int FEWEST = 50;

    static final int KEPT = 3;

    /// How many times as many seeds an arm may get in the end.
    private static final int MORE = 3;

    private final Patient patient;
    private final int seeds;
    private final int kept;
    private final Pool pool;
    private final List<Series> series = new ArrayList<>();

    Experiment(Patient patient, int seeds, Pool pool) {
        this(patient, seeds, KEPT, pool);
    }

    /// @param kept how many candidates at least are never left off
    Experiment(Patient patient, int seeds, int kept, Pool pool) {
        this.kept = kept;
        this.patient = patient;
        this.seeds = seeds;
        this.pool = pool;
    }

    /// Where stages end, in steps.
    static List<Long> stages(long steps) {
        return List.of(steps / 4, steps / 2, steps).stream()
                .filter(s -> s >= FEWEST || s == steps)
                .distinct()
                .toList();
    }

    /// Tries some arms, beside what earlier ones were held against where they can be.
    void run(String what, List<Arm> candidates) {
        List<Series> untreated = new ArrayList<>(), alive = new ArrayList<>();
        for (Arm arm : candidates) {
            if (series.stream().noneMatch(s -> isControl(s, arm))) {
                for (Arm other : patient.untreated(arm.origin())) {
                    untreated.add(Series.of(patient, other, seeds));
                    series.add(untreated.getLast());
                }
            }
            alive.add(Series.of(patient, arm, seeds));
        }
        series.addAll(alive);
        List<Series> running = new ArrayList<>(alive);
        for (long step : stages(patient.steps())) {
            List<Series> both = new ArrayList<>(untreated);
            both.addAll(running);
            train(what, both.stream().flatMap(s -> s.courses().stream()), step);
            if (step < patient.steps()) running = leaveOff(running);
            pool.progress().standing(standing(both, running));
        }
    }

    /// How the arms stand after a stage.
    private static List<Standing> standing(List<Series> some, List<Series> running) {
        return some.stream()
                .map(s -> new Standing(
                        s.arm().kind(),
                        s.arm().name(),
                        s.steps(),
                        s.unseen().stream().mapToDouble(e -> e).average().orElse(Double.NaN),
                        s.arm().kind() == Trial.Arm.CURE && !running.contains(s)))
                .toList();
    }

    /// Trains some arms on to where their recipes end.
    ///
    /// @param seeds how many of their seeds
    void toTheEnd(String what, List<Series> some, int seeds) {
        train(what, some.stream().flatMap(s -> s.courses().subList(0, seeds).stream()), Course::whole);
    }

    @Override
    public void close() {
        series.forEach(Series::end);
    }

    /// Gives a candidate that went all the way, and what it is held against, more seeds.
    void more(String what, Series candidate) {
        List<Course> added = new ArrayList<>();
        for (Series s : List.of(candidate, control(candidate), sham(candidate))) {
            Series longer = s.more(patient, MORE * seeds);
            added.addAll(longer.courses()
                    .subList(s.courses().size(), longer.courses().size()));
            series.set(series.indexOf(s), longer);
        }
        for (long step : stages(patient.steps())) train(what, added.stream(), step);
    }

    /// Two remedies joined into one more arm, where none is enough alone: the best, and the best of another
    /// kind that it can be joined to, if they do not undo each other.
    Optional<Arm> pair() {
        List<Remedy> ranked = candidates().stream()
                .sorted(Comparator.comparingDouble(s -> -gain(s)))
                .flatMap(s -> s.arm().remedy().stream())
                .filter(r -> r.start() != Remedy.Start.END)
                .distinct()
                .toList();
        return IntStream.range(0, ranked.size())
                .boxed()
                .flatMap(i -> ranked.subList(i + 1, ranked.size()).stream()
                        .flatMap(other -> joined(ranked.get(i), other).stream()))
                .findFirst();
    }

    private Optional<Arm> joined(Remedy a, Remedy b) {
        if (a.getClass() == b.getClass()) return Optional.empty();
        Subject subject = patient.subject();
        Remedy both = new Together(a, b);
        Optional<Recipe> treated = both.apply(subject);
        boolean more = treated.isPresent() && !treated.equals(a.apply(subject)) && !treated.equals(b.apply(subject));
        return more ? patient.arms(both).stream().findFirst() : Optional.empty();
    }

    private List<Series> leaveOff(List<Series> some) {
        if (some.isEmpty()) return some;
        List<Series> better = better(some, some.getFirst().stages() - 1, kept);
        some.stream().filter(s -> !better.contains(s)).forEach(Series::end);
        return better;
    }

    private void train(String what, Stream<Course> some, ToLongFunction<Course> to) {
        pool.all(
                what,
                some.<Callable<Course>>map(c -> () -> c.to(Math.max(c.steps(), to.applyAsLong(c))))
                        .toList());
    }

    private void train(String what, Stream<Course> some, long step) {
        train(what + " to step " + step, some, _ -> step);
    }

    /// The better half by what they gain on their controls after a stage, but no fewer than so
    /// many, in the order in which they stood.
    List<Series> better(List<Series> some, int stage, int least) {
        List<Series> best = some.stream()
                .sorted(Comparator.comparingDouble(
                        s -> -s.over(control(s), stage).mean()))
                .limit(Math.max(least, (some.size() + 1) / 2))
                .toList();
        return some.stream().filter(best::contains).toList();
    }

    /// The gain on the control in the mean.
    double gain(Series s) {
        return s.over(control(s)).mean();
    }

    private boolean isControl(Series s, Arm of) {
        return s.arm().kind() == Trial.Arm.CONTROL && s.arm().origin().equals(of.origin());
    }

    /// The arm that an arm is held against.
    Series control(Series of) {
        return series.stream().filter(s -> isControl(s, of.arm())).findFirst().orElseThrow();
    }

    /// The sham that an arm is held against.
    Series sham(Series of) {
        return series.stream()
                .filter(s -> s.arm().kind() == Trial.Arm.SHAM)
                .filter(s -> s.arm().origin().equals(of.arm().origin()))
                .findFirst()
                .orElseThrow();
    }

    /// An arm with its seeds.
    Series of(Arm arm) {
        return series.stream().filter(s -> s.arm().equals(arm)).findFirst().orElseThrow();
    }

    /// All arms, in the order in which they began.
    List<Series> series() {
        return series;
    }

    List<Series> candidates() {
        return series.stream().filter(s -> s.arm().kind() == Trial.Arm.CURE).toList();
    }

    /// The steps of all arms and seeds together.
    long steps() {
        return series.stream()
                .flatMap(s -> s.courses().stream())
                .mapToLong(Course::steps)
                .sum();
    }
}
