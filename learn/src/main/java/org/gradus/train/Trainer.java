package org.gradus.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.graph.Expr;
import org.gradus.layer.Network;
import org.gradus.model.Model;
import org.gradus.name.Nearest;
import org.gradus.optim.ChangedRate;
import org.gradus.optim.Step;
import org.gradus.recipe.Recipe;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;

/// The training loop: gradient descent on the batches of a recipe's data.
///
/// A trainer is fully determined by its recipe and data. It can be saved at any step and restored
/// to go on with the same bits. A recipe that stops early holds out a part of the training samples
/// (see [Split]), and keeps the network of its best epoch.
public final class Trainer implements AutoCloseable {
    /// The random stream from which each epoch's order of samples is drawn.
    private static final int ORDER_STREAM = -1;

    /// As given, but for the changes that were made to its schedule.
    private Recipe recipe;

    private final Dataset data;
    private final List<Tap> taps;
    private final Network network;
    private final Store store;
    private final Workers workers;
    private final Table train;
    private final int stepsPerEpoch;
    /// A plan for each batch size, and apart for steps at which a tap samples something.
    private final List<TrainingStep> steps = new ArrayList<>();
    private final Evaluator evaluator;
    private final Rewind rewind = new Rewind();
    /// Who decides whether to stop early, if the recipe may.
    private final Optional<Watch> watch;
    /// Whether steps look at all gradients before they change anything.
    private boolean guarded;

    private long step;
    private int[] order = {};

    private Trainer(
            Recipe recipe, Dataset data, List<Tap> taps, Workers workers, Store store, Network network, Split split) {
        this.recipe = recipe;
        this.data = data;
        this.taps = List.copyOf(taps);
        this.workers = workers;
        this.store = store;
        this.network = network;
        this.train = new Table(split.trained().train());
        this.stepsPerEpoch = recipe.stepsPerEpoch(data.train().count());
        this.evaluator = new Evaluator(recipe.loss(), split.trained(), network, store, workers);
        this.watch = Watch.of(recipe, data, split, network, store, workers);
    }

    /// A trainer at step 0, with the first values that the recipe's rules and seed give.
    ///
    /// @param taps who looks on
    /// @param threads how many threads a step may use; the results do not depend on it
    /// @throws IllegalArgumentException when the network does not fit the data, or no parameter of
    ///     it can be trained
    public static Trainer of(Recipe recipe, Dataset data, List<Tap> taps, int threads) {
        Trainer trainer = anyway(recipe, data, taps, threads, recipe.seed());
        try {
            StepGraph.Batch batch = trainer.train.batch(Math.min(recipe.batch(), trainer.train.rows()));
            Reach.of(recipe, data, trainer.network, batch)
                    .nothing(recipe.name())
                    .ifPresent(why -> {
                        throw new IllegalArgumentException(why);
                    });
            return trainer;
        } catch (RuntimeException | Error e) {
            trainer.close();
            throw e;
        }
    }

    /// A trainer of any network that fits the data, also of one that has no parameter to train and
    /// whose steps change nothing: for those who ask why it does not learn.
    ///
    /// @param initSeed draws the initial weights; the recipe's own seed, or another, on the same
    ///     batches
    public static Trainer anyway(Recipe recipe, Dataset data, List<Tap> taps, int threads, long initSeed) {
        Split split = Split.of(recipe, data);
        Network network = new Network(recipe.model(), initSeed);
        Store store = new Store();
        Workers workers = Workers.of(threads);
        try {
            Fit.check(Start.fill(store, network, split.trained(), workers), data);
            store.seal(Nearest::of);
            taps.forEach(tap -> tap.begin(recipe, data));
            return new Trainer(recipe, data, taps, workers, store, network, split);
        } catch (RuntimeException | Error e) {
            workers.close();
            throw e;
        }
    }

    public static Trainer of(Recipe recipe, Dataset data) {
        return of(recipe, data, List.of(), 1);
    }

    /// Trains on the next batch: forward, backward, update, in one planned run.
    public StepReport step() {
        TrainingStep made = advance();
        if (!guarded && !made.finite()) made = again();
        StepReport report = made.shown();
        if (step % stepsPerEpoch == 0) watch.ifPresent(w -> w.ended(epochsDone()));
        return report;
    }

