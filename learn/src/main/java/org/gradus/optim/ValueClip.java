package org.gradus.optim;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// Each element of each gradient cut to [-max, max]; the direction changes (Mikolov 2012).
///
/// @param max the largest magnitude an element may have
@Name("value")
public record ValueClip(@Default("1.0") double max) implements Clip.BuiltIn {
    public ValueClip {
        Setting.positive("max", max);
    }

    @Override
    public List<Expr> apply(List<Expr> gradients) {
        return gradients.stream().map(g -> Nonlinear.clip(g, -max, max)).toList();
    }

    @Override
    public double kept(double norm, double largest) {
        return Math.min(1, max / largest);
    }

    public static List<Clip> examples() {
        return List.of(new ValueClip(1), new ValueClip(0.01));
    }
}
