package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Open;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.AddDecay;
import org.gradus.remedy.AddDropout;
import org.gradus.remedy.AddPenalty;
import org.gradus.remedy.FewerEpochs;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Shrink;
import org.gradus.remedy.StopEarly;

/// A network that learns its training samples better than the rule behind them, where a smaller, a
/// shorter or a regularised training does better on samples that it does not see.
///
/// That unseen samples are told worse than others is no fault by itself: with few samples the best
/// network there is does so, too.
@Patients(sick = "learned-by-heart")
public record Overfitting() implements Detector.BuiltIn {
    /// A difference in training error that is none.
    private static final double TRIFLE = 0.02;

    @Override
    public Finding examine(Evidence e) {
        double gap = gap(e);
        String both = "(" + Figure.percent(gap) + " more error on held-out samples)";
        if (!(gap >= Gain.WORTH) || e.stop().isPresent()) return new RuledOut("overfitting " + both);
        Gain gain = e.experiments().gain(decisive(e));
        if (gain.helps()) return found(e, gain.mean());
        return new Open(
                "overfitting (" + (gain.unsure() ? "too few samples to say" : "less of it does not help") + ")",
                less -> found(e, less));
    }

    /// How much more error is left on unseen samples than on those trained on.
    private static double gap(Evidence e) {
        double unseen =
                Double.isNaN(e.heldOutLeft()) ? e.experiments().control().unseen() : e.heldOutLeft();
        return Gain.scaled(unseen) - Math.min(1, e.left());
    }

    @Override
    public List<Remedy> trials(Evidence e) {
        return gap(e) >= Gain.WORTH && e.stop().isEmpty() ? remedies(e) : List.of();
    }

    @Override
    public List<Remedy> lastTrials(Evidence e) {
        return e.poor() && e.stop().isEmpty() ? remedies(e) : List.of();
    }

    @Override
    public Optional<Finding> lastly(Evidence e) {
        if (lastTrials(e).isEmpty() || gap(e) >= Gain.WORTH) return Optional.empty();
        Gain gain = e.experiments().gain(decisive(e));
        return gain.helps() ? Optional.of(found(e, gain.mean())) : Optional.empty();
    }

    private static Found found(Evidence e, double gain) {
        return Found.ill(
                        0.85,
                        e.layers(),
                        "The network memorizes its samples: " + Figure.percent(e.left())
                                + " of the error is left on them, "
                                + Figure.percent(e.heldOutLeft()) + " on others.",
                        "what is learned beyond the rule holds for the training samples alone; a smaller, "
                                + "a shorter or a regularised training learns less of it")
                .since(e.history().made())
                .seen(Words.left(e))
                .seen(
                        "error left on held-out data",
                        Figure.percent(e.heldOutLeft()),
                        "no more than in training",
                        "step " + e.history().made())
                .seen(Words.gain("error, held back in size, time or by regularisation", gain));
    }

    /// What holds the network back: a remedy by which the samples trained on are told better, too, does
    /// something else.
    @Override
    public List<Remedy> decisive(Evidence e) {
        double own = e.experiments().control().left();
        return remedies(e).stream()
                .filter(r -> e.experiments()
                        .with(r)
                        .filter(o -> o.left() >= own - TRIFLE)
                        .isPresent())
                .toList();
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new StopEarly(),
                new AddPenalty(0.003),
                new AddPenalty(0.03),
                new AddDecay(0.3),
                new AddDropout(0.5),
                new FewerEpochs(4),
                new Shrink(4),
                new Shrink(32));
    }

    @Override
    public boolean relieved(Evidence control, Evidence treated) {
        return gap(treated) < gap(control) || treated.improvesOn(control);
    }
}
