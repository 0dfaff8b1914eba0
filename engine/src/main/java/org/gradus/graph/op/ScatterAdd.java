package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// Rows added into a table of zeros at given row numbers: `[n, …] × [n] → [rows, …]`; the reverse of [Gather].
public record ScatterAdd(int rows) implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape values = inputs.get(0), index = inputs.get(1);
        if (values.rank() == 0 || index.rank() != 1 || values.dim(0) != index.dim(0)) {
            throw new ShapeException("needs one row number a row: values " + values + " · index " + index);
        }
        return values.with(0, rows);
    }

    @Override
    public Kind kind(List<Kind> inputs) {
        if (inputs.get(1) != Kind.INT) throw new ShapeException("row numbers must be integers");
        return Kind.REAL;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor values = inputs.get(0), index = inputs.get(1);
        Shape shape = infer(List.of(values.shape(), index.shape()));
        double[] out = new double[shape.size()];
        int width = index.size() == 0 ? 0 : values.size() / index.size();
        for (int r = 0; r < index.size(); r++) {
            int row = index.getInt(r);
            if (row < 0 || row >= rows) {
                throw new IllegalArgumentException("ScatterAdd: no row " + row + " in " + shape);
            }
            for (int i = 0; i < width; i++) out[row * width + i] += values.get(r * width + i);
        }
        return Tensor.of(shape, out);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        into.add(0, Expr.of(new Gather(), dy, y.input(1)));
    }

    @Override
    public String role(int input) {
        return input == 0 ? "values" : "index";
    }

    public static List<Example> examples() {
        return List.of(
                Example.of(new ScatterAdd(4), Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), Tensor.ints(2, 0, 2)));
    }
}
