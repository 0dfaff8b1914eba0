package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.init.HeNormal;
import org.gradus.layer.Layer;
import org.gradus.probe.Field;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapInit;

/// Weights before a normalisation that have grown, or begun, so large that steps hardly turn them.
///
/// A normalisation cancels the size of the weights before it: the gradient shrinks as 1 / ‖w‖,
/// and the effective learning rate as 1 / ‖w‖² (van Laarhoven 2017).
@Patients(sick = "scale-invariance", healthy = "relu-batch-norm")
public record ScaleInvariance() implements Detector.BuiltIn, Tried {
    /// Of its size, in a step, below which a weight hardly turns.
    private static final double SLOW = 1e-3;

    @Override
    public Phrases phrases() {
        return new Phrases("scale invariance", "smaller weights do not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        boolean norm = Model.leaves(e.recipe().model()).anyMatch(Layer::normalizes);
        double update = update(e);
        return new Suspicion(
                norm && largest(e) >= Thresholds.LARGE_WEIGHTS && update <= SLOW,
                norm ? "weights turn by " + Figure.of(update) : "no normalisation");
    }

    @Override
    public Found found(Evidence e, double gain) {
        double largest = largest(e), update = update(e);
        return Found.ill(
                        0.9,
                        e.hidden(),
                        "A normalisation follows weights " + Figure.of(largest)
                                + " times the usual size: steps hardly turn them.",
                        "the normalisation divides by the weights' size, so the gradient falls "
                                + "with it, and the effective rate with its square")
                .seen("largest weight gain", Figure.of(largest), "1 to 1.4")
                .seen("step / weight, layer 1", Figure.of(update), "about 1e-3", "all steps")
                .seen(Words.gain("error, with smaller initial weights", gain), Words.left(e));
    }

    private static double largest(Evidence e) {
        return e.start().stream().mapToDouble(Evidence.Weights::gain).max().orElse(0);
    }

    private static double update(Evidence e) {
        int steps = e.history().size();
        return steps == 0 ? 0 : e.history().last(Field.UPDATE, 0, steps);
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SwapInit(new HeNormal(), false));
    }
}
