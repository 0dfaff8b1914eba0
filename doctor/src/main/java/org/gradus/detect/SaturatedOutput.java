package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.init.GlorotUniform;
import org.gradus.loss.Loss;
import org.gradus.probe.Field;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapInit;
import org.gradus.remedy.Together;

/// A last unit driven where its activation is flat, under a loss that does not undo the flatness:
/// there is a large error and next to no gradient, in every layer alike.
///
/// A cross-entropy of probabilities is steepest where a sigmoid is flattest, and their product is
/// healthy; a distance is not, so only distances are suspected.
@Patients(sick = "saturated-output", healthy = "linear")
public record SaturatedOutput() implements Detector.BuiltIn, Tried {
    @Override
    public Phrases phrases() {
        return new Phrases("saturated output", "a loss on logits does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        boolean distance = e.recipe().loss().reads() == Loss.Reads.VALUES;
        double slope = slope(e);
        return new Suspicion(
                distance && slope < Thresholds.SATURATED,
                distance ? "slope factor " + Figure.of(slope) : "no distance");
    }

    /// The slope factor of the last layer's activation, over the last steps; 1 where there is none.
    private static double slope(Evidence e) {
        if (e.history().size() == 0 || e.layers().isEmpty()) return 1;
        double slope = e.history().last(Field.SLOPE, e.layers().size() - 1, Thresholds.LAST);
        return Double.isNaN(slope) ? 1 : slope;
    }

    @Override
    public Found found(Evidence e, double gain) {
        double slope = slope(e);
        return Found.ill(
                        0.93,
                        e.top(),
                        "The output sits where its activation is flat: " + Figure.percent(slope)
                                + " of the steepest slope is left.",
                        "the error is large, but to reach the weights it is multiplied by the "
                                + "slope of the last activation, and that is nearly 0 here")
                .seen("slope factor of the last activation", Figure.of(slope), "above 0.3", "last 20 steps")
                .seen(
                        "error signal at the output",
                        Figure.percent(e.last().relativeResidual()),
                        "of guessing's",
                        "step " + e.last().step())
                .seen(Words.gain("error, without the last activation", gain), Words.left(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        Remedy logits = new FixOutput(e.facts().task());
        return List.of(logits, new Together(logits, new SwapInit(new GlorotUniform(), true)));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return !suspicion(after).holds();
    }
}
