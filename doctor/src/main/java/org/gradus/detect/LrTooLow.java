package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;

/// A healthy gradient and a rate so small that no weight gets anywhere in the steps asked for.
///
/// Measured by the frozen-layer clock τ = ‖W‖ / ‖update‖, the steps in which a weight moves by
/// its own size.
@Patients(sick = "lr-too-low", healthy = "linear")
public record LrTooLow() implements Detector.BuiltIn, Tried {
    /// Of its size in a step: a healthy training's fastest weight moves by more (the usual figure
    /// is 1e-3).
    private static final double SLOW = 3e-4;

    /// A weight counts as frozen when τ exceeds ten times the steps there are.
    private static final double FROZEN = 10;

    @Override
    public Phrases phrases() {
        return new Phrases("rate too low", "a higher one does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double fastest = e.fastest(), moved = fastest * e.steps();
        if (moved * FROZEN > 1 && fastest > SLOW)
            return new Suspicion(false, "weights move " + Figure.of(moved) + " times their size");
        if (e.stop().isPresent())
            return new Suspicion(
                    false, "training broke off at step " + e.stop().get().step());
        if (e.first().reach() < Thresholds.MIN_REACH) return new Suspicion(false, "the signal itself is too small");
        return new Suspicion(true, "weights move " + Figure.of(moved) + " times their size");
    }

    @Override
    public List<Remedy> lastTrials(Evidence e) {
        boolean unsuspected = e.poor() && e.stop().isEmpty() && !suspicion(e).holds();
        return unsuspected ? List.of(new ScaleRate(3), new ScaleRate(10)) : List.of();
    }

    /// A rate at which weights move may be too low all the same.
    @Override
    public Optional<Finding> lastly(Evidence e) {
        Gain gain = e.experiments().gain(lastTrials(e));
        if (!gain.helps()) return Optional.empty();
        String rate = Figure.of(e.recipe().optimizer().rate());
        return Optional.of(Found.ill(
                        0.8,
                        e.layers(),
                        "The learning rate of " + rate
                                + " is too low for the steps there are: at a higher one less error is left.",
                        "the gradient is there and weights move; but not far enough before training ends")
                .since(1)
                .seen(Words.rate(e, "larger"))
                .seen(Words.gain("error, at a higher rate", gain.mean()), Words.left(e)));
    }

    /// A gradient that is cut makes small steps at any rate.
    @Override
    public Optional<String> doubt(Evidence e, double gain) {
        Clipping clipping = new Clipping();
        boolean cut = clipping.suspicion(e).holds()
                && e.experiments().gain(clipping.decisive(e)).mean() > gain - Gain.WORTH;
        return cut ? Optional.of("without clipping this one does as well") : Optional.empty();
    }

    @Override
    public Found found(Evidence e, double gain) {
        double fastest = e.fastest(),
                moved = fastest * e.steps(),
                reach = e.first().reach();
        String rate = Figure.of(e.recipe().optimizer().rate());
        return Found.ill(
                        0.95,
                        e.layers(),
                        "The learning rate of " + rate + " is too low: no weight moves more than "
                                + Figure.percent(moved) + " of its size.",
                        "the signal reaches every layer (layer 1 gets " + Figure.of(reach) + "), but the steps "
                                + "are too small: at this pace a weight needs " + Figure.of(1 / fastest) + " steps")
                .since(1)
                .seen(
                        "way of the fastest weights",
                        Figure.percent(moved) + " of size",
                        "above 10 % of size",
                        "all " + e.steps() + " steps")
                .seen(Words.rate(e, "larger"), Words.signal(reach, "0.1-10", 0), Words.loss(e))
                .doubted(Doubts.leans(e), Doubts.learned(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new ScaleRate(10), new ScaleRate(100), new ScaleRate(1000), new ScaleRate(10000));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return !(after.poor() && suspicion(after).holds());
    }
}
