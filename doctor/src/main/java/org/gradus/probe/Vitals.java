package org.gradus.probe;

import java.util.ArrayList;
import java.util.List;
import org.gradus.activation.Softmax;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.op.Equal;
import org.gradus.layer.Network;
import org.gradus.math.Statistics;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.StepGraph;
import org.gradus.train.StepReport;
import org.gradus.train.Tap;

/// Watches every layer at every step, as small reductions inside the step's own graph.
public final class Vitals implements Tap {
    /// A slope below this share of the largest counts as flat.
    public static final double FLAT = 0.05;

    /// A unit is dead when it passed no gradient for this many samples in a row (`theory`: at least 1000).
    private static final int DEAD_SAMPLES = 1000;

    /// … and for this many steps.
    private static final int DEAD_STEPS = 20;

    private History history = new History(List.of());

    /// An observer that has seen nothing yet.
    public Vitals() {}

    @Override
    public void observe(StepGraph step, Observation into) {
        List<Network.Linear> linears = step.forward().linears();
        if (history.layers().isEmpty())
            history = new History(linears.stream().map(Network.Linear::path).toList());
        for (int i = 0; i < linears.size(); i++)
            layer(step, linears.get(i), step.signals().get(i), into);
    }

    private static void layer(StepGraph step, Network.Linear layer, Expr signal, Observation into) {
        String path = layer.path();
        int batch = signal.shape().dim(0);
        Expr weight = layer.weight();
        Expr norm = Statistics.norm(weight);
        Expr change = Statistics.norm(step.moved(weight).minus(weight));
        Expr out = layer.nonlinearity().isEmpty()
                ? layer.output()
                : layer.nonlinearity().getFirst().output();
        Expr rms = Statistics.rms(out);

        put(into, Field.SIGNAL, path, Statistics.rms(signal).times(batch));
        put(into, Field.GRADIENT, path, Statistics.norm(step.gradient(weight)));
        put(into, Field.WEIGHT, path, norm);
        put(into, Field.UPDATE, path, change.dividedBy(Statistics.nonZero(norm)));
        put(into, Field.MEAN, path, out.mean());
        put(into, Field.DEVIATION, path, Statistics.standardDeviation(out));
        put(into, Field.RMS, path, rms);
        put(
                into,
                Field.WEIGHT_GAIN,
                path,
                Statistics.rms(weight).times(Math.sqrt(weight.shape().dim(0))));
        put(into, Field.LIKENESS, path, likeness(out));
        nonlinear(layer, batch, into);
    }

    /// The mean cosine between the activations of two samples: ‖mean over samples of a / ‖a‖‖².
    private static Expr likeness(Expr out) {
        return out.dividedBy(Statistics.nonZero(Statistics.rowNorms(out)))
                .mean(0)
                .square()
                .sum();
    }

    private static void nonlinear(Network.Linear layer, int batch, Observation into) {
        String path = layer.path();
        if (layer.nonlinearity().isEmpty() || layer.nonlinearity().getFirst().activation() instanceof Softmax) {
            put(into, Field.SLOPE, path, Expr.constant(1));
            put(into, Field.SLOPE_RMS, path, Expr.constant(1));
            for (Field f : List.of(Field.SATURATED_LOW, Field.SATURATED_HIGH, Field.ZERO, Field.DEAD)) {
                put(into, f, path, Expr.constant(0));
            }
            return;
        }
        Network.Nonlinear phi = layer.nonlinearity().getFirst();
        Expr z = phi.input();
        Expr slope = slope(phi).abs();
        double steepest = phi.activation().maxSlope();
        Expr flat = Expr.constant(FLAT * steepest).greaterThan(slope);
        Expr zero = Expr.of(new Equal(), slope, Expr.constant(0));
        Expr slopeRms = Statistics.rms(slope);
        put(into, Field.SLOPE, path, slopeRms.times(1 / steepest));
        put(into, Field.SLOPE_RMS, path, slopeRms);
        put(
                into,
                Field.SATURATED_LOW,
                path,
                flat.times(Expr.constant(0).greaterThan(z)).mean());
        put(into, Field.SATURATED_HIGH, path, flat.times(z.greaterThan(0)).mean());
        put(into, Field.ZERO, path, zero.mean());
        put(into, Field.DEAD, path, dead(path, slope, batch, into));
    }

    /// The share of units with no slope for [#DEAD_SAMPLES] samples and [#DEAD_STEPS] steps in a row.
    private static Expr dead(String path, Expr slope, int batch, Observation into) {
        Shape units = Shape.of(slope.shape().last());
        Expr alive = slope.max(0).greaterThan(0).reshape(units);
        Expr samples = count("dead/samples/" + path, alive, batch, into);
        Expr steps = count("dead/steps/" + path, alive, 1, into);
        Expr long1 = samples.greaterThan(DEAD_SAMPLES - 0.5), long2 = steps.greaterThan(DEAD_STEPS - 0.5);
        return long1.times(long2).mean();
    }

    private static Expr count(String name, Expr alive, int by, Observation into) {
        Expr before = into.state(name, Tensor.full(alive.shape(), 0));
        Expr after = alive.select(Expr.constant(0), before.plus(by));
        into.update(before, after);
        return after;
    }

    /// φ′ at every pre-activation.
    private static Expr slope(Network.Nonlinear phi) {
        Expr ones = Expr.constant(Tensor.full(phi.output().shape(), 1));
        return Gradient.vjp(phi.output(), ones, List.of(phi.input())).getFirst();
    }

    private static void put(Observation into, Field field, String path, Expr value) {
        into.output(name(field, path), value);
    }

    private static String name(Field field, String path) {
        return field.key() + "/" + path;
    }

    @Override
    public void see(StepReport report) {
        List<Double> fields = new ArrayList<>();
        for (String layer : history.layers()) {
            for (Field field : Field.values()) fields.add(report.value(name(field, layer)));
        }
        history.add(new History.Frame(report.step(), report.loss(), report.rate(), report.finite(), fields));
    }

    /// What was seen so far.
    public History history() {
        return history;
    }
}
