package org.gradus.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradus.layer.Network;
import org.gradus.runs.Histograms;
import org.gradus.train.StepGraph;
import org.gradus.train.StepReport;
import org.gradus.train.Tap;

/// Watches every gradient, activation and backward signal at every step, as folds inside the
/// step's own graph; and at
/// every fourth step what would be dear: slopes, dead units, likeness, updates, histograms.
public final class Vitals implements Tap {
    /// What is sampled is measured at one of so many steps, the first among them.
    public static final int EVERY = 4;

    /// A slope below this share of the largest counts as flat.
    public static final double FLAT = 0.05;

    /// What stands before the path of a parameter or a layer in the name of a watched tensor.
    public static final String GRADIENT = "gradient/", ACTIVATION = "activation/", SIGNAL = "signal/";

    private final boolean histograms;
    private History history = new History(List.of(), List.of());
    /// The numbers of the latest frame; what is sampled keeps its place between samples.
    private float[] frame;

    /// The histograms of the latest step; none if it was not sampled.
    private final Histograms latest = new Histograms();

    /// An observer that has seen nothing yet.
    public Vitals() {
        this(true, new float[0]);
    }

    private Vitals(boolean histograms, float[] frame) {
        this.histograms = histograms;
        this.frame = frame;
    }

    /// An observer that leaves histograms out.
    public static Vitals withoutHistograms() {
        return new Vitals(false, new float[0]);
    }

    /// An observer that goes on from the frame of an earlier step, whose samples hold until the
    /// next.
    public static Vitals after(float[] frame) {
        return new Vitals(true, frame.clone());
    }

    @Override
    public Watcher observe(StepGraph step, Observation into) {
        if (history.layers().isEmpty()) begin(step);
        Gauges gauges = new Gauges(history, step, into);
        gauges.always();
        boolean due = into.due(EVERY);
        if (due) gauges.sampled();
        if (due && histograms) gauges.histograms();
        return report -> see(report, gauges);
    }

    private void begin(StepGraph step) {
        List<String> layers =
                step.forward().linears().stream().map(Network.Linear::path).toList();
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
        gauges.read(frame, latest);
        history.add(report.step(), report.loss(), report.rate(), report.finite(), frame);
        if (latest.size() > 0) history.ridges().offer(report.step(), latest);
    }

    /// What was seen so far.
    public History history() {
        return history;
    }

    /// The numbers of the latest frame; they change with the next step.
    public float[] frame() {
        return frame;
    }

    /// The histograms of the latest step, none if it was not sampled; they change with the next.
    public Histograms latest() {
        return latest;
    }
}
