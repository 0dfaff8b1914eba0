package org.gradus.layer;

import org.gradus.activation.Activation;
import org.gradus.graph.Expr;
import org.gradus.name.Name;

/// An activation as a layer of its own, for use after a normalisation; in recipes, `activation: relu`.
@Name("activation")
public record Activate(Activation function) implements Layer.BuiltIn {
    @Override
    public Expr apply(Scope scope, Expr x) {
        return apply(scope.enter("activation"), function, x);
    }

    static Expr apply(Scope scope, Activation activation, Expr z) {
        Expr a = activation.apply(z);
        // nothing is done
        if (a.equals(z)) return z;
        scope.nonlinear(activation, z, a);
        return a;
    }
}
