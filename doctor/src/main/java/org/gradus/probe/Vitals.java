package org.gradus.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradus.data.Dataset;
import org.gradus.layer.Call;
import org.gradus.recipe.Recipe;
import org.gradus.train.StepGraph;
import org.gradus.train.StepReport;
import org.gradus.train.Tap;

/// Watches every gradient, activation and backward signal at every step, as folds inside the step's
/// own graph; and at every fourth step what would be expensive: slopes, dead units, likeness, updates.
/// A long training has so many steps that every fourth and every thirty-second do.
public final class Vitals implements Tap {
    /// What is sampled is measured at one of so many steps, the first among them.
    public static final int EVERY = 4;

    /// A training of so many steps is long: what is measured at every step of others is measured at
    /// one of [#EVERY], and what is sampled at one of [#SPARSE].
    public static final int LONG = 4096, SPARSE = 32;

    /// An observer that only [glances][#glances] looks at one of so many steps, the first among
    /// them; in a long training at one of [#SPARSE].
    public static final int GLANCE = 8;

    /// A slope below this share of the largest counts as flat.
    public static final double FLAT = 0.05;

    /// What stands before the path of a parameter or a layer in the name of a watched tensor.
    public static final String GRADIENT = "gradient/", ACTIVATION = "activation/", SIGNAL = "signal/";

    private final Look look;
    /// One step in so many is watched, and one in so many is sampled.
    private int watched = 1;

    private int every = EVERY;
    private History history = new History(List.of(), List.of());
    /// The numbers of the latest frame; what is sampled keeps its place between samples.
    private float[] frame;

    /// An observer that has seen nothing yet.
    public Vitals() {
        this(Look.WHOLE, new float[0]);
    }

    /// How an observer looks.
    private enum Look {
        WHOLE,
        LATEST,
        THOROUGH,
        GLANCES
    }

    private Vitals(Look look, float[] frame) {
        this.look = look;
        this.frame = frame;
    }

    /// An observer that watches a long training as closely as others.
    public static Vitals thorough() {
        return new Vitals(Look.THOROUGH, new float[0]);
    }

    /// An observer that looks at one of [#GLANCE] steps only, and remembers
    /// only the latest frame, for as long as a training may last.
    public static Vitals glances() {
        Vitals vitals = new Vitals(Look.GLANCES, new float[0]);
        vitals.every = GLANCE;
        return vitals;
    }

    /// One step in so many is looked at closely.
    public int every() {
        return every;
    }

    /// An observer for those who write down what it sees: it remembers only the latest frame.
    ///
    /// @param frame that of an earlier step from which it goes on, whose samples hold until the
    ///     next; empty for none
    public static Vitals recording(float[] frame) {
        return new Vitals(Look.LATEST, frame.clone());
    }

    @Override
    public void begin(Recipe recipe, Dataset data) {
        if (look == Look.THOROUGH || recipe.steps(data.train().count()) < LONG) return;
        watched = EVERY;
        every = SPARSE;
    }

    @Override
    public Watcher observe(StepGraph step, Observation into) {
        if (history.layers().isEmpty()) begin(step);
        if (look == Look.GLANCES) return glance(step, into);
        Gauges gauges = new Gauges(history, step, into, every, "");
        if (into.due(watched)) gauges.always();
        if (into.due(every)) gauges.sampled();
        return report -> see(report, gauges);
    }

    /// How many steps a unit has had no slope at least when it begins to count as dead.
    ///
    /// @param batch samples of a step
    /// @param every one step in so many is looked at
    public static int deadSteps(int batch, int every) {
        return every * Math.max(Math.ceilDiv(Gauges.DEAD_SAMPLES, batch), Math.ceilDiv(Gauges.DEAD_STEPS, every));
    }

    private Watcher glance(StepGraph step, Observation into) {
        if (!into.due(every)) return _ -> {};
        Gauges gauges = new Gauges(history, step, into, every, "glance/");
        gauges.always();
        gauges.sampled();
        return _ -> gauges.read(frame);
    }

    private void begin(StepGraph step) {
        List<String> layers = step.forward().linears().stream().map(Call::name).toList();
        history = new History(layers, tensors(step.parameters(), layers));
        if (frame.length == history.width()) return;
        frame = new float[history.width()];
        Arrays.fill(frame, Float.NaN);
    }

    /// The names of the tensors that are watched in a network, in the order of a frame.
    public static List<String> tensors(List<String> parameters, List<String> layers) {
        List<String> tensors = new ArrayList<>();
        parameters.forEach(p -> tensors.add(GRADIENT + p));
        layers.forEach(l -> tensors.add(ACTIVATION + l));
        layers.forEach(l -> tensors.add(SIGNAL + l));
        return tensors;
    }

    private void see(StepReport report, Gauges gauges) {
        gauges.read(frame);
        if (look == Look.LATEST) return;
        history.add(report.step(), report.loss(), report.rate(), report.finite(), frame);
    }

    /// What was seen so far.
    public History history() {
        return history;
    }

    /// The numbers of the latest frame; they change with the next step.
    public float[] frame() {
        return frame;
    }
}
