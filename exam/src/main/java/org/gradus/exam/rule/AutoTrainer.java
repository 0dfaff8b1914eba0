package org.gradus.exam.rule;

import java.util.ArrayList;
import java.util.List;

/// The monitor of AutoTrainer (Zhang, Zhai, Ma and Shen, "AUTOTRAINER: an automatic DNN training
/// problem detection and repair system", ICSE 2021) with the defaults of its repository.
///
/// It looks after every third epoch, at the gradients of one batch, and keeps quiet when the
/// accuracy ever exceeded Θ. It knows accuracies alone; of a regression it is given R².
public record AutoTrainer() implements Rule {
    /// β1, β2: the first layer's gradient norm over the last one's, and itself.
    private static final double VANISHED_RATIO = 1e-3, VANISHED = 1e-4;

    /// β3: the ratio the other way.
    private static final double EXPLODED_RATIO = 70;

    /// γ: the share of gradient entries that are exactly 0.
    private static final double DYING = 0.7;

    /// ζ, η: how much the accuracy goes down again, and in what share of the epochs.
    private static final double SWING = 0.03, SWINGS = 0.2;

    /// δ: what at least one epoch must add to the accuracy.
    private static final double SLOW = 0.01;

    /// Θ: the accuracy above which nothing is reported.
    private static final double ENOUGH = 0.7;

    /// The loss above which it counts as not a number.
    private static final double LOSS = 1e5;

    /// Epochs between two looks, and the part of the training before the first judgement.
    private static final int EVERY = 3;

    private static final double JUDGED = 0.3;

    @Override
    public String tool() {
        return "AutoTrainer";
    }

    @Override
    public List<Alarm> alarms(Course c) {
        List<Alarm> alarms = new ArrayList<>();
        if (!c.finite() || c.losses().stream().anyMatch(l -> !(l < LOSS))) alarm(alarms, "nan loss", "nan");
        List<Double> accuracies =
                c.epochs().stream().map(Course.Epoch::trainMetric).toList();
        if (accuracies.isEmpty() || accuracies.stream().anyMatch(a -> a > ENOUGH)) return alarms;
        List<Course.Frame> looks = looks(c);
        if (looks.stream().anyMatch(AutoTrainer::vanished)) alarm(alarms, "vanishing gradient", "vanishing-depth");
        if (looks.stream().anyMatch(AutoTrainer::exploded)) alarm(alarms, "exploding gradient", "exploding");
        if (looks.stream().anyMatch(AutoTrainer::dying)) alarm(alarms, "dying ReLU", "dead-units");
        if (swings(accuracies) >= SWINGS) alarm(alarms, "oscillating loss", "lr-too-high");
        if (slow(accuracies)) alarm(alarms, "slow convergence", "lr-too-low");
        return alarms;
    }

    private void alarm(List<Alarm> alarms, String symptom, String cause) {
        alarms.add(new Alarm(tool(), symptom, cause));
    }

    /// What it sees after each third epoch once it judges; at least the end.
    private static List<Course.Frame> looks(Course c) {
        List<Course.Frame> looks = new ArrayList<>();
        int n = c.epochs().size();
        for (int i = EVERY - 1; i < n; i += EVERY) {
            if (i + 1 >= JUDGED * n) looks.add(c.at(c.epochs().get(i).step()));
        }
        if (n % EVERY != 0) looks.add(c.at(c.epochs().getLast().step()));
        return looks;
    }

    private static double ratio(Course.Frame f) {
        return f.first().gradient().norm() / f.last().gradient().norm();
    }

    private static boolean vanished(Course.Frame f) {
        return f.first().gradient().norm() < VANISHED && ratio(f) < VANISHED_RATIO;
    }

    private static boolean exploded(Course.Frame f) {
        return ratio(f) > EXPLODED_RATIO;
    }

    private static boolean dying(Course.Frame f) {
        return f.layers().stream()
                        .mapToDouble(l -> l.gradient().zero() * l.gradient().count())
                        .sum()
                >= DYING
                        * f.layers().stream()
                                .mapToInt(l -> l.gradient().count())
                                .sum();
    }

    /// The share of epochs after which the accuracy falls by [#SWING] from a local largest to the
    /// next local smallest value.
    private static double swings(List<Double> accuracies) {
        int swings = 0;
        double top = accuracies.getFirst(), bottom = top;
        for (int i = 1; i < accuracies.size(); i++) {
            double now = accuracies.get(i), before = accuracies.get(i - 1);
            if (now > before) {
                if (top - bottom >= SWING) swings++;
                top = now;
                bottom = now;
            } else {
                bottom = now;
            }
        }
        if (top - bottom >= SWING) swings++;
        return (double) swings / accuracies.size();
    }

    private static boolean slow(List<Double> accuracies) {
        for (int i = 1; i < accuracies.size(); i++) {
            if (accuracies.get(i) - accuracies.get(i - 1) >= SLOW) return false;
        }
        return accuracies.size() > 1;
    }
}
