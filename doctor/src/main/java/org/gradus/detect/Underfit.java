package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.AddHidden;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Together;
import org.gradus.remedy.Widen;

/// A network that has learned all it can, where a larger one would learn more.
@Patients(sick = "underfit", healthy = "linear")
public record Underfit() implements Detector.BuiltIn, Tried {
    @Override
    public Phrases phrases() {
        return new Phrases("underfit", "a larger network leaves as much");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        return new Suspicion(e.stop().isEmpty(), e.stop().isEmpty() ? "it learned what it can" : "it broke off");
    }

    /// A network that a push gets going was not too small.
    @Override
    public Optional<String> doubt(Evidence e, double gain) {
        double pushed = e.experiments().gain(Resting.pushes()).mean();
        return pushed > gain - Gain.WORTH ? Optional.of("a push does as much for the same network") : Optional.empty();
    }

    @Override
    public Found found(Evidence e, double gain) {
        long hidden = Model.dense(e.recipe().model()) - 1;
        return Found.ill(
                        0.8,
                        e.layers(),
                        "The network has learned what it can; a larger one learns more.",
                        "the gradient is small because this network cannot do better, not "
                                + "because the signal is lost: a larger clone goes lower")
                .since(e.history().made() / 2)
                .seen("hidden layers", String.valueOf(hidden), "more")
                .seen(Words.gain("error, with a larger network", gain), Words.left(e))
                .doubted(Doubts.remains(e, "with a larger network", gain), Doubts.falling(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new AddHidden(64), new Widen(4), new Together(new AddHidden(64), new AddHidden(64)));
    }

    @Override
    public boolean lastResort() {
        return true;
    }
}
