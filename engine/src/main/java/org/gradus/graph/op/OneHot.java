package org.gradus.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// Class numbers as rows with a single 1: `[n] → [n, classes]`. A number outside 0 … classes - 1 gives a row
/// of zeros.
public record OneHot(int classes) implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        return new Shape(
                Stream.concat(inputs.get(0).dims().stream(), Stream.of(classes)).toList());
    }

    @Override
    public Kind kind(List<Kind> inputs) {
        if (inputs.get(0) != Kind.INT) throw new ShapeException("class numbers must be integers");
        return Kind.REAL;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor labels = inputs.get(0);
        return Tensor.generate(infer(List.of(labels.shape())), i -> labels.getInt(i / classes) == i % classes ? 1 : 0);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // integers have no gradient
    }

    public static List<Example> examples() {
        return List.of(Example.of(new OneHot(4), Tensor.ints(3, 0, 2)));
    }
}
