package org.shut;

import org.gradus.activation.Activation;
import org.gradus.graph.Expr;

/// An activation in a package that its module does not export. It holds no test, since tests are opened.
public record Closed() implements Activation {
    @Override
    public Expr apply(Expr x) {
        return x.tanh();
    }
}
