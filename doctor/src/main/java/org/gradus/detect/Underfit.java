package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.AddHidden;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Together;
import org.gradus.remedy.Widen;

/// A network that has learned all it can, where a larger one would learn more.
public record Underfit() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        if (!e.poor()) return new RuledOut("underfit (" + Figure.percent(e.left()) + " of the error is left)");
        if (!e.stalled()) return new RuledOut("underfit (the loss still falls)");
        double gain = e.experiments().gain(remedies(e));
        if (gain < Words.WORTH) return new RuledOut("underfit (a larger network leaves as much)");
        long hidden = Model.dense(e.recipe().model()) - 1;
        return Found.ill(
                0.8,
                e.layers(),
                e.history().size() / 2,
                List.of(
                        new Measure("hidden layers", String.valueOf(hidden), "more", "step 0"),
                        Words.gain("error, with a larger network", gain),
                        Words.left(e)),
                "The network has learned what it can; a larger one learns more.",
                "the gradient is small because this network cannot do better, not\n"
                        + "because the signal is lost: a larger clone goes lower");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new AddHidden(64), new Widen(4), new Together(new AddHidden(64), new AddHidden(64)));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
    }

    @Override
    public String sick() {
        return "underfit";
    }

    @Override
    public String healthy() {
        return "linear";
    }
}
