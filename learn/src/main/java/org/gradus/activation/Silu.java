package org.gradus.activation;

import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// x sigmoid(x), also called swish (Elfwing, Uchibe and Doya 2018). Its largest slope is 1.0998, at 2.4.
public record Silu() implements Activation.BuiltIn {
    @Override
    public Expr apply(Expr x) {
        return Nonlinear.silu(x);
    }
}
