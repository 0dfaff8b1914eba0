package org.gradus.layer;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.name.Name;

/// An activation as a layer of its own, for use after a normalisation; in recipes, `activation: relu`.
@Name("activation")
public record Activate(Activation function) implements Layer.BuiltIn, Activated {
    @Override
    public Activation activation() {
        return function;
    }

    @Override
    public Activate withActivation(Activation activation) {
        return new Activate(activation);
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        return scope.nonlinear(function, x);
    }

    public static List<Layer> examples() {
        return List.of(new Activate(new Tanh()));
    }
}
