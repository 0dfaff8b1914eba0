package org.gradus.layer;

import org.gradus.activation.Identity;
import org.gradus.graph.Expr;
import org.gradus.init.Constant;
import org.gradus.init.Init;
import org.gradus.init.Zeros;
import org.gradus.tensor.Shape;

/// The learned scale and offset, one of each a unit, that follow a normalisation.
final class Affine {
    private Affine() {}

    static Expr apply(Scope scope, Expr x) {
        Shape units = Shape.of(x.shape().last());
        Init.Fans one = new Init.Fans(1, 1);
        Expr scale = scope.parameter("scale", units, new Constant(1), one, new Identity());
        Expr offset = scope.parameter("offset", units, new Zeros(), one, new Identity());
        return x.times(scale).plus(offset);
    }
}