    /// Changes the learning rate from the next step on. The [recipe][#recipe()] says so from then on, and trained anew
    /// it gives the same bits.
    ///
    /// @param rate in place of what the optimizer's rate and the schedule would give; 0 stands still
    /// @throws IllegalArgumentException when it is negative or no finite number
    public void rate(double rate) {
        double factor = rate / recipe.optimizer().rate();
        recipe = recipe.withSchedule(ChangedRate.of(recipe.schedule(), new ChangedRate.Change(step, factor)));
    }

    /// Makes all steps that are left, up to the first that is not finite.
    ///
    /// @return the first operation that gave a number that is not finite, if one did
    public Optional<String> train() {
        while (!done()) {
            if (!step().finite()) {
                return Optional.of(firstNonFinite().map(Object::toString).orElse("the gradient"));
            }
        }
        return Optional.empty();
    }

    private TrainingStep advance() {
        int at = (int) (step % stepsPerEpoch), from = at * recipe.batch();
        if (at == 0 || order.length == 0) order = order(epochsDone());
        double rate = recipe.optimizer().rate() * recipe.schedule().factor(step, totalSteps());
        TrainingStep planned = planned(Math.min(recipe.batch(), order.length - from), step + 1);
        if (!guarded) rewind.mark(store, step);
        step++;
        planned.run(train, order, from, rate, step, epoch());
        return planned;
    }

    /// Makes the latest step again, under guard as all that follow: it must not have changed
    /// anything.
    private TrainingStep again() {
        long wanted = step;
        guarded = true;
        steps.forEach(TrainingStep::close);
        steps.clear();
        step = rewind.back(store);
        order = new int[0];
        while (step < wanted - 1) advance();
        return advance();
    }

    /// The rows of an epoch's batches: each epoch walks through a random order of its own.
    private int[] order(int epoch) {
        return Philox.permutation(train.rows(), recipe.seed(), ORDER_STREAM, epoch);
    }

    private TrainingStep planned(int rows, long number) {
        for (int i = 0; i < steps.size(); i++) if (steps.get(i).fits(rows, number)) return steps.get(i);
        steps.add(plan(rows, number));
        return steps.getLast();
    }

    /// From layers to a plan: what happens once for a batch size, and apart for sampled steps.
    private TrainingStep plan(int rows, long number) {
        StepGraph graph = StepGraph.of(recipe, network, train.batch(rows), guarded);
        return TrainingStep.of(graph, taps, number, store, workers);
    }

    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /// How many steps the recipe asks for; one that stops early may make fewer.
    public long totalSteps() {
        return (long) recipe.epochs() * stepsPerEpoch;
    }

    /// How many steps were made.
    public long stepsDone() {
        return step;
    }

    /// Whether all steps were made, or the recipe's rule has stopped the training early. In both
    /// cases the network is then that of the best epoch, if the recipe has such a rule.
    public boolean done() {
        return step >= totalSteps() || watch.filter(w -> w.ends(epochsDone())).isPresent();
    }

    /// The best epoch so far, if the recipe has a rule to stop early and an epoch was measured.
    public Optional<Best> best() {
        return watch.map(Watch::best).filter(Best::known);
    }

    /// How the training ended, if it has and if it might have stopped early.
    public Optional<Ending> ending() {
        return watch.filter(_ -> done()).map(w -> w.ending(epochsDone()));
    }

    /// The epoch of the latest step, from 1.
    private int epoch() {
        return (int) Math.ceilDiv(step, stepsPerEpoch);
    }

    /// How many whole epochs were made.
    private int epochsDone() {
        return (int) (step / stepsPerEpoch);
    }

    /// After a step with a non-finite loss or gradient: the first operation, in order of
    /// computation, whose result was not finite, if the replay finds one.
    public Optional<Expr> firstNonFinite() {
        return steps.stream()
                .filter(s -> s.step() == step && !s.finite())
                .findFirst()
                .flatMap(TrainingStep::firstNonFinite);
    }

    /// The session that would run the next step if its batch is full, for those who want to see
    /// its plan or time its calls. Running it by hand trains once more on the batch that it ran
    /// last.
    public Session session() {
        return planned(Math.min(recipe.batch(), train.rows()), step + 1).session();
    }

    /// Loss and metric on the samples trained on and on the test samples, in evaluation mode.
    public Evaluator evaluator() {
        return evaluator;
    }

