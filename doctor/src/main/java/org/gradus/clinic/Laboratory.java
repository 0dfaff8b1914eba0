package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.detect.Experiments;
import org.gradus.geometry.Certificate;
import org.gradus.geometry.TrainedNetwork;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Model;
import org.gradus.remedy.MoreEpochs;
import org.gradus.remedy.Remedy;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;
import org.gradus.train.Evaluator;
import org.gradus.train.Trainer;

/// Makes the short trainings of [Experiments], each when it is first asked for.
final class Laboratory implements Experiments {
    /// Steps of an experiment: what a change does shows by then, or it needs a trial of its own. A
    /// small network can afford more of them.
    private static final int FEWEST = 300, MOST = 1000, LONG = 3000;

    /// Multiply-adds that an experiment may take beyond its fewest steps.
    private static final double WORK = 4e9;

    /// Those of a step, for each weight and sample: forward, and backward by weights and inputs.
    private static final int PASSES = 3;

    /// Weights, optimizer and all, from which on a look at the curvature takes too long.
    private static final long LARGE = 100_000;

    /// Samples of the one batch that a network should be able to learn by heart.
    private static final int FEW = 16;

    private static final int SHUFFLE_STREAM = -7;

    private final Recipe recipe;
    private final Dataset data;
    private final int steps;
    private final Optional<Checkpoint> end;
    private Optional<Point> point;
    private final Map<String, Made> known = new ConcurrentHashMap<>();

    /// @param end where training ended, if its weights are at hand
    /// @param notes what is known already
    Laboratory(Recipe recipe, Dataset data, Optional<Checkpoint> end, Notes notes) {
        this.recipe = recipe;
        this.data = data;
        this.end = end;
        for (Made made : notes.trainings()) known.put(made.recipe(), made);
        this.point = notes.point();
        double step = (double) PASSES * Model.weights(recipe.model(), data.features()) * recipe.batch();
        this.steps = (int) Math.clamp(WORK / step, FEWEST, MOST);
    }

    /// The trainings depend on nothing but their recipes, so they come out alike however many run
    /// at once.
    @Override
    public void prepare(Collection<? extends Remedy> remedies) {
        List<Runnable> work = new ArrayList<>(List.of(this::control));
        for (Remedy remedy : remedies) work.add(() -> with(remedy));
        work.parallelStream().forEach(Runnable::run);
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

    @Override
    public Outcome control() {
        return once(recipe.toYaml(), Made.CONTROL, () -> train(recipe, data, steps));
    }

    @Override
    public Optional<Outcome> with(Remedy remedy) {
        return remedy.apply(recipe, data.features())
                .map(changed ->
                        once(changed.toYaml(), remedy.name(), () -> train(changed, remedy.data(data), steps(remedy))));
    }

    /// A longer training is about its end, all others about their beginning.
    private int steps(Remedy remedy) {
        return remedy instanceof MoreEpochs ? LONG : steps;
    }

    @Override
    public Outcome shuffled() {
        return once("shuffled", "shuffled labels", () -> {
            int[] order = Philox.permutation(data.train().count(), recipe.seed(), SHUFFLE_STREAM, 0);
            Samples train =
                    new Samples(data.train().inputs(), data.train().targets().rows(order));
            return train(recipe, Dataset.of(data.name(), train, data.test(), data.task()), steps);
        });
    }

    @Override
    public Outcome oneBatch() {
        return once("few", "16 samples only", () -> {
            int n = Math.min(FEW, data.train().count());
            Samples few = data.train().rows(IntStream.range(0, n).toArray());
            return train(recipe.withBatch(n).withEpochs(FEWEST), Dataset.of(data.name(), few, few, data.task()), steps);
        });
    }

    @Override
    public Outcome blind() {
        return once("blind", "inputs of 0", () -> {
            Samples train = blind(data.train()), test = blind(data.test());
            return train(recipe, Dataset.of(data.name(), train, test, data.task()), steps);
        });
    }

    private static Samples blind(Samples samples) {
        return new Samples(zeros(samples), samples.targets());
    }

    private static Tensor zeros(Samples samples) {
        return Tensor.of(samples.inputs().shape(), new float[samples.inputs().size()]);
    }

    private Outcome once(String key, String what, Supplier<Outcome> experiment) {
        Made before = known.get(key);
        if (before != null) return before.outcome();
        Outcome outcome = experiment.get();
        known.put(key, new Made(key, what, outcome));
        return outcome;
    }

    @Override
    public Notes notes() {
        return new Notes(List.copyOf(known.values()), point);
    }

    private static Outcome train(Recipe recipe, Dataset data, int steps) {
        try (Trainer trainer = Trainer.anyway(recipe, data, List.of(), 1, recipe.seed())) {
            int most = Math.min(steps, trainer.totalSteps());
            boolean finite = true;
            for (int i = 0; i < most && finite; i++) finite = trainer.step().finite();
            if (!finite) return new Outcome(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
            Evaluator.Score train = trainer.evaluator().train(),
                    test = trainer.evaluator().test();
            DataFacts facts = DataFacts.of(data);
            return new Outcome(facts.left(train.metric()), facts.left(test.metric()));
        }
    }
}
