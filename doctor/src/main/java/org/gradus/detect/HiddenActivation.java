package org.gradus.detect;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.detect.Finding.Found;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.name.Names;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapActivation;

/// A softmax inside the network, which makes the units of a layer compete for one unit of
/// activation.
@Patients(sick = "hidden-softmax")
public record HiddenActivation() implements Detector.BuiltIn, Tried {
    @Override
    public Phrases phrases() {
        return new Phrases("softmax inside", "another activation does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        int softmax = competing(e).size();
        return new Suspicion(softmax > 0, softmax == 0 ? "none" : String.valueOf(softmax));
    }

    @Override
    public Found found(Evidence e, double gain) {
        List<Activation> competing = competing(e);
        String name = Names.of(competing.getFirst().getClass());
        return Found.ill(
                        0.95,
                        e.hidden(),
                        "A " + name + " is inside the network; it belongs at the end of a classifier, if anywhere.",
                        "its outputs sum to 1, so each is about one over the layer's width, and "
                                + "so is its slope: the signal shrinks by that at every such layer")
                .seen("hidden layers with a " + name, String.valueOf(competing.size()), "0")
                .seen(Words.gain("error, with relu or tanh", gain), Words.left(e));
    }

    private static List<Activation> competing(Evidence e) {
        return Model.hidden(e.recipe().model()).filter(Activation::competes).toList();
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new SwapActivation(new Relu(), new HeNormal()), new SwapActivation(new Tanh(), new GlorotUniform()));
    }
}
