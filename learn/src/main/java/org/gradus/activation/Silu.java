package org.gradus.activation;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;

/// x sigmoid(x), also called swish (Elfwing, Uchibe and Doya 2018). Its largest slope is 1.0998, at 2.4.
public record Silu() implements Activation.BuiltIn {
    public static List<Activation> examples() {
        return List.of(new Silu());
    }

    @Override
    public Expr apply(Expr x) {
        return Nonlinear.silu(x);
    }
}
