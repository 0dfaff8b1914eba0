package org.gradus.clinic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments;
import org.gradus.detect.Gain;
import org.gradus.geometry.Certificate;
import org.gradus.landscape.TrainedNetwork;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Subject;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;

/// Makes the short trainings of [Experiments], each when it is first asked for.
///
/// Each change is tried with one part of the training samples held back. What seems to help there is
/// tried with each of the other parts held back, too, and so is everything where a part has few
/// samples. Where trainings scatter more than the samples explain, they are made again with other
/// seeds. What helps in a short training, of a network that was trained for longer, has to do
/// better than that network did in the end.
final class Laboratory implements Experiments {
    /// Steps of an experiment: what a change does shows by then, or it needs a trial of its own. A
    /// small network can afford more of them.
    private static final int FEWEST = 300, MOST = 1500, LONG = 3000;

    /// Multiply-adds that an experiment may take beyond its fewest steps, and those of a whole
    /// training, if it is to be made again.
    private static final double WORK = 4e9, FULL = 4e10;

    /// Those of a step, for each weight and sample: forward, and backward by weights and inputs.
    private static final int PASSES = 3;

    /// Weights, optimizer and all, from which on a look at the curvature takes too long.
    private static final long LARGE = 100_000;

    /// A gain on one part of the samples from which on the others are asked, too.
    private static final double SEEMS = Gain.WORTH / 2;

    /// How often a part is held back, with another seed each time, where trainings scatter too much to
    /// tell.
    private static final int MOST_REPEATS = 3;

    /// The key under which is noted how answers go with targets.
    private static final String SIGNAL = "signal";

    private final Recipe recipe;
    private final Dataset data;
    private final Folds folds;
    private final long total;
    private final long steps;
    private final double stepWork;
    private final Optional<Checkpoint> end;
    private final Examiner examiner;
    private Optional<Point> point;
    private final Map<String, Made> known = new ConcurrentHashMap<>();
    private final Map<String, Tested> tested = new ConcurrentHashMap<>();

    /// @param end where training ended, if its weights are at hand
    /// @param notes what is known already
    Laboratory(Recipe recipe, Dataset data, Optional<Checkpoint> end, Notes notes, Examiner examiner) {
        this.recipe = recipe;
        this.data = data;
        this.end = end;
        this.examiner = examiner;
        this.folds = Folds.of(data);
        for (Made made : notes.trainings()) known.put(made.recipe(), made);
        this.point = notes.point();
        this.stepWork = (double) PASSES * Model.weights(recipe.model(), data.features()) * recipe.batch();
        this.steps = (long) Math.clamp(WORK / stepWork, FEWEST, MOST);
        this.total = recipe.steps(data.train().count());
    }

    /// Gathers the evidence of a training of so many steps at most.
    @FunctionalInterface
    interface Examiner {
        Evidence examine(Recipe recipe, Dataset data, long steps);
    }

    /// The trainings depend on nothing but their recipes, so they come out alike however many run
    /// at once.
    @Override
    public void prepare(Collection<? extends Remedy> remedies) {
        control();
        remedies.parallelStream().forEach(this::with);
    }

    @Override
    public Optional<Point> point() {
        if (point.isEmpty() && end.isPresent() && weights(end.get()) < LARGE) {
            try (TrainedNetwork network = TrainedNetwork.of(end.get(), data)) {
                Certificate c = network.certificate();
                double slope = c.slope().chance() == 0
                        ? Double.POSITIVE_INFINITY
                        : c.slope().norm() / c.slope().chance();
                double least = c.curvature().least().value();
                point = Optional.of(new Point(c.verdict(), slope, least, c.sentence()));
            }
        }
        return point;
    }

    private static long weights(Checkpoint end) {
        return end.tensors().values().stream().mapToLong(Tensor::size).sum();
    }

    /// The parts that are asked at first.
    private int first() {
        return folds.small() ? folds.parts().size() : 1;
    }

    private int all() {
        return folds.parts().size();
    }

    @Override
    public Outcome control() {
        String key = recipe.toText();
        Made before = known.get(key);
        if (before != null) return before.outcome();
        return note(key, Made.CONTROL, outcome(control(all(), steps), Gain.NONE));
    }

    private List<Tested> control(int parts, long most) {
        return tested(recipe, folds.parts(), parts, most);
    }

    @Override
    public Optional<Outcome> with(Remedy remedy) {
        return remedy.apply(subject()).map(changed -> {
            String key = changed.toText();
            Made before = known.get(key);
            return before != null ? before.outcome() : note(key, remedy.name(), compared(remedy, changed));
        });
    }

    private Outcome compared(Remedy remedy, Recipe changed) {
        List<Dataset> parts = parts(remedy);
        long most = steps(changed);
        List<Tested> treated = tested(changed, parts, first(), most);
        Gain gain = gain(control(first(), most), treated);
        if (first() < all() && gain.mean() >= SEEMS) {
            treated = tested(changed, parts, all(), most);
            gain = gain(control(all(), most), treated);
        }
        for (int repeats = 2; repeats <= MOST_REPEATS && undecided(control(treated.size(), most), treated); repeats++) {
            treated = tested(changed, parts, repeats * all(), most);
            gain = gain(control(treated.size(), most), treated);
        }
        boolean cut = most < total && total * stepWork <= FULL;
        return beside(
                treated,
                control(treated.size(), most),
                cut && gain.helps() ? Gain.lesser(gain, inTheEnd(changed, parts, treated)) : gain);
    }

