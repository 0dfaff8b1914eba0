package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments;
import org.gradus.forecast.Forecast;
import org.gradus.layer.Call;
import org.gradus.ledger.Baseline;
import org.gradus.ledger.Ledger;
import org.gradus.ledger.LedgerPace;
import org.gradus.ledger.LedgerProbe;
import org.gradus.model.Model;
import org.gradus.probe.DataFacts;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;
import org.gradus.train.Evaluator;
import org.gradus.train.Split;
import org.gradus.train.StepReport;
import org.gradus.train.Trainer;

/// Trains a network while watching it, and gathers the evidence.
public final class Examination implements AutoCloseable {
    private final Recipe recipe;
    private final Dataset data;
    private final Trainer trainer;
    private final Vitals vitals;
    private final LedgerProbe probe;
    private final Baseline baseline;
    private final Forecast forecast;
    private final DataFacts facts;
    private final List<Evidence.Weights> start;
    private final Evidence.Outputs outputs;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final List<Evidence.Score> scores = new ArrayList<>();
    private Optional<Evidence.Stop> stop = Optional.empty();

    /// A patient before the first step.
    ///
    /// @param initSeed draws the initial weights; the recipe's own seed, or another for a re-drawn
    ///     twin
    public Examination(Recipe recipe, Dataset data, long initSeed, int threads) {
        this(recipe, data, initSeed, threads, new Vitals(), Forecast.of(recipe, data), _ -> {});
    }

    /// A patient whose training is prepared before it is looked at, such as by the weights of
    /// another.
    ///
    /// @param forecast what theory says of the recipe
    Examination(
            Recipe recipe,
            Dataset data,
            long initSeed,
            int threads,
            Vitals vitals,
            Forecast forecast,
            Consumer<Trainer> prepare) {
        this.vitals = vitals;
        this.recipe = recipe;
        this.data = data;
        this.trainer = Trainer.anyway(recipe, data, List.of(vitals), threads, initSeed);
        prepare.accept(trainer);
        this.baseline = Baseline.of(recipe.loss(), data.train().targets(), outputs());
        this.probe = LedgerProbe.of(trainer, probeSamples(), baseline.residual());
        this.forecast = forecast;
        this.facts = DataFacts.of(data);
        this.start = trainer.network().linears().stream().map(this::weights).toList();
        this.outputs = outputs(trainer.outputs(probeSamples()));
        ledgers.add(probe.measure(trainer.stepsDone()));
        score(0);
    }

    /// The evidence of a training of so many steps at most.
    public static Evidence of(Recipe recipe, Dataset data, long steps) {
        try (Examination examination = new Examination(recipe, data, recipe.seed(), 1)) {
            examination.train(Math.min(steps, examination.trainer.totalSteps()), _ -> {});
            return examination.evidence();
        }
    }

    private int outputs() {
        return trainer.network().outputs();
    }

    /// The first samples trained on, always the same.
    private Samples probeSamples() {
        Samples trained = Split.of(recipe, data).trained().train();
        return trained.rows(IntStream.range(0, Math.min(LedgerProbe.SAMPLES, trained.count()))
                .toArray());
    }

    /// What theory says, before anything is trained.
    public Forecast forecast() {
        return forecast;
    }

    public Trainer trainer() {
        return trainer;
    }

    /// The network as it stands, ready for use; none when its training broke off, or samples have several
    /// inputs.
    Optional<Model> model() {
        boolean usable = stop.isEmpty() && data.train().named().size() == 1;
        return usable ? Optional.of(trainer.model()) : Optional.empty();
    }

    /// Trains for some steps, or until the end, or until a step is not finite.
    ///
    /// @param listener told of every step
    public void train(long steps, Listener listener) {
        LedgerPace pace = LedgerPace.of(probe, trainer, Math.min(steps, trainer.totalSteps()));
        train(steps, pace::due, true, listener);
    }

