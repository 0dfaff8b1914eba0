package org.gradus.detect;

import java.util.List;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.probe.DataFacts;
import org.gradus.remedy.Remedy;

/// Class numbers that are all the same, or yes-or-no questions each of which has the same answer at
/// all samples, so that there is nothing to tell apart.
///
/// One such question among others is no fault: a bias answers it, and the others are learned.
@Patients(sick = "constant-labels")
public record Labels() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        if (!same(e.facts())) return new RuledOut("labels (" + Words.classes(e) + ")");
        boolean questions = e.facts().task() instanceof Task.MultiLabel;
        String measured = questions ? "samples of each question's commonest answer" : "samples of the largest class";
        return Found.ill(
                        0.99,
                        e.layers(),
                        (questions ? "Each question has the same answer at all samples" : "All labels are the same")
                                + ": there is nothing to learn.",
                        "a constant answer is right for every sample, and the gradient soon 0")
                .seen(measured, Figure.percent(1), "below 100 %");
    }

    private static boolean same(DataFacts facts) {
        List<Double> commonest = facts.commonest();
        return !commonest.isEmpty() && commonest.stream().allMatch(share -> share == 1);
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of();
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return !same(after.facts());
    }
}
