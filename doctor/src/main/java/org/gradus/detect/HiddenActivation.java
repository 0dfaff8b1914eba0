package org.gradus.detect;

import java.util.List;
import org.gradus.activation.Relu;
import org.gradus.activation.Softmax;
import org.gradus.activation.Tanh;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapActivation;

/// A softmax inside the network, which makes the units of a layer compete for one unit of
/// activation.
public record HiddenActivation() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        long softmax = Model.hidden(e.recipe().model())
                .filter(Softmax.class::isInstance)
                .count();
        if (softmax == 0) return new RuledOut("softmax inside (none)");
        if (!e.poor()) return new RuledOut("softmax inside (" + softmax + ", yet it learns)");
        double gain = e.experiments().gain(remedies(e));
        if (gain < Words.WORTH) return new RuledOut("softmax inside (another activation does not help)");
        return Found.ill(
                0.95,
                e.layers().subList(0, e.layers().size() - 1),
                0,
                List.of(
                        new Measure("hidden layers with a softmax", String.valueOf(softmax), "0", "step 0"),
                        Words.gain("error, with relu or tanh", gain),
                        Words.left(e)),
                "A softmax stands inside the network; it belongs at the end of a classifier, if anywhere.",
                "its outputs sum to 1, so each is about one over the layer's width, and\n"
                        + "so is its slope: the signal shrinks by that at every such layer");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new SwapActivation(new Relu(), new HeNormal()), new SwapActivation(new Tanh(), new GlorotUniform()));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
    }

    @Override
    public String sick() {
        return "hidden-softmax";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
