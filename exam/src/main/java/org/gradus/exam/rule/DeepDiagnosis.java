package org.gradus.exam.rule;

import java.util.ArrayList;
import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.activation.Range;
import org.gradus.data.Task;
import org.gradus.loss.Loss;

/// The symptoms of DeepDiagnosis (Wardat, Cruz, Le and Rajan, "DeepDiagnosis: automatically
/// diagnosing faults and recommending actionable fixes in deep learning programs", ICSE 2022) with
/// the thresholds of its repository; each is named by the cause that its fix would undo.
public record DeepDiagnosis() implements Rule {
    /// The mean absolute gradient of a layer.
    private static final double VANISHED = 1e-7;

    /// The share of a rectified layer's values that are 0 or less, at the last epoch.
    private static final double DEAD = 0.7;

    /// The share of pre-activations beyond ±5.
    private static final double SATURATED = 0.5;

    /// The variance of a weight.
    private static final double POOR_LOW = 1e-5, POOR_HIGH = 10;

    /// The learning rate times the gradient's norm over the weight's.
    private static final double RATE_LOW = 1e-5, RATE_HIGH = 1e-1;

    /// Epochs without change, and without progress of loss and accuracy.
    private static final int STILL = 5, PATIENCE = 20;

    @Override
    public String tool() {
        return "DeepDiagnosis";
    }

    @Override
    public List<Alarm> alarms(Course c) {
        List<Alarm> alarms = new ArrayList<>();
        alarm(alarms, !c.finite(), "numerical error", "nan");
        if (c.epochs().isEmpty()) return alarms;
        Course.Frame last = c.at(c.epochs().getLast().step());
        alarm(alarms, last.any(DeepDiagnosis::dead), "dead node", "dead-units");
        alarm(alarms, c.anywhere(DeepDiagnosis::saturated), "saturated activation", "saturated");
        alarm(alarms, c.anywhere(l -> l.gradient().size() < VANISHED), "vanishing gradient", "vanishing-depth");
        alarm(alarms, outOfRange(c), "out of range", "output-mismatch");
        alarm(alarms, c.anywhere(DeepDiagnosis::poor), "poor weight", "init-scale");
        alarm(alarms, c.anywhere(l -> rate(c, l) > RATE_HIGH), "learning rate, large", "lr-too-high");
        alarm(alarms, c.anywhere(l -> rate(c, l) < RATE_LOW), "learning rate, small", "lr-too-low");
        alarm(alarms, lossStays(c), "loss not decreasing", "");
        alarm(alarms, accuracyStays(c), "accuracy not increasing", "");
        return alarms;
    }

    private void alarm(List<Alarm> alarms, boolean sign, String symptom, String cause) {
        if (sign) alarms.add(new Alarm(tool(), symptom, cause));
    }

    private static boolean dead(Course.Layer l) {
        return l.idle() >= DEAD
                && l.activation().homogeneous()
                && l.activation().range().lower() == 0;
    }

    private static boolean saturated(Course.Layer l) {
        return l.wide() > SATURATED && Watch.ends(l.activation()).isPresent();
    }

    private static boolean poor(Course.Layer l) {
        return l.weight().variance() < POOR_LOW || l.weight().variance() > POOR_HIGH;
    }

    private static double rate(Course c, Course.Layer l) {
        return c.recipe().optimizer().rate() * l.gradient().norm() / l.weight().norm();
    }

    /// Whether the targets lie outside of what the last activation can give. For classes they are
    /// 0 and 1.
    private static boolean outOfRange(Course c) {
        Activation last = c.frames().getLast().last().activation();
        if (c.facts().task() instanceof Task.Classification) {
            // a loss on logits has the last activation within itself
            return last.linear() && c.recipe().loss().reads() != Loss.Reads.LOGITS;
        }
        Range range = last.range();
        return c.facts().targets().stream().anyMatch(q -> !range.holds(q.low(), q.high(), 0));
    }

    private static boolean lossStays(Course c) {
        List<Course.Epoch> e = c.epochs();
        for (int i = STILL; i < e.size(); i++) {
            if (e.get(i).trainLoss() >= e.get(i - STILL).trainLoss()) return true;
        }
        return false;
    }

    private static boolean accuracyStays(Course c) {
        List<Course.Epoch> e = c.epochs();
        for (int i = PATIENCE; i < e.size(); i++) {
            if (e.get(i).trainMetric() <= e.get(i - PATIENCE).trainMetric()) return true;
        }
        return false;
    }
}
