package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// The matrix product `[m, k] × [k, n] → [m, n]`, each side read as it is or transposed.
///
/// The transposed forms are what back-propagation needs: with Y = X W, dW = Xᵀ dY and dX = dY Wᵀ.
///
/// @param leftTransposed whether the left input is stored as `[k, m]`
/// @param rightTransposed whether the right input is stored as `[n, k]`
public record MatMul(boolean leftTransposed, boolean rightTransposed) implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape left = inputs.get(0), right = inputs.get(1);
        if (left.rank() != 2 || right.rank() != 2) {
            throw new ShapeException("needs two matrices: left " + left + " · right " + right);
        }
        int inner = left.dim(leftTransposed ? 0 : 1), other = right.dim(rightTransposed ? 1 : 0);
        if (inner != other) {
            throw new ShapeException("inner sizes differ: left " + shown(left, leftTransposed) + " · right "
                    + shown(right, rightTransposed) + "  (" + inner + " ≠ " + other + ")");
        }
        return Shape.of(left.dim(leftTransposed ? 1 : 0), right.dim(rightTransposed ? 0 : 1));
    }

    private static String shown(Shape shape, boolean transposed) {
        return shape + (transposed ? "ᵀ" : "");
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Shape shape = infer(inputs.stream().map(Tensor::shape).toList());
        double[] a = inputs.get(0).toDoubles(), b = inputs.get(1).toDoubles();
        int m = shape.dim(0), n = shape.dim(1), k = m == 0 ? 0 : a.length / m;
        int aRow = leftTransposed ? 1 : k, aInner = leftTransposed ? m : 1;
        int bColumn = rightTransposed ? k : 1, bInner = rightTransposed ? 1 : n;
        double[] out = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) sum += a[i * aRow + p * aInner] * b[j * bColumn + p * bInner];
                out[i * n + j] = sum;
            }
        }
        return Tensor.of(shape, out);
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        Expr a = y.input(0), b = y.input(1);
        if (into.wants(0)) {
            into.add(
                    0,
                    leftTransposed ? product(b, rightTransposed, dy, true) : product(dy, false, b, !rightTransposed));
        }
        if (into.wants(1)) {
            into.add(
                    1, rightTransposed ? product(dy, true, a, leftTransposed) : product(a, !leftTransposed, dy, false));
        }
    }

    private static Expr product(Expr left, boolean leftTransposed, Expr right, boolean rightTransposed) {
        return Expr.of(new MatMul(leftTransposed, rightTransposed), left, right);
    }

    @Override
    public String role(int input) {
        return input == 0 ? "left" : "right";
    }

    public static List<Example> examples() {
        Tensor a = Tensor.of(Shape.of(2, 3), 1, -2, 3, 0.5, 5, -6);
        Tensor b = Tensor.of(Shape.of(3, 4), 1, 2, 3, 4, -1, 0.5, 2, -3, 0.25, 6, 1, -2);
        Tensor at = a.reshape(Shape.of(3, 2)), bt = b.reshape(Shape.of(4, 3));
        return List.of(
                Example.of(new MatMul(false, false), a, b),
                Example.of(new MatMul(true, false), at, b),
                Example.of(new MatMul(false, true), a, bt),
                Example.of(new MatMul(true, true), at, bt));
    }
}
