package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;

/// ln(1 + exp(x)), a smooth ReLU that is never 0 (Dugas et al. 2001). Its slope is the sigmoid, below 1.
public record Softplus() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Softplus());
    }

    @Override
    public Expr apply(Expr x) {
        return x.softplus();
    }
}
