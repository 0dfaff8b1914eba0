package org.gradus.ledger;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.graph.Expr;
import org.gradus.init.Init;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.Residual;
import org.gradus.layer.Role;
import org.gradus.layer.Scope;
import org.gradus.layer.Segment;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A layer in which every sample has parameters of its own, so that each has a gradient of its own:
/// a weight becomes one leaf a row, another parameter one leaf with a row a sample.
record PerRow(Layer layer, int rows) implements Layer {
    static List<Layer> all(List<Layer> layers, int rows) {
        return layers.stream().<Layer>map(l -> new PerRow(l, rows)).toList();
    }

    @Override
    public Segment segment() {
        return layer.segment();
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        return switch (layer) {
            case Dense d -> dense(d, scope, x);
            case Residual r -> new Residual(all(r.layers(), rows), r.scale()).apply(scope, x);
            default -> layer.apply(new Rows(scope, rows), x);
        };
    }

    private Expr dense(Dense d, Scope here, Expr x) {
        int in = x.shape().last();
        Init.Fans fans = new Init.Fans(in, d.units());
        Expr z = Expr.constant(Tensor.full(Shape.of(rows, d.units()), 0));
        for (int n = 0; n < rows; n++) {
            int row = n;
            Expr mask = Expr.constant(Tensor.generate(Shape.of(rows, 1), i -> i == row ? 1 : 0));
            Expr weight = here.parameter("weight#" + n, Shape.of(in, d.units()), d.init(), fans, d.activation());
            z = z.plus(mask.times(x.matmul(weight)));
        }
        z = z.plus(here.parameter("bias", Shape.of(rows, d.units()), d.init(), fans, d.activation()));
        return here.nonlinear(d.activation(), z);
    }

    /// Makes parameters with a row a sample.
    private record Rows(Scope scope, int rows) implements Scope {
        @Override
        public boolean training() {
            return scope.training();
        }

        @Override
        public Expr apply(Layer layer, Expr x) {
            return scope.apply(layer, x);
        }

        @Override
        public String path() {
            return scope.path();
        }

        @Override
        public Expr parameter(String name, Shape shape, Init init, Init.Fans fans, Activation activation) {
            return scope.parameter(name, Shape.of(rows, shape.last()), init, fans, activation);
        }

        @Override
        public Expr state(String name, Tensor initial) {
            return scope.state(name, initial);
        }

        @Override
        public void update(Expr state, Expr value) {
            scope.update(state, value);
        }

        @Override
        public Expr key() {
            return scope.key();
        }

        @Override
        public int stream() {
            return scope.stream();
        }

        @Override
        public Expr record(Role role, Expr input, Expr output) {
            return scope.record(role, input, output);
        }
    }
}
