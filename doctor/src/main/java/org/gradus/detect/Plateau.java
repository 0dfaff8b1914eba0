package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.geometry.Certificate.Verdict;
import org.gradus.loss.Loss;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.Remedy;

/// A training that rests where the loss is flat to second order, with much error left; or where it
/// has stopped speaking, as a clamped logarithm does: next to no error signal, though the answers
/// are wrong.
@Patients(sick = "plateau", healthy = "linear")
public record Plateau() implements Detector.BuiltIn, Tried {
    /// An error signal below this part of guessing's, with more than [Thresholds#POOR] left,
    /// comes from a loss that no longer speaks.
    private static final double SILENT = 0.1;

    /// Whether the loss does not speak where it should: next to no error signal though many answers
    /// are wrong, or a logarithm that is cut off and yet above what guessing costs.
    private static boolean silent(Evidence e) {
        boolean cut = e.recipe().loss().reads() == Loss.Reads.PROBABILITIES;
        return e.stop().isEmpty()
                && e.left() > Thresholds.POOR
                && (e.last().relativeResidual() < SILENT || cut && e.finalLoss() > e.constantLoss());
    }

    @Override
    public Phrases phrases() {
        return new Phrases("plateau", "a push does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        return silent(e)
                ? new Suspicion(true, "the loss is cut off where the network is sure and wrong")
                : Resting.suspicion(e, List.of(Verdict.PLATEAU, Verdict.DEGENERATE));
    }

    @Override
    public Optional<String> doubt(Evidence e, double gain) {
        return silent(e) ? Optional.empty() : Resting.doubt(e, gain);
    }

    @Override
    public Found found(Evidence e, double gain) {
        double residual = e.last().relativeResidual();
        return silent(e)
                ? Found.ill(
                                0.9,
                                e.layers(),
                                "The loss no longer responds: " + Figure.percent(e.left())
                                        + " of the error is left, and where the network is confident and wrong there is no slope.",
                                "a loss that is cut off, as the logarithm of a probability next to 0 is, "
                                        + "has no slope where the network is sure and wrong")
                        .seen(
                                "error signal at the output",
                                Figure.percent(residual),
                                "of guessing's",
                                "step " + e.last().step())
                        .seen(Words.loss(e))
                        .seen(Words.gain("error, after a push or with another loss", gain), Words.left(e))
                : Resting.found(
                        e,
                        gain,
                        "Training rests on a plateau: neither slope nor curvature leads anywhere, though much error"
                                + " is left.",
                        "on a plateau the gradient is small in every layer alike; larger initial "
                                + "weights, a larger rate or patience lead off it");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        List<Remedy> remedies = new ArrayList<>(Resting.remedies());
        remedies.addFirst(new FixOutput(e.facts().task()));
        return remedies;
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        List<Remedy> decisive = new ArrayList<>(Resting.pushes());
        decisive.add(new FixOutput(e.facts().task()));
        return decisive;
    }

    @Override
    public boolean lastResort() {
        return true;
    }
}
