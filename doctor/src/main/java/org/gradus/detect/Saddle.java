package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.geometry.Certificate.Verdict;
import org.gradus.remedy.Remedy;

/// A training that rests where the loss has no slope and yet curves down in some direction: no
/// minimum, and a way out.
@Patients(sick = "saddle", healthy = "linear")
public record Saddle() implements Detector.BuiltIn, Tried {
    @Override
    public Phrases phrases() {
        return new Phrases("saddle", "a push does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        return Resting.suspicion(e, List.of(Verdict.STRICT_SADDLE, Verdict.LOCAL_MAXIMUM));
    }

    @Override
    public Optional<String> doubt(Evidence e, double gain) {
        return Resting.doubt(e, gain);
    }

    @Override
    public Found found(Evidence e, double gain) {
        return Resting.found(
                e,
                gain,
                "Training rests at a saddle, not at a minimum: there is a way down that the gradient does not see.",
                "at a saddle the slope is 0 in every direction, but the loss curves "
                        + "down along some; a step that way, or a better start, leads on");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return Resting.remedies();
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return Resting.pushes();
    }

    @Override
    public boolean lastResort() {
        return true;
    }
}
