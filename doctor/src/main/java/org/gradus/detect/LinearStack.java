package org.gradus.detect;

import java.util.List;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.remedy.AddActivation;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;

/// Dense layers without any activation between them, which together are one linear layer, on a
/// task that asks for more.
public record LinearStack() implements Detector.BuiltIn {
    @Override
    public Finding examine(Evidence e) {
        int layers = e.layers().size();
        boolean linear = layers > 1 && Model.activation(e.recipe().model()) instanceof Identity;
        if (!linear) return new RuledOut("missing activation (" + (layers > 1 ? "none is missing" : "one layer") + ")");
        if (!e.poor()) return new RuledOut("missing activation (a linear model does)");
        double gain = e.experiments().gain(remedies(e));
        if (gain < Words.WORTH) return new RuledOut("missing activation (one does not help)");
        return Found.ill(
                0.95,
                e.layers().subList(0, layers - 1),
                0,
                List.of(
                        new Measure("hidden layers without activation", String.valueOf(layers - 1), "0", "step 0"),
                        Words.gain("error, with activations", gain),
                        Words.left(e)),
                "No hidden layer has an activation: " + layers + " layers are one linear map.",
                "a product of matrices is a matrix; depth adds nothing without a\nnonlinearity between the layers");
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new AddActivation(new Relu(), new HeNormal()), new AddActivation(new Tanh(), new GlorotUniform()));
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.left() < before.left() / 2;
    }

    @Override
    public String sick() {
        return "linear-stack";
    }

    @Override
    public String healthy() {
        return "linear";
    }
}
