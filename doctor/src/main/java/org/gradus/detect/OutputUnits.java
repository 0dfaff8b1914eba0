package org.gradus.detect;

import java.util.List;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.Remedy;

/// More outputs than classes.
public record OutputUnits() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        int outputs = e.outputs();
        if (!(e.facts().task() instanceof Task.Classification(int classes)) || outputs <= classes)
            return new RuledOut("outputs (" + outputs + ", as the task asks for)");
        if (!e.poor()) return new RuledOut("outputs (" + outputs + " for " + classes + " classes, yet it learns)");
        if (e.experiments().gain(remedies(e)) < Words.WORTH)
            return new RuledOut("outputs (" + outputs + " for " + classes + " classes; fewer do not help)");
        return Found.ill(
                0.9,
                e.layers().subList(e.layers().size() - 1, e.layers().size()),
                0,
                List.of(
                        new Measure("outputs", String.valueOf(outputs), String.valueOf(classes), "step 0"),
                        Words.left(e)),
                "The last layer has " + outputs + " units for " + classes + " classes.",
                "units without a class only take probability away from the others");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new FixOutput(e.facts().task()));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.outputs() <= before.outputs() && after.left() < before.left();
    }

    @Override
    public String sick() {
        return "output-units";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
