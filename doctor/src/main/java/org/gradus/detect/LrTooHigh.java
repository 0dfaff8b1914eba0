package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.probe.Field;
import org.gradus.remedy.ClipGradients;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;

/// Steps so large that each undoes what the last one learned, in a network whose gradients start
/// out healthy.
@Patients(sick = "lr-too-high")
public record LrTooHigh() implements Detector.BuiltIn, Tried {
    /// Of its size: a weight that a step changes by less is not thrown about.
    private static final double LARGE = 0.02;

    @Override
    public Phrases phrases() {
        return new Phrases("rate too high", "a lower one does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double largest = e.largestUpdate();
        if (largest >= LARGE && e.first().reach() >= Thresholds.MAX_REACH)
            return new Suspicion(false, "the signal explodes before the first step");
        boolean broke = e.stop().isPresent() && e.steps() > 0;
        return new Suspicion(largest >= LARGE || broke, "largest update " + Figure.of(largest) + " of a weight");
    }

    /// Steps are too large for the noise of few samples, or for the gradient itself; only the
    /// latter is a fault of the rate.
    @Override
    public Optional<String> doubt(Evidence e, double gain) {
        if (e.recipe().batch() > BatchNoise.SMALL) return Optional.empty();
        return e.experiments().gain(BatchNoise.LARGER).mean() > gain - Gain.WORTH
                ? Optional.of("larger batches do as much at this rate")
                : Optional.empty();
    }

    @Override
    public List<Remedy> trials(Evidence e) {
        List<Remedy> trials = new ArrayList<>(Tried.super.trials(e));
        if (!trials.isEmpty() && e.recipe().batch() <= BatchNoise.SMALL) trials.addAll(BatchNoise.LARGER);
        return trials;
    }

    /// A rate whose steps look small may be too high all the same.
    @Override
    public List<Remedy> lastTrials(Evidence e) {
        boolean unsuspected = e.poor() && e.stop().isEmpty() && !suspicion(e).holds();
        return unsuspected ? List.of(new ScaleRate(1.0 / 3), new ScaleRate(1.0 / 10)) : List.of();
    }

    @Override
    public Found found(Evidence e, double gain) {
        double largest = e.largestUpdate();
        return Found.ill(
                        0.93,
                        e.layers(),
                        "The learning rate of "
                                + Figure.of(e.recipe().optimizer().rate())
                                + " is too high: one step changed a weight by " + Figure.of(largest)
                                + " times its size.",
                        "the signal was healthy before the first step; the steps themselves "
                                + "threw the weights where the loss is worse")
                .since(Math.max(1, e.violentSince()))
                .seen(
                        "largest step / weight",
                        Figure.of(largest),
                        "about 1e-3",
                        "step " + Math.max(1, e.violentSince()))
                .seen(Words.rate(e, "smaller"), Words.signal(e.first().reach(), "0.1-10", 0), Words.loss(e))
                .doubted(Doubts.usualSteps(e), Doubts.leans(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new ScaleRate(1.0 / 10), new ScaleRate(1.0 / 100), new ScaleRate(1.0 / 1000), new ClipGradients(1));
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new ScaleRate(1.0 / 10), new ScaleRate(1.0 / 100), new ScaleRate(1.0 / 1000));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return !after.violent() || !after.poor();
    }

    @Override
    public Optional<Sign> glance() {
        return Optional.of(new Sign(
                (g, l) -> g.get(Field.UPDATE, l) > Thresholds.VIOLENT,
                (_, _) -> "a step changed a weight by more than half of its size",
                _ -> 0,
                true));
    }
}
