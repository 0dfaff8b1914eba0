package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Integers as real numbers; without gradient.
public record ToReal() implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        return inputs.get(0).as(Element.F64);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // integers have no gradient
    }

    public static List<Example> examples() {
        return List.of(Example.of(new ToReal(), Tensor.ints(-3, 0, 7)));
    }
}
