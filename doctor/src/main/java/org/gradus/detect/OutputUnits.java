package org.gradus.detect;

import java.util.List;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.Remedy;

/// More outputs than classes. Of yes-or-no questions and quantities each has an output of its own: a
/// network with more or fewer is not trained at all (`Trainer`), so there is nothing to judge.
@Patients(sick = "output-units")
public record OutputUnits() implements Detector.BuiltIn, Tried {
    @Override
    public Phrases phrases() {
        return new Phrases("outputs", "fewer do not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        int outputs = e.outputs(), asked = asked(e);
        boolean more = asked > 0 && outputs > asked;
        return new Suspicion(more, outputs + (more ? " for " + asked + " classes" : ", as the task requires"));
    }

    @Override
    public Found found(Evidence e, double gain) {
        int outputs = e.outputs(), classes = asked(e);
        return Found.ill(
                        0.9,
                        e.top(),
                        "The last layer has " + outputs + " units for " + classes + " classes.",
                        "units without a class only take probability away from the others")
                .seen("outputs", String.valueOf(outputs), String.valueOf(classes))
                .seen(Words.left(e));
    }

    /// One for each class; 0 when the task is no classification.
    private static int asked(Evidence e) {
        return e.facts().task() instanceof Task.Classification(int classes) ? classes : 0;
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new FixOutput(e.facts().task()));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.outputs() <= before.outputs() && after.left() < before.left();
    }
}
