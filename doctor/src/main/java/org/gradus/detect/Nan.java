package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.probe.DataFacts;
import org.gradus.remedy.ClipGradients;
import org.gradus.remedy.PlainLoss;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;

/// A loss or gradient that is not a finite number. It is where many faults end, so it comes first
/// only when no cause explains it.
@Patients(sick = "overflow")
public record Nan() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        if (e.stop().isEmpty()) return new RuledOut("non-finite numbers (none)");
        if (Exploding.reach(e) >= Thresholds.MAX_REACH)
            return new RuledOut("non-finite numbers (the signal explodes before the first step)");
        Evidence.Stop stop = e.stop().get();
        return e.facts().broken().map(broken -> inData(e, stop, broken)).orElseGet(() -> made(e, stop));
    }

    /// A number that the samples brought along: no change to the recipe can mend it.
    private static Found inData(Evidence e, Evidence.Stop stop, DataFacts.Broken broken) {
        return Found.ill(
                        0.99,
                        e.layers(),
                        "The training data hold a number that is not finite: " + broken.place() + ".",
                        "all that is computed from it is not finite either; the first operation: " + stop.operation())
                .seen("training " + broken.place(), broken.words(), "a finite number", "the data")
                .seen("first non-finite step", String.valueOf(stop.step()), "none", "step " + stop.step());
    }

    private static Found made(Evidence e, Evidence.Stop stop) {
        return Found.ill(
                        0.6,
                        e.layers(),
                        "Step " + stop.step() + " made a number that is not finite.",
                        "the first operation whose result was not finite: " + stop.operation())
                .since(stop.step())
                .seen("first non-finite step", String.valueOf(stop.step()), "none", "step " + stop.step())
                .seen("first operation", stop.operation(), "none", "step " + stop.step())
                .seen(Words.loss(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        if (e.facts().broken().isPresent()) return List.of();
        return List.of(new ScaleRate(1.0 / 10), new ClipGradients(1), new PlainLoss());
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.stop().isEmpty();
    }

    @Override
    public boolean symptom() {
        return true;
    }
}
