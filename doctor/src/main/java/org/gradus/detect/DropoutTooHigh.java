package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.layer.Layer;
import org.gradus.remedy.LessDropout;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;

/// So many units dropped that what is left cannot carry the signal.
@Patients(sick = "dropout-too-high")
public record DropoutTooHigh() implements Detector.BuiltIn, TooStrong {
    /// The usual rate (Srivastava et al. 2014); more is suspected.
    private static final double USUAL = 0.5;

    @Override
    public Phrases phrases() {
        return new Phrases("dropout", "less does not help");
    }

    @Override
    public double strength(Evidence e) {
        return Model.leaves(e.recipe().model()).mapToDouble(Layer::drops).max().orElse(0);
    }

    @Override
    public double limit() {
        return USUAL;
    }

    @Override
    public Found found(Evidence e, double gain) {
        double rate = strength(e);
        return Found.ill(
                        0.9,
                        e.layers(),
                        "Dropout sets " + Figure.percent(rate)
                                + " of the units to 0 at every step; what is left cannot carry the signal.",
                        "what survives is scaled up by " + Figure.of(1 / (1 - rate)) + ", and so is its noise")
                .seen("dropout rate", Figure.of(rate), "at most 0.5")
                .seen(Words.gain("error, with less dropout", gain), Words.left(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new LessDropout(0.2), new LessDropout(0));
    }
}
