package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// Rows of a table by number: `[rows, …] × [n] → [n, …]`.
public record Gather() implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape table = inputs.get(0), index = inputs.get(1);
        if (table.rank() == 0 || index.rank() != 1) {
            throw new ShapeException("needs a table and a list of row numbers: table " + table + " · index " + index);
        }
        return table.with(0, index.dim(0));
    }

    /// A table of integers gives integers.
    @Override
    public Kind kind(List<Kind> inputs) {
        if (inputs.get(1) != Kind.INT) throw new ShapeException("row numbers must be integers");
        return inputs.get(0);
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        return inputs.get(0).rows(inputs.get(1).toInts());
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, Expr.of(new ScatterAdd(y.input(0).shape().dim(0)), dy, y.input(1)));
    }

    @Override
    public String role(int input) {
        return input == 0 ? "table" : "index";
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(new Gather(), Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), Tensor.ints(2, 0, 2, 1)),
                Example.of(new Gather(), Tensor.ints(7, 8, 9), Tensor.ints(2, 0, 2, 1)));
    }
}
