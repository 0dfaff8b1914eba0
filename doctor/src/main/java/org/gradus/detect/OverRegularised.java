package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.layer.Dropout;
import org.gradus.optim.AdamW;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.LessDropout;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Together;

/// Dropout and weight decay that are both too strong, so that taking away one of them is not
/// enough.
public record OverRegularised() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        boolean dropout = Model.leaves(e.recipe().model()).anyMatch(l -> l instanceof Dropout d && d.rate() > 0);
        boolean decay = e.recipe().optimizer() instanceof AdamW a && a.weightDecay() > 0;
        if (!dropout || !decay) return new RuledOut("regularisation (not both kinds)");
        if (!e.poor()) return new RuledOut("regularisation (it learns)");
        Experiments x = e.experiments();
        double gain = x.gain(remedies(e)), alone = Math.max(x.gain(new LessDropout(0)), x.gain(new LessDecay()));
        if (gain < Words.WORTH || alone > gain - Words.WORTH)
            return new RuledOut("regularisation (one kind explains it, or none)");
        return Found.ill(
                0.8,
                e.layers(),
                0,
                List.of(
                        Words.gain("error, without either", gain),
                        Words.gain("error, without the worse one", alone),
                        Words.left(e)),
                "Dropout and weight decay are both too strong: taking away one is not enough.",
                "each holds back what the network can fit; the sum is too much");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new Together(new LessDropout(0), new LessDecay()));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
    }

    @Override
    public String sick() {
        return "over-regularised";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
