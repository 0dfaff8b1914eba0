package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Statistics;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Each sample shifted and scaled to mean 0 and variance 1 over its units, then by a learned scale
/// and offset (Ba, Kiros and Hinton 2016).
///
/// @param epsilon added to the variance before its root
public record LayerNorm(@Default("1e-5") double epsilon) implements Layer.BuiltIn {
    public LayerNorm {
        Setting.notNegative("epsilon", epsilon);
    }

    @Override
    public boolean normalizes() {
        return true;
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        Expr unit = x.minus(x.mean(-1))
                .dividedBy(Statistics.variance(x, -1).plus(epsilon).sqrt());
        return scope.record(new Role.Normalization(false), x, Affine.apply(scope, unit));
    }

    public static List<Layer> examples() {
        return List.of(new LayerNorm(1e-5));
    }
}
