package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.MoreEpochs;
import org.gradus.remedy.Remedy;

/// A training that ends while the loss still falls.
@Patients(sick = "too-few-epochs")
public record TooFewEpochs() implements Detector.BuiltIn, Tried {
    /// Steps in which a network that can learn has learned something.
    private static final int LEAST = 300;

    @Override
    public Phrases phrases() {
        return new Phrases("too few epochs", "many more hardly help on unseen samples");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        if (!e.ended() || e.stop().isPresent()) return new Suspicion(false, "training has not ended");
        if (e.stoppedEarly()) return new Suspicion(false, "validation gained no more");
        String falls = Figure.percent(Math.max(0, e.falling()));
        return new Suspicion(e.stillFalls(), "the loss falls by " + falls + " at the end");
    }

    /// A loss that falls slowly may get far all the same.
    @Override
    public List<Remedy> lastTrials(Evidence e) {
        boolean slowly =
                e.poor() && e.stop().isEmpty() && e.ended() && !e.stillFalls() && e.falling() > Thresholds.RESTS;
        return slowly ? remedies(e) : List.of();
    }

    @Override
    public Found found(Evidence e, double gain) {
        return Found.ill(
                        0.85,
                        e.layers(),
                        "Training ends after " + e.steps() + " steps, while the loss still falls.",
                        "the gradient is not small: it was still at work when training ended")
                .seen(
                        "loss, still falling",
                        Figure.percent(e.falling()),
                        "in the last quarter",
                        "step " + e.history().made())
                .seen(Words.gain("error, trained for longer", gain), Words.left(e));
    }

    /// Four times as long, and at least as long as anything needs.
    static Remedy longer(Evidence e) {
        return new MoreEpochs(Math.max(4, (int) Math.ceil((double) LEAST / e.steps())));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(longer(e));
    }

    @Override
    public boolean lastResort() {
        return true;
    }
}
