package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A value known when the graph is built.
public record Constant(Tensor value) implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        return value.shape();
    }

    @Override
    public Kind kind(List<Kind> inputs) {
        return value.element() == Element.I32 ? Kind.INT : Kind.REAL;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        return value;
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // a constant has no inputs
    }

    @Override
    public String what() {
        return "constant";
    }

    @Override
    public String toString() {
        return "Constant[" + value + "]";
    }

    public static List<Example> examples() {
        return List.of(Example.of(new Constant(Tensor.vector(1, 2, 3))), Example.of(new Constant(Tensor.ints(4, 5))));
    }
}
