package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;

/// x where positive, else 0 (Nair and Hinton 2010). The slope at 0 is taken as 0.
public record Relu() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Relu());
    }

    @Override
    public Expr apply(Expr x) {
        return x.relu();
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
