package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.gradus.layer.Call;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.probe.Vitals;
import org.gradus.train.StepGraph;

/// What one glance shows of a network's layers, for [signs][Sign] to be read from.
public final class Glance {
    private final List<String> layers;
    /// The roots of the layers' widths, input side first.
    private final double[] roots;

    private final int batch;
    private final float[] frame;
    private final int every;

    /// @param vitals holds the numbers of the latest frame; they change with every glance
    public Glance(StepGraph step, Vitals vitals) {
        List<Call> linears = step.forward().linears();
        layers = linears.stream().map(Call::name).toList();
        roots = linears.stream()
                .mapToDouble(l -> Math.sqrt(l.output().shape().last()))
                .toArray();
        batch = step.inputs().shape().dim(0);
        frame = vitals.frame();
        every = vitals.every();
    }

    /// How many steps ago a unit that counts as dead was last seen alive, at most.
    public int deadSteps() {
        return Vitals.deadSteps(batch, every);
    }

    /// The index of the layer before the last, which is the last hidden one.
    private int lastHidden() {
        return layers.size() - 2;
    }

    public double get(Field field, int layer) {
        return frame[History.place(field, layer)];
    }

    /// The largest value of a field; what is not computed does not count.
    public double most(Field field) {
        double most = 0;
        for (int l = 0; l < roots.length; l++) if (get(field, l) > most) most = get(field, l);
        return most;
    }

    /// The paths of the layers that are so.
    List<String> layers(IntPredicate layer) {
        List<String> found = new ArrayList<>();
        for (int l = 0; l < roots.length; l++) if (layer.test(l)) found.add(layers.get(l));
        return found;
    }

    /// How many some layers are, of how many: `3 of 8`.
    String of(List<String> some) {
        return some.size() + " of " + size();
    }

    /// How many layers there are.
    public int size() {
        return roots.length;
    }

    /// The norm of a sample's signal at the first layer over that at the last hidden one; 1
    /// without two hidden layers, and NaN where there is none at either.
    public double reach() {
        return lastHidden() < 1 ? 1 : signal(0) / signal(lastHidden());
    }

    /// The norm of a sample's signal at a layer over that at the last hidden one.
    public double reach(int layer) {
        return lastHidden() < 1 ? 1 : signal(layer) / signal(lastHidden());
    }

    private double signal(int layer) {
        return get(Field.SIGNAL, layer) * roots[layer];
    }

    /// What a layer keeps of the signal: the geometric mean over hidden layers.
    public double kept() {
        return lastHidden() < 1 ? 1 : Math.pow(reach(), 1.0 / lastHidden());
    }

    /// The mean cosine between the activations of two different samples in the last hidden layer:
    /// a batch's mean counts each sample beside itself as well.
    public double likeness() {
        if (lastHidden() < 0 || batch < 2) return 0;
        return (batch * get(Field.LIKENESS, lastHidden()) - 1) / (batch - 1);
    }
}
