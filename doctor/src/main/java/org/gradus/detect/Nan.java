package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.detect.Finding.Severity;
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
        return new Found(
                Severity.ILL,
                0.99,
                e.layers(),
                0,
                List.of(
                        new Measure("training " + broken.place(), broken.words(), "a finite number", "the data"),
                        new Measure(
                                "first non-finite step", String.valueOf(stop.step()), "none", "step " + stop.step())),
                List.of(),
                "The training data hold a number that is not finite: " + broken.place() + ".",
                "all that is computed from it is not finite either; the first operation: " + stop.operation());
    }

    private static Found made(Evidence e, Evidence.Stop stop) {
        return new Found(
                Severity.ILL,
                0.6,
                e.layers(),
                stop.step(),
                List.of(
                        new Measure(
                                "first non-finite step", String.valueOf(stop.step()), "none", "step " + stop.step()),
                        new Measure("first operation", stop.operation(), "none", "step " + stop.step()),
                        Words.loss(e)),
                List.of(),
                "Step " + stop.step() + " made a number that is not finite.",
                "the first operation whose result was not finite: " + stop.operation());
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
