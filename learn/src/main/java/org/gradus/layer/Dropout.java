package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.op.RandomBernoulli;
import org.gradus.name.Setting;

/// In training, each unit is set to 0 with a probability and the others are divided by 1 -
/// probability; in use, nothing happens (inverted dropout, Srivastava et al. 2014).
///
/// @param rate the probability of dropping a unit, in [0, 1)
public record Dropout(double rate) implements Layer.BuiltIn {
    public Dropout {
        Setting.share("rate", rate);
    }

    @Override
    public double drops() {
        return rate;
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        if (!scope.training() || rate == 0) return x;
        Expr kept = Expr.of(new RandomBernoulli(x.shape(), scope.stream(), 1 - rate), scope.key());
        return scope.record(new Role.Dropout(rate), x, x.times(kept.times(1 / (1 - rate))));
    }

    public static List<Layer> examples() {
        return List.of(new Dropout(0.5));
    }
}
