package org.gradus.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.graph.Expr;
import org.gradus.graph.op.Summary;
import org.gradus.layer.Call;
import org.gradus.layer.Trace;
import org.gradus.math.Statistics;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Reading;
import org.gradus.train.StepGraph;
import org.gradus.train.Tap;

/// What one plan of a step measures, and how a frame is filled from it.
final class Gauges {
    /// A unit is dead when it passed no gradient for at least so many samples in a row.
    static final int DEAD_SAMPLES = 1000;

    /// … and for this many steps.
    static final int DEAD_STEPS = 20;

    private final History history;
    private final StepGraph step;
    private final Tap.Observation into;
    /// One step in so many is sampled.
    private final int every;
    /// What stands before the names of memories: observers of one training do not share them.
    private final String owner;

    private final Trace trace;
    private final List<Call> linears;
    /// What is watched; nothing where no gradient is computed.
    private final List<Optional<Expr>> tensors = new ArrayList<>();
    private final List<Gauge> gauges = new ArrayList<>();
    /// The slope that counts as full, by activation.
    private final Map<Activation, Double> steepest = new HashMap<>();

    /// Puts numbers into their places in a frame.
    @FunctionalInterface
    private interface Gauge {
        void read(float[] frame);
    }

    /// @param every one step in so many is sampled
    /// @param owner what stands before the names of the observer's memories
    Gauges(History history, StepGraph step, Tap.Observation into, int every, String owner) {
        this.history = history;
        this.step = step;
        this.into = into;
        this.every = every;
        this.owner = owner;
        trace = step.forward().trace();
        linears = trace.linears();
        step.parameters()
                .forEach(p -> tensors.add(Optional.ofNullable(step.gradients().get(p))));
        linears.forEach(l -> tensors.add(Optional.of(trace.activations(l))));
        linears.forEach(l -> tensors.add(Optional.ofNullable(step.signals().get(l.name()))));
    }

    /// Fills a frame.
    void read(float[] frame) {
        for (int i = 0; i < gauges.size(); i++) gauges.get(i).read(frame);
    }

    /// The measures of every tensor, and the fields that follow from them. What is not computed
    /// stays NaN, as a frame begins: a frozen weight, or one that no path leads to, has no
    /// gradient, which is something else than 0.
    void always() {
        for (int t = 0; t < tensors.size(); t++) {
            if (tensors.get(t).isEmpty()) continue;
            Reading summary = into.output(Statistics.summary(tensors.get(t).orElseThrow()));
            int at = history.place(Measure.NORM, t);
            gauges.add(frame -> summary.read(frame, at));
        }
        List<String> weights = step.parameters();
        int parameters = weights.size(), layers = linears.size();
        for (int l = 0; l < layers; l++) {
            int gradient = weights.indexOf(linears.get(l).weight().name());
            Shape signal = linears.get(l).output().shape();
            // the loss is a mean: a sample's own signal is batch times as large
            double perSample = signal.dim(0) / Math.sqrt(signal.size());
            gauges.add(derived(l, gradient, parameters + l, parameters + layers + l, perSample));
        }
    }

    private Gauge derived(int layer, int gradient, int activation, int signal, double perSample) {
        int norm = history.place(Measure.NORM, signal), weight = history.place(Measure.NORM, gradient);
        int deviation = history.place(Measure.DEVIATION, activation);
        return frame -> {
            frame[History.place(Field.SIGNAL, layer)] = (float) (frame[norm] * perSample);
            frame[History.place(Field.GRADIENT, layer)] = frame[weight];
            frame[History.place(Field.DEVIATION, layer)] = frame[deviation];
        };
    }

    /// The fields that are expensive.
    void sampled() {
        for (int l = 0; l < linears.size(); l++) {
            Call layer = linears.get(l);
            Expr weight = layer.weight();
            Reading norm = into.output(Statistics.summary(weight));
            put(Field.WEIGHT, l, norm, Summary.NORM, 1);
            if (step.moved().containsKey(weight.name())) update(l, weight, norm);
            put(Field.LIKENESS, l, likeness(trace.activations(layer)));
            Optional<Call> phi = trace.nonlinearity(layer).filter(Slopes::known);
            if (phi.isPresent()) nonlinear(layer.name(), phi.get(), l);
            else linear(l);
        }
    }

    private void update(int layer, Expr weight, Reading norm) {
        Reading change = into.output(Statistics.summary(step.moved(weight).minus(weight)));
        int at = History.place(Field.UPDATE, layer);
        gauges.add(frame -> frame[at] = (float) (change.at(0) / (norm.at(0) > 0 ? norm.at(0) : 1)));
    }

    /// A layer whose slope is 1 everywhere.
    private void linear(int layer) {
        gauges.add(frame -> {
            frame[History.place(Field.SLOPE, layer)] = 1;
            frame[History.place(Field.SATURATED_LOW, layer)] = 0;
            frame[History.place(Field.SATURATED_HIGH, layer)] = 0;
            frame[History.place(Field.ZERO, layer)] = 0;
            frame[History.place(Field.DEAD, layer)] = 0;
        });
    }

    private void nonlinear(String layer, Call phi, int l) {
        Slopes slopes = Slopes.of(phi, steepest);
        Reading slope = into.output(Statistics.summary(slopes.slope()));
        double share = 1 / Math.sqrt(slopes.slope().shape().size());
        put(Field.SLOPE, l, slope, Summary.NORM, share / slopes.steepest());
        put(Field.SATURATED_LOW, l, slopes.flatBelow());
        put(Field.SATURATED_HIGH, l, slopes.flatAbove());
        put(Field.ZERO, l, slopes.zero());
        put(Field.DEAD, l, dead(layer, slopes));
    }

    private void put(Field field, int layer, Expr value) {
        put(field, layer, into.output(value), 0, 1);
    }

    private void put(Field field, int layer, Reading reading, int index, double times) {
        int at = History.place(field, layer);
        gauges.add(frame -> frame[at] = (float) (reading.at(index) * times));
    }

    /// The mean cosine between the activations of two samples: ‖mean over samples of a / ‖a‖‖².
    private static Expr likeness(Expr out) {
        Expr norm = Summary.at(Statistics.summary(out), Summary.NORM);
        return Statistics.unitRows(out, norm).mean(0).square().sum();
    }

    /// The share of units that had no slope on any sample seen, for [#DEAD_SAMPLES] of them in a
    /// row and over [#DEAD_STEPS] steps.
    private Expr dead(String path, Slopes slopes) {
        // a count, not the largest slope: the compiler boxes vectors in a loop that looks for NaN in a maximum
        Expr alive = slopes.alive().greaterThan(0);
        Expr samples = count(
                owner + "dead/samples/" + path, alive, slopes.slope().shape().dim(0));
        Expr steps = count(owner + "dead/steps/" + path, alive, every);
        Expr manySamples = samples.greaterThan(DEAD_SAMPLES - 0.5), manySteps = steps.greaterThan(DEAD_STEPS - 0.5);
        return manySamples.times(manySteps).mean();
    }

    private Expr count(String name, Expr alive, int by) {
        Expr before = into.state(name, Tensor.full(alive.shape(), 0));
        Expr after = alive.select(Expr.constant(0), before.plus(by));
        into.update(before, after);
        return after;
    }
}
