package org.gradus.detect;

import java.util.List;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.detect.Finding.Found;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.remedy.AddActivation;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;

/// Dense layers without any activation between them, which together are one linear layer, on a
/// task that asks for more.
@Patients(sick = "linear-stack", healthy = "linear")
public record LinearStack() implements Detector.BuiltIn, Tried {
    @Override
    public Phrases phrases() {
        return new Phrases("missing activation", "one does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        int layers = e.layers().size();
        boolean linear = layers > 1 && Model.activation(e.recipe().model()) instanceof Identity;
        String sign = layers == 1 ? "one layer" : linear ? "a linear model" : "none is missing";
        return new Suspicion(linear, sign);
    }

    @Override
    public Found found(Evidence e, double gain) {
        int layers = e.layers().size();
        return Found.ill(
                        0.95,
                        e.layers().subList(0, layers - 1),
                        "No hidden layer has an activation: " + layers + " layers are one linear map.",
                        "a product of matrices is a matrix; depth adds nothing without a nonlinearity between the layers")
                .seen("hidden layers without activation", String.valueOf(layers - 1), "0")
                .seen(Words.gain("error, with activations", gain), Words.left(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(
                new AddActivation(new Relu(), new HeNormal()), new AddActivation(new Tanh(), new GlorotUniform()));
    }
}
