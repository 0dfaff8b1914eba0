package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.LessDropout;
import org.gradus.remedy.Model;
import org.gradus.remedy.NoPenalty;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Together;

/// Dropout, and weight decay or a penalty on weights, that are both too strong, so that taking away
/// one of them is not enough.
@Patients(sick = "over-regularised")
public record OverRegularised() implements Detector.BuiltIn, Tried {
    @Override
    public Phrases phrases() {
        return new Phrases("regularisation", "less does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        boolean dropout = Model.leaves(e.recipe().model()).anyMatch(l -> l.drops() > 0);
        boolean decay = WeightDecay.decay(e) > 0 || e.recipe().penalty().isPresent();
        return new Suspicion(dropout && decay, dropout && decay ? "two kinds" : "not both kinds");
    }

    @Override
    public Optional<String> doubt(Evidence e, double gain) {
        return alone(e) > gain - Gain.WORTH ? Optional.of("one kind explains it") : Optional.empty();
    }

    /// What taking away the worse kind gains.
    private static double alone(Evidence e) {
        return e.experiments().gain(List.of(new LessDropout(0), lessDecay(e))).mean();
    }

    private static Remedy lessDecay(Evidence e) {
        return e.recipe().penalty().isPresent() ? new NoPenalty() : new LessDecay();
    }

    @Override
    public Found found(Evidence e, double gain) {
        double alone = alone(e);
        return Found.ill(
                        0.8,
                        e.layers(),
                        "Dropout and weight decay are both too strong: taking away one is not enough.",
                        "each holds back what the network can fit; the sum is too much")
                .seen(
                        Words.gain("error, without either", gain),
                        Words.gain("error, without the worse one", alone),
                        Words.left(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new Together(new LessDropout(0), lessDecay(e)));
    }
}