    /// Trains on, with a ledger at some steps.
    ///
    /// @param due at which steps
    /// @param epochs whether there is a score after each epoch, or only at the end
    void train(long steps, LongPredicate due, boolean epochs, Listener listener) {
        for (long i = 0; i < steps && !trainer.done() && stop.isEmpty(); i++) {
            StepReport report = trainer.step();
            listener.step(report);
            if (!report.finite()) stop = Optional.of(stop(report.step()));
            else if (due.test(report.step())) ledgers.add(probe.measure(report.step()));
            if (epochs && report.step() % trainer.stepsPerEpoch() == 0 && stop.isEmpty()) score(report.epoch());
        }
        if (ledgers.getLast().step() != trainer.stepsDone() && stop.isEmpty())
            ledgers.add(probe.measure(trainer.stepsDone()));
        if (scores.getLast().step() != trainer.stepsDone() && stop.isEmpty())
            score(scores.getLast().epoch() + 1);
    }

    /// Told of every step.
    @FunctionalInterface
    public interface Listener {
        void step(StepReport report);
    }

    private Evidence.Stop stop(long step) {
        String operation =
                trainer.firstNonFinite().map(Object::toString).orElse("the gradient, beyond the range of f32");
        return new Evidence.Stop(step, operation);
    }

    private void score(int epoch) {
        Evaluator.Score train = trainer.evaluator().train(),
                test = trainer.evaluator().test();
        scores.add(new Evidence.Score(
                epoch, trainer.stepsDone(), train.loss(), train.metric(), test.loss(), test.metric()));
    }

    /// All that is known by now, with short trainings to be made when they are asked for.
    public Evidence evidence() {
        Optional<Checkpoint> end = stop.isPresent() ? Optional.empty() : Optional.of(trainer.checkpoint());
        return evidence(new Laboratory(recipe, data, end, Experiments.Notes.NONE, Examination::of));
    }

    /// All that was measured by now, and nothing that could be tried: short trainings for each arm
    /// and seed of a trial would cost more than the arms.
    Evidence measured() {
        return evidence(Experiments.NONE);
    }

    private Evidence evidence(Experiments experiments) {
        return new Evidence(
                recipe,
                forecast,
                vitals.history(),
                ledgers,
                scores,
                new Evidence.End(left(data.train()), left(data.test())),
                start,
                outputs,
                baseline.loss(),
                stop,
                trainer.done() ? trainer.stepsDone() : trainer.totalSteps(),
                facts,
                experiments);
    }

    private static Evidence.Outputs outputs(Tensor outputs) {
        int width = outputs.shape().last();
        double[] all = outputs.toDoubles(), sums = new double[all.length / width];
        for (int i = 0; i < all.length; i++) sums[i / width] += all[i];
        DoubleSummaryStatistics each = Arrays.stream(all).summaryStatistics(),
                sum = Arrays.stream(sums).summaryStatistics();
        return new Evidence.Outputs(each.getMin(), each.getMax(), sum.getMin(), sum.getMax());
    }

    private double left(Samples samples) {
        return facts.left(samples, trainer.errors(samples));
    }

    private Evidence.Weights weights(Call linear) {
        Tensor w = trainer.store().get(linear.weight().name());
        int units = w.shape().last(), zeros = 0;
        double squares = 0;
        Map<List<Double>, Integer> columns = new HashMap<>();
        for (int i = 0; i < w.size(); i++) {
            if (w.get(i) == 0) zeros++;
            squares += w.get(i) * w.get(i);
        }
        for (int u = 0; u < units; u++) {
            int column = u;
            columns.merge(
                    IntStream.range(0, w.size() / units)
                            .mapToObj(i -> w.get(i * units + column))
                            .toList(),
                    1,
                    Integer::sum);
        }
        int twins =
                columns.values().stream().filter(n -> n > 1).mapToInt(n -> n).sum();
        return new Evidence.Weights(
                linear.path(),
                (double) zeros / w.size(),
                (double) twins / units,
                Math.sqrt(squares / w.size()),
                Math.sqrt(squares / units));
    }

    @Override
    public void close() {
        probe.close();
        trainer.close();
    }
}
