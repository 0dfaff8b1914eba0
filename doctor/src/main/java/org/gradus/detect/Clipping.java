package org.gradus.detect;

import java.util.Arrays;
import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.probe.Measure;
import org.gradus.probe.Vitals;
import org.gradus.remedy.NoClip;
import org.gradus.remedy.Remedy;

/// Gradients cut to a small part of their size at most steps.
@Patients(sick = "clipping")
public record Clipping() implements Detector.BuiltIn, Tried {
    /// Clipping to a smaller part than this at a typical step is more than a guard against rare
    /// spikes.
    private static final double RATIO = 0.2;

    @Override
    public Phrases phrases() {
        return new Phrases("clipping", "without it nothing is better");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        if (e.recipe().clip().isEmpty()) return new Suspicion(false, "none");
        double ratio = ratio(e);
        return new Suspicion(ratio <= RATIO, "to " + Figure.percent(ratio) + " at a typical step");
    }

    @Override
    public Found found(Evidence e, double gain) {
        double ratio = ratio(e);
        return Found.ill(
                        0.93,
                        e.layers(),
                        "Clipping cuts the gradient to " + Figure.percent(ratio) + " of its size at a typical step.",
                        "the gradient is there; what reaches the weights is cut to a size at "
                                + "which they hardly move")
                .since(1)
                .seen("gradient kept by clipping", Figure.percent(ratio), "100 % at most steps", "all steps")
                .seen(Words.gain("error, without clipping", gain), Words.left(e));
    }

    /// What clipping leaves of the gradient at a typical step: the median over steps.
    private static double ratio(Evidence e) {
        int n = e.history().size();
        double[] ratios = new double[n];
        for (int i = 0; i < n; i++) ratios[i] = ratio(e, i);
        Arrays.sort(ratios);
        return n == 0 ? 1 : ratios[n / 2];
    }

    private static double ratio(Evidence e, int frame) {
        double squares = 0, largest = 0;
        for (int t = 0; t < e.history().tensors().size(); t++) {
            if (!e.history().tensors().get(t).startsWith(Vitals.GRADIENT)) continue;
            double norm = e.history().get(Measure.NORM, frame, t);
            squares += norm * norm;
            largest = Math.max(
                    largest,
                    Math.max(
                            e.history().get(Measure.LARGEST, frame, t),
                            -e.history().get(Measure.SMALLEST, frame, t)));
        }
        return e.recipe().clip().orElseThrow().kept(Math.sqrt(squares), largest);
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new NoClip());
    }
}
