package org.gradus.exam.rule;

import java.util.ArrayList;
import java.util.List;
import org.gradus.data.Task;
import org.gradus.loss.Loss;
import org.gradus.remedy.Model;

/// The heuristics of Umlaut (Schoop, Huang and Hartmann, "UMLAUT: debugging deep learning programs
/// using program structure and model behavior", CHI 2021) that do not ask for pictures or code.
///
/// A missing softmax is told from the loss, not from a layer's name as in the original, which
/// takes nearly every program for one that lacks it.
public record Umlaut() implements Rule {
    /// The range that inputs should be in.
    private static final double RANGE = 1;

    /// The range that learning rates should be in.
    private static final double LARGE = 0.01, SMALL = 1e-7;

    /// A held-out accuracy that is too good, and how much it may exceed that in training, after
    /// some epochs.
    private static final double PERFECT = 0.95, ABOVE = 0.05;

    private static final int EPOCHS = 3;

    private static final double DROPOUT = 0.5;

    @Override
    public String tool() {
        return "Umlaut";
    }

    @Override
    public List<Alarm> alarms(Course c) {
        List<Alarm> alarms = new ArrayList<>();
        double rate = c.recipe().optimizer().rate();
        boolean wide = c.range().least() < -RANGE || c.range().most() > RANGE;
        alarm(alarms, wide, "input out of range", "input-scale");
        alarm(alarms, rate > LARGE, "learning rate high", "lr-too-high");
        alarm(alarms, rate < SMALL, "learning rate low", "lr-too-low");
        alarm(alarms, overfits(c), "overfitting", "overfitting");
        alarm(alarms, tooGood(c), "validation accuracy high", "");
        alarm(alarms, dropout(c), "dropout rate high", "dropout-too-high");
        alarm(alarms, linear(c), "missing nonlinearity", "linear-stack");
        alarm(alarms, noSoftmax(c), "missing softmax", "output-mismatch");
        return alarms;
    }

    private void alarm(List<Alarm> alarms, boolean sign, String symptom, String cause) {
        if (sign) alarms.add(new Alarm(tool(), symptom, cause));
    }

    /// One epoch in which the held-out loss rises while the training loss does not.
    private static boolean overfits(Course c) {
        List<Course.Epoch> e = c.epochs();
        for (int i = 1; i < e.size(); i++) {
            boolean rises = e.get(i).testLoss() > e.get(i - 1).testLoss();
            if (rises && e.get(i).trainLoss() <= e.get(i - 1).trainLoss()) return true;
        }
        return false;
    }

    private static boolean tooGood(Course c) {
        if (!(c.facts().task() instanceof Task.Classification)) return false;
        return c.epochs().stream()
                .skip(EPOCHS)
                .anyMatch(e -> e.testMetric() > PERFECT || e.testMetric() > e.trainMetric() + ABOVE);
    }

    private static boolean dropout(Course c) {
        return Model.leaves(c.recipe().model()).anyMatch(l -> l.drops() > DROPOUT);
    }

    private static boolean linear(Course c) {
        List<Course.Layer> layers = c.frames().getFirst().layers();
        return layers.subList(0, layers.size() - 1).stream()
                .anyMatch(l -> l.activation().linear());
    }

    private static boolean noSoftmax(Course c) {
        boolean inLoss = c.recipe().loss().reads() == Loss.Reads.LOGITS;
        boolean last = Model.last(c.recipe().model()).competes();
        return c.facts().task() instanceof Task.Classification && !inLoss && !last;
    }
}
