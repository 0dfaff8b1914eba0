package org.gradus.exam.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.layer.Call;
import org.gradus.layer.Trace;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;
import org.gradus.train.Evaluator;
import org.gradus.train.Reading;
import org.gradus.train.StepGraph;
import org.gradus.train.StepReport;
import org.gradus.train.Tap;
import org.gradus.train.Trainer;

/// Trains a network as it is, and keeps what rules of others ask for: whole tensors at one of
/// every [#EVERY] steps, boiled down.
public final class Watch implements Tap {
    /// A rule looks at one of so many steps. SageMaker's own default of 500 would see these small
    /// trainings once.
    public static final int EVERY = 10;

    /// A unit that acts on a smaller part of a batch does not act (SageMaker,
    /// `threshold_inactivity`).
    private static final double ACTS = 0.01;

    /// Beyond it a pre-activation is saturated (DeepDiagnosis).
    private static final double WIDE = 5;

    /// The ends of tanh and of the sigmoid (SageMaker, `threshold_tanh`, `threshold_sigmoid`).
    private static final double TANH = 9.4999, SIGMOID_LOW = -23, SIGMOID_HIGH = 16.99999;

    private final List<Double> losses = new ArrayList<>();
    private final List<Course.Frame> frames = new ArrayList<>();
    private boolean finite = true;
    private long looking;

    private Watch() {}

    /// A training that was watched.
    ///
    /// @param seconds how long it took without the watching
    public record Watched(Course course, double seconds) {}

    /// Trains for some steps, or until one is not finite.
    public static Watched train(Recipe recipe, Dataset data, long steps) {
        Watch watch = new Watch();
        List<Course.Epoch> epochs = new ArrayList<>();
        long start = System.nanoTime();
        try (Trainer trainer = Trainer.of(recipe, data, List.of(watch), 1)) {
            for (int i = 0; i < steps && !trainer.done() && watch.finite; i++) {
                long step = trainer.step().step();
                if (step % trainer.stepsPerEpoch() == 0 || i == steps - 1 || trainer.done()) {
                    Evaluator.Score train = trainer.evaluator().train(),
                            test = trainer.evaluator().test();
                    epochs.add(new Course.Epoch(step, train.loss(), train.metric(), test.loss(), test.metric()));
                }
            }
        }
        double seconds = (System.nanoTime() - start - watch.looking) / 1e9;
        Spread inputs = Spread.of(data.train().inputs().toFloats());
        Course course = new Course(
                recipe,
                DataFacts.of(data),
                new Course.Range(inputs.least(), inputs.most()),
                watch.losses,
                watch.frames,
                epochs,
                watch.finite);
        return new Watched(course, seconds);
    }

    @Override
    public Watcher observe(StepGraph step, Observation into) {
        List<Gauge> gauges = new ArrayList<>();
        if (into.due(EVERY)) {
            for (Call linear : step.forward().linears()) gauges.add(gauge(linear, step, into));
        }
        return report -> see(report, gauges);
    }

    private void see(StepReport report, List<Gauge> gauges) {
        long start = System.nanoTime();
        losses.add(report.loss());
        finite &= report.finite();
        if (!gauges.isEmpty()) {
            frames.add(new Course.Frame(
                    report.step(), gauges.stream().map(Gauge::look).toList()));
        }
        looking += System.nanoTime() - start;
    }

    /// A tensor that is read.
    private record Whole(Reading reading, int size) {
        float[] read() {
            float[] values = new float[size];
            reading.read(values, 0);
            return values;
        }
    }

    private static Gauge gauge(Call linear, StepGraph step, Observation into) {
        String path = linear.weight().name();
        Expr weight = linear.weight();
        Expr none = Expr.constant(Tensor.full(weight.shape(), 0));
        Expr gradient = step.gradients().getOrDefault(path, none);
        Expr change = step.moved().containsKey(path) ? step.moved().get(path).minus(weight) : none;
        Trace trace = step.forward().trace();
        Expr in = trace.nonlinearity(linear).map(Call::input).orElse(linear.output()), out = trace.activations(linear);
        return new Gauge(
                trace.activation(linear),
                whole(gradient, into),
                whole(weight, into),
                whole(change, into),
                whole(in, into),
                whole(out, into),
                out.shape().last());
    }

    private static Whole whole(Expr value, Observation into) {
        // a copy, so that what is read is not overwritten by the step itself
        return new Whole(into.output(value.times(1)), value.shape().size());
    }

    /// What is read of a linear layer.
    private record Gauge(
            Activation activation, Whole gradient, Whole weight, Whole change, Whole in, Whole out, int units) {
        Course.Layer look() {
            float[] z = in.read(), a = out.read();
            return new Course.Layer(
                    activation,
                    Spread.of(gradient.read()),
                    Spread.of(weight.read()),
                    Spread.of(change.read()),
                    Spread.of(z),
                    Spread.of(a),
                    share(a, v -> v <= 0),
                    share(z, v -> Math.abs(v) > WIDE),
                    idleUnits(a, units, v -> v > 0),
                    saturated(z));
        }

        private double saturated(float[] z) {
            return ends(activation)
                    .map(ends -> idleUnits(z, units, v -> v > ends.least() && v < ends.most()))
                    .orElse(0.0);
        }
    }

    /// Where the tools take the activations for saturated that they know by name; nothing of others.
    static Optional<Course.Range> ends(Activation activation) {
        return switch (activation) {
            case Tanh _ -> Optional.of(new Course.Range(-TANH, TANH));
            case Sigmoid _ -> Optional.of(new Course.Range(SIGMOID_LOW, SIGMOID_HIGH));
            default -> Optional.empty();
        };
    }

    /// Whether a number counts.
    @FunctionalInterface
    private interface Sign {
        boolean of(float value);
    }

    private static double share(float[] values, Sign sign) {
        int n = 0;
        for (float v : values) if (sign.of(v)) n++;
        return (double) n / values.length;
    }

    /// The share of units, the columns, in which the sign shows on less than [#ACTS] of the rows.
    private static double idleUnits(float[] values, int units, Sign sign) {
        int[] shown = new int[units];
        for (int i = 0; i < values.length; i++) if (sign.of(values[i])) shown[i % units]++;
        int rows = values.length / units, idle = 0;
        for (int n : shown) if (n < ACTS * rows) idle++;
        return (double) idle / units;
    }
}
