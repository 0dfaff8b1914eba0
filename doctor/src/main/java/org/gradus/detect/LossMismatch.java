package org.gradus.detect;

import java.util.List;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.loss.Huber;
import org.gradus.loss.Loss;
import org.gradus.loss.Mae;
import org.gradus.loss.Mse;
import org.gradus.name.Names;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.Remedy;

/// A distance between numbers as the loss of a classifier, and worse than the cross-entropy would
/// be.
public record LossMismatch() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        Loss loss = e.recipe().loss();
        boolean distance = loss instanceof Mse || loss instanceof Mae || loss instanceof Huber;
        String name = Names.of(loss.getClass());
        if (!distance || !(e.facts().task() instanceof Task.Classification))
            return new RuledOut("loss (" + name + " fits the task)");
        if (!e.poor()) return new RuledOut("loss (" + name + " of class numbers, yet it learns)");
        double gain = e.experiments().gain(remedies(e));
        if (gain < Words.WORTH) return new RuledOut("loss (a cross-entropy does not help)");
        return Found.ill(
                0.9,
                e.layers().subList(e.layers().size() - 1, e.layers().size()),
                0,
                List.of(
                        new Measure("loss", name, "a cross-entropy", "step 0"),
                        Words.gain("error, with a cross-entropy", gain),
                        Words.left(e)),
                "The loss " + name + " measures distances between class numbers; this task asks for classes.",
                "far from the right answer a distance of squashed numbers is flat,\n"
                        + "where a cross-entropy is steepest");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new FixOutput(e.facts().task()));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
    }

    @Override
    public String sick() {
        return "mse-classifier";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
