package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.Remedy;

/// Class numbers that are all the same, so that there is nothing to tell apart.
public record Labels() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        double share = e.facts().largestShare();
        if (share < 1) return new RuledOut("labels (" + Words.classes(e) + ")");
        return Found.ill(
                0.99,
                e.layers(),
                0,
                List.of(new Measure("samples of the largest class", Figure.percent(share), "below 100 %", "step 0")),
                "All labels are the same: there is nothing to learn.",
                "a constant answer is right for every sample, and the gradient soon 0");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of();
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.facts().largestShare() < 1;
    }

    @Override
    public String sick() {
        return "constant-labels";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
