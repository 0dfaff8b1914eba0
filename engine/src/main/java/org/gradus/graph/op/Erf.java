package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Tensor;

/// The error function, 2/√π times the integral of exp(-t²) from 0 to x, with full relative accuracy around 0.
///
/// It is 2 Φ(x √2) - 1 of [NormalCdf], without that difference. The derivative is 2/√π exp(-x²) (Abramowitz and
/// Stegun 7.1.1). No lanes have it: it runs number by number.
public record Erf() implements Op.BuiltIn, Op.Unary {
    private static final double SLOPE = 2 / Math.sqrt(Math.PI), ROOT_2 = Math.sqrt(2);

    @Override
    public double apply(double x) {
        return 2 * NormalCdf.overHalf(x * ROOT_2);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, dy.times(y.input(0).square().negate().exp().times(SLOPE)));
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Erf(), Tensor.vector(-4, -1.2, -0.3, 0, 0.7, 2)));
    }
}
