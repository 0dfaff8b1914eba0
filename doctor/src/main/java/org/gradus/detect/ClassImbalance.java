package org.gradus.detect;

import java.util.List;
import java.util.stream.DoubleStream;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Found;
import org.gradus.optim.Adam;
import org.gradus.remedy.BalanceClasses;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapOptimizer;

/// Classes so unequal that always naming the largest is nearly always right, and the network does
/// just that; or yes-or-no questions of which some have nearly always the same answer.
///
/// As everywhere, it must leave less error unseen when they are made more equal. Balanced accuracy
/// would not do: that gains by a mere shift of the threshold, and so on overlapping classes, too,
/// where naming the largest is the best that anybody can do.
@Patients(sick = "class-imbalance")
public record ClassImbalance() implements Detector.BuiltIn, Tried {
    /// The part of the samples that have the same answer.
    static final double SHARE = 0.85;

    @Override
    public Phrases phrases() {
        return new Phrases("class imbalance", "equally frequent answers do not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double share = most(e);
        return new Suspicion(
                share >= SHARE, (questions(e) ? "commonest answer " : "largest class ") + Figure.percent(share));
    }

    /// Whether every question has nearly always the same answer.
    static boolean everywhere(Evidence e) {
        List<Double> commonest = e.facts().commonest();
        return !commonest.isEmpty() && commonest.stream().allMatch(share -> share > SHARE);
    }

    /// The largest part of the samples that have the same answer, of what there is to be told.
    private static double most(Evidence e) {
        return uneven(e, 0).max().orElse(0);
    }

    /// How common the commonest answers are, of those that are not always right.
    private static DoubleStream uneven(Evidence e, double least) {
        return e.facts().commonest().stream().mapToDouble(s -> s).filter(s -> s >= least && s < 1);
    }

    private static boolean questions(Evidence e) {
        return e.facts().task() instanceof Task.MultiLabel;
    }

    @Override
    public Found found(Evidence e, double gain) {
        String share = Figure.percent(most(e));
        boolean questions = questions(e);
        String all = Words.count(e.facts().commonest().size(), "question");
        return Found.ill(
                        0.85,
                        e.layers(),
                        questions
                                ? uneven(e, SHARE).count() + " of " + all
                                        + " have nearly always the same answer, up to " + share
                                        + " of the samples, and the network has not learned when it is the other."
                                : share
                                        + " of the samples are of one class, and the network has not learned to tell the others.",
                        "the mean loss is nearly that of the " + (questions ? "commonest answers" : "largest class")
                                + " alone, so the gradient of " + (questions ? "those" : "that")
                                + " outweighs all others")
                .seen(
                        questions ? "samples with the commonest answer" : "samples of the largest class",
                        share,
                        "below 85 %")
                .seen(
                        Words.gain(
                                "error, "
                                        + (questions ? "with rare answers repeated" : "with classes equally frequent"),
                                gain),
                        Words.left(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new BalanceClasses(), new SwapOptimizer(Adam.of(0.001)));
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new BalanceClasses());
    }
}