    /// The error on each of some samples, in evaluation mode: for classes 1 where the answer is
    /// wrong and 0 where it is right, for quantities the squared error, averaged over outputs.
    public double[] errors(Samples samples) {
        try (RowErrors errors = new RowErrors(recipe.loss(), data.task(), network, store, workers)) {
            return errors.of(samples);
        }
    }

    /// The network's output for each of some samples, `[n, outputs]`, in evaluation mode.
    public Tensor outputs(Samples samples) {
        try (RowErrors errors = new RowErrors(recipe.loss(), data.task(), network, store, workers)) {
            return errors.outputs(samples);
        }
    }

    /// For each of some samples its part in the correlation between the network's answers and the
    /// targets, in evaluation mode: the mean over samples is the correlation, near 0 where the
    /// network knows nothing of them.
    public double[] agreement(Samples samples) {
        try (RowErrors errors = new RowErrors(recipe.loss(), data.task(), network, store, workers)) {
            return errors.agreement(samples);
        }
    }

    public Recipe recipe() {
        return recipe;
    }

    /// The data as given; of their training samples a part may be held out, see [Split].
    public Dataset data() {
        return data;
    }

    public Network network() {
        return network;
    }

    /// The threads that steps may use.
    public Workers workers() {
        return workers;
    }

    /// The weights, statistics and keys as they stand, and once a step was made the optimizer's slots; it takes other
    /// values for them, and nothing else.
    public Store store() {
        return store;
    }

    /// The network as it stands, ready for use: once the training is done, that of the best epoch if the recipe stops
    /// early.
    ///
    /// @throws IllegalArgumentException when samples have several inputs
    public Model model() {
        return Model.of(recipe, data, Checkpoint.tensors(store));
    }

    /// Everything needed to go on from here.
    public Checkpoint checkpoint() {
        return new Checkpoint(step, recipe, Checkpoint.tensors(store), watch.map(Watch::best));
    }

    /// Goes back, or forward, to where a checkpoint of this training was taken. Where it knows of no best epoch, the
    /// best is sought among those to come.
    ///
    /// @throws IllegalArgumentException when it is of another training, or lacks something that this one needs;
    ///     then nothing has changed
    public void restore(Checkpoint checkpoint) {
        checkpoint.fits(this, slots());
        checkpoint.tensors().forEach(this::set);
        at(checkpoint.step());
        checkpoint.best().ifPresent(best -> watch.ifPresent(w -> w.restore(best)));
    }

    /// Sets a state that the first step may not have made yet.
    private void set(String name, Tensor value) {
        store.create(name, value);
        store.put(name, value);
    }

    /// What the optimizer remembers before the first step.
    private Map<String, Tensor> slots() {
        return StepGraph.of(recipe, network, train.batch(Math.min(recipe.batch(), train.rows())), false)
                .slots();
    }

    /// Goes on behind a step; what epochs before it did is not known.
    private void at(long step) {
        this.step = step;
        order = new int[0];
        watch.ifPresent(w -> w.restore(Best.none(epochsDone())));
    }

    /// Goes on from where another training stands, as if this recipe took over there: takes its
    /// weights and statistics, and the optimizer's slots of the same shape where they mean the same
    /// to both optimizers. Random keys stay those of this recipe's seed.
    ///
    /// @throws IllegalArgumentException when a weight has another shape here
    public void adopt(Checkpoint other) {
        Map<String, Tensor> slots =
                recipe.optimizer().takesSlotsOf(other.recipe().optimizer()) ? slots() : Map.of();
        other.tensors().forEach((name, value) -> {
            if (name.startsWith(Step.SLOTS)) {
                Tensor own = slots.get(name);
                if (own != null && own.shape().equals(value.shape())) set(name, value);
            } else if (store.contains(name) && value.element() != Element.I32) {
                if (!store.get(name).shape().equals(value.shape())) {
                    throw new IllegalArgumentException(name + ": expected "
                            + store.get(name).shape() + " as in this network, found " + value.shape());
                }
                store.put(name, value);
            }
        });
        at(other.step());
    }

    @Override
    public void close() {
        watch.ifPresent(Watch::close);
        steps.forEach(TrainingStep::close);
        evaluator.close();
        workers.close();
    }
}