    /// The outcome of trainings with some of the parts held back, as it would be with all of them, if
    /// those are as much harder for these as for the network as it is.
    private Outcome beside(List<Tested> treated, List<Tested> control, Gain gain) {
        Outcome own = outcome(treated, gain);
        double harder = Gain.scaled(control().unseen()) - Gain.scaled(unseen(control));
        return new Outcome(own.left(), Math.max(0, Gain.unscaled(Gain.scaled(own.unseen()) + harder)), gain);
    }

    /// What a change gains on the network that was trained to the end: in a short training, or,
    /// where that is too short to tell, in one as long.
    private Gain inTheEnd(Recipe changed, List<Dataset> parts, List<Tested> treated) {
        List<Tested> full = control(first(), total);
        Gain soon = gain(full, treated.subList(0, first()));
        return soon.helps() ? soon : Gain.better(soon, gain(full, tested(changed, parts, first(), total)));
    }

    @Override
    public Gain gain(Remedy less, Remedy more) {
        Optional<Recipe> a = less.apply(subject()), b = more.apply(subject());
        if (b.isEmpty()) return Gain.NONE;
        if (a.isEmpty()) return gain(more);
        String key = a.get().toText() + b.get().toText();
        Made before = known.get(key);
        if (before != null) return before.outcome().gain();
        String what = more.name() + Made.BEYOND + less.name();
        Gain gain = Gain.NONE;
        List<Tested> treated = List.of();
        for (int n = first(); n <= MOST_REPEATS * all(); n = n < all() ? all() : n + all()) {
            List<Tested> control = tested(a.get(), parts(less), n, steps(a.get()));
            treated = tested(b.get(), parts(more), n, steps(b.get()));
            gain = gain(control, treated);
            boolean seems = n < all() && gain.mean() >= SEEMS;
            if (!seems && !undecided(control, treated)) break;
        }
        return note(key, what, outcome(treated, gain)).gain();
    }

    private List<Dataset> parts(Remedy remedy) {
        return folds.parts().stream().map(remedy::data).toList();
    }

    private long steps(Recipe changed) {
        return changed.epochs() > recipe.epochs() ? LONG : steps;
    }

    private Gain gain(List<Tested> before, List<Tested> after) {
        return Gain.likely(errors(before), errors(after), all());
    }

    /// Whether trainings with other seeds could tell whether a change helps.
    private boolean undecided(List<Tested> before, List<Tested> after) {
        return before.size() >= all() && Gain.undecided(errors(before), errors(after), all());
    }

    private static List<double[]> errors(List<Tested> tested) {
        return tested.stream().map(Tested::errors).toList();
    }

    private static Outcome outcome(List<Tested> tested, Gain gain) {
        double left = tested.stream().mapToDouble(Tested::left).average().orElseThrow();
        return new Outcome(left, unseen(tested), gain);
    }

    private static double unseen(List<Tested> tested) {
        return tested.stream().mapToDouble(t -> Gain.mean(t.errors())).average().orElseThrow();
    }

    @Override
    public Outcome special(Special kind) {
        String key = kind.name();
        Made before = known.get(key);
        if (before != null) return before.outcome();
        int parts = kind == Special.FEW ? 1 : all();
        Altered altered = new Altered(kind, recipe);
        List<Dataset> changed = folds.parts().stream().map(altered::data).toList();
        List<Tested> special = tested(altered.recipe(changed.getFirst()), changed, parts, steps);
        return note(key, kind.words(), outcome(special, gain(special, control(parts, steps))));
    }

    @Override
    public Gain signal() {
        Made before = known.get(SIGNAL);
        if (before != null) return before.outcome().gain();
        List<Tested> tested = control(all(), steps);
        Gain signal = Gain.above(tested.stream().map(Tested::agreement).toList());
        return note(SIGNAL, Made.SIGNAL, outcome(tested, signal)).gain();
    }

    @Override
    public Optional<Evidence> examined(Remedy remedy) {
        return remedy.apply(subject()).map(changed -> examiner.examine(changed, remedy.data(data), steps(changed)));
    }

    private Outcome note(String key, String what, Outcome outcome) {
        known.put(key, new Made(key, what, outcome));
        return outcome;
    }

    @Override
    public Notes notes() {
        return new Notes(List.copyOf(known.values()), point);
    }

    /// Trainings with the parts of the samples held back in turn, side by side; those that are asked
    /// for beyond the last part hold back the first again, with other seeds.
    ///
    /// @param most the steps of each, at most
    private List<Tested> tested(Recipe asked, List<Dataset> data, int trainings, long most) {
        return IntStream.range(0, trainings)
                .parallel()
                .mapToObj(k -> tested(asked.withSeed(asked.seed() + k / all()), data.get(k % all()), k % all(), most))
                .toList();
    }

    private Tested tested(Recipe asked, Dataset data, int part, long most) {
        return tested.computeIfAbsent(data.hash() + most + asked.toText(), _ -> test(asked, data, part, most));
    }

    private Tested test(Recipe asked, Dataset data, int part, long most) {
        return Tested.of(
                folds.whole(asked, data), data, folds.facts(part, data), Math.min(most, steps(asked, data, part)));
    }

    /// The steps that a changed recipe asks for; samples that the change repeats make an epoch longer,
    /// and not the training, since more steps are another change.
    private long steps(Recipe asked, Dataset data, int part) {
        return Math.min(folds.steps(asked, data), folds.steps(asked, folds.of(part)));
    }

    private Subject subject() {
        return Subject.of(recipe, data);
    }
}
