package org.gradus.detect;

import java.util.List;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Found;
import org.gradus.loss.Huber;
import org.gradus.loss.Loss;
import org.gradus.loss.Mae;
import org.gradus.loss.Mse;
import org.gradus.name.Names;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.Remedy;

/// A distance between numbers as the loss of a classifier, or of answers of yes and no, and worse
/// than the cross-entropy would be. A cross-entropy of classes for answers of yes and no is an
/// [OutputMismatch].
@Patients(sick = "mse-classifier")
public record LossMismatch() implements Detector.BuiltIn, Tried {
    @Override
    public Phrases phrases() {
        return new Phrases("loss", "a cross-entropy does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        Loss loss = e.recipe().loss();
        boolean distance = loss instanceof Mse || loss instanceof Mae || loss instanceof Huber;
        boolean odd = distance
                && !(e.facts().task() instanceof Task.Regression)
                && !new SaturatedOutput().suspicion(e).holds();
        String name = Names.of(loss.getClass());
        return new Suspicion(
                odd, odd ? name + " of " + (questions(e) ? "yes and no" : "class numbers") : name + " fits the task");
    }

    private static boolean questions(Evidence e) {
        return e.facts().task() instanceof Task.MultiLabel;
    }

    @Override
    public Found found(Evidence e, double gain) {
        String name = Names.of(e.recipe().loss().getClass());
        return Found.ill(
                        0.9,
                        e.top(),
                        "The loss " + name
                                + (questions(e)
                                        ? " measures distances between numbers; this task asks for yes or no."
                                        : " measures distances between class numbers; this task asks for classes."),
                        "far from the right answer a distance of squashed numbers is flat, "
                                + "where a cross-entropy is steepest")
                .seen("loss", name, "a cross-entropy")
                .seen(Words.gain("error, with a cross-entropy", gain), Words.left(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new FixOutput(e.facts().task()));
    }
}
