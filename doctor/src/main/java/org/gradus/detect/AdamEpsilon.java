package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.name.Names;
import org.gradus.name.Settings;
import org.gradus.probe.Vitals;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SmallEpsilon;

/// An ε, in Adam or another optimizer that divides by the size of gradients, that is larger than the gradients it is
/// added to, so that steps shrink with them.
@Patients(sick = "adam-epsilon")
public record AdamEpsilon() implements Detector.BuiltIn, Tried {
    /// Gradients of fewer ε than this are not what decides the step.
    private static final double RATIO = 10;

    private static final double USUAL = 1e-6;

    @Override
    public Phrases phrases() {
        return new Phrases("epsilon", "a smaller one does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double epsilon = epsilon(e);
        if (epsilon == 0) return new Suspicion(false, "the optimizer has none");
        double ratio = gradient(e) / epsilon;
        boolean odd = epsilon >= USUAL || e.left() >= 1;
        return new Suspicion(ratio <= RATIO && odd, "gradients are " + Figure.of(ratio) + " times as large");
    }

    @Override
    public Found found(Evidence e, double gain) {
        double epsilon = epsilon(e), size = gradient(e);
        return Found.ill(
                        0.93,
                        e.layers(),
                        "The epsilon of " + Figure.of(epsilon) + " in "
                                + Names.of(e.recipe().optimizer().getClass())
                                + " outweighs the gradients it is added to.",
                        "a step is rate x mean / (size + epsilon): with a large epsilon it shrinks "
                                + "with the gradient, which dividing by its size is there to prevent")
                .since(1)
                .seen("epsilon", Figure.of(epsilon), "1e-8")
                .seen("rms of the gradient", Figure.of(size), "well above epsilon", "first steps")
                .seen(Words.gain("error, with epsilon 1e-8", gain), Words.left(e));
    }

    private static double epsilon(Evidence e) {
        return Settings.number(e.recipe().optimizer(), "epsilon").orElse(0);
    }

    /// The largest root mean square of a gradient over the first steps.
    private static double gradient(Evidence e) {
        double largest = 0;
        for (int t = 0; t < e.history().tensors().size() && e.history().size() > 0; t++) {
            if (!e.history().tensors().get(t).startsWith(Vitals.GRADIENT)) continue;
            double mean = e.history().get(org.gradus.probe.Measure.MEAN, 0, t);
            double deviation = e.history().get(org.gradus.probe.Measure.DEVIATION, 0, t);
            double size = Math.sqrt(mean * mean + deviation * deviation);
            if (!Double.isNaN(size)) largest = Math.max(largest, size);
        }
        return largest;
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new SmallEpsilon());
    }
}
