package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.op.Detach;

/// Its input, as a value that no gradient passes: the layers before it are not trained by what
/// comes after.
public record StopGradient() implements Layer.BuiltIn {
    @Override
    public Expr apply(Scope scope, Expr x) {
        Expr value = Expr.of(new Detach(), x).named(scope.path());
        return scope.record(new Role.Stop(), x, value);
    }

    public static List<Layer> examples() {
        return List.of(new StopGradient());
    }
}
