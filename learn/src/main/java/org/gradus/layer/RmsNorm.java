package org.gradus.layer;

import java.util.List;
import org.gradus.activation.Identity;
import org.gradus.graph.Expr;
import org.gradus.init.Constant;
import org.gradus.init.Init;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;

/// Each sample divided by the root mean square of its units, then scaled by a learned factor for each unit (Zhang
/// and Sennrich 2019, eq. 4). RMS normalisation over the last axis, x / √(mean(x²) + ε) · scale, same shape.
///
/// It is [LayerNorm] without the mean: the output does not change when x is scaled, but does when x is shifted,
/// and there is no offset. Behind a fresh dense layer the mean over units is near 0, so a wide network passes
/// signals as it would with layer normalisation.
///
/// @param epsilon ε, added to the mean square before its root; 1e-6 as in Keras
public record RmsNorm(@Default("1e-6") double epsilon) implements Layer.BuiltIn {
    public RmsNorm {
        Setting.notNegative("epsilon", epsilon);
    }

    /// ε 1e-6.
    public static RmsNorm of() {
        return new RmsNorm(1e-6);
    }

    @Override
    public boolean normalizes() {
        return true;
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        Shape units = Shape.of(x.shape().last());
        Expr scale = scope.parameter("scale", units, new Constant(1), new Init.Fans(1, 1), new Identity());
        Expr unit = x.dividedBy(x.square().mean(-1).plus(epsilon).sqrt());
        return scope.record(new Role.Normalization(false), x, unit.times(scale));
    }

    public static List<Layer> examples() {
        return List.of(RmsNorm.of());
    }
}
