package org.gradus.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.graph.op.Abs;
import org.gradus.graph.op.Add;
import org.gradus.graph.op.Atan2;
import org.gradus.graph.op.Broadcast;
import org.gradus.graph.op.Cos;
import org.gradus.graph.op.Detach;
import org.gradus.graph.op.Divide;
import org.gradus.graph.op.Equal;
import org.gradus.graph.op.Exp;
import org.gradus.graph.op.Expm1;
import org.gradus.graph.op.Greater;
import org.gradus.graph.op.Log;
import org.gradus.graph.op.LogSumExp;
import org.gradus.graph.op.MatMul;
import org.gradus.graph.op.Max;
import org.gradus.graph.op.Multiply;
import org.gradus.graph.op.Negate;
import org.gradus.graph.op.NormalCdf;
import org.gradus.graph.op.Power;
import org.gradus.graph.op.Relu;
import org.gradus.graph.op.Reshape;
import org.gradus.graph.op.Select;
import org.gradus.graph.op.Sigmoid;
import org.gradus.graph.op.Sin;
import org.gradus.graph.op.Softplus;
import org.gradus.graph.op.Sqrt;
import org.gradus.graph.op.Subtract;
import org.gradus.graph.op.Sum;
import org.gradus.graph.op.Tanh;
import org.gradus.graph.op.Transpose;
import org.gradus.name.InputException;
import org.gradus.tensor.Shape;

/// Operations as statements of plain Java on arrays of doubles in row-major order.
final class JavaExportOps {
    private JavaExportOps() {}

    /// The statements that compute a node.
    ///
    /// @param value the name of the array that they make
    /// @param inputs what the inputs' arrays are called
    /// @throws InputException when the operation has no such statements
    static List<String> of(Expr node, String value, List<String> inputs) {
        Optional<String> each = formula(node.op());
        if (each.isPresent()) return elementwise(node, value, inputs, each.get());
        Shape shape = node.shape();
        return switch (node.op()) {
            case MatMul product -> product(product, node, value, inputs);
            case Broadcast _ -> elementwise(node, value, inputs, "a");
            case Reshape _ -> List.of("double[] %s = %s;".formatted(value, inputs.getFirst()));
            case Transpose(List<Integer> order) -> {
                int[] strides = node.input(0).shape().stridesIn(node.input(0).shape());
                int[] permuted = order.stream().mapToInt(a -> strides[a]).toArray();
                yield loop(value, shape.size(), "%s[%s]".formatted(inputs.getFirst(), index(shape, permuted)));
            }
            case Op.Reduce reduce
            when reduce instanceof Sum || reduce instanceof Max -> reduce(reduce, node, value, inputs);
            case LogSumExp _ ->
                List.of("double[] %s = logSumExp(%s, %d);"
                        .formatted(
                                value, inputs.getFirst(), node.input(0).shape().last()));
            default ->
                throw new InputException("export: the operation " + node.op().name()
                        + " cannot be written as plain Java; use the model itself");
        };
    }

    /// An operation on numbers at the same place, of its inputs a, b and c.
    private static Optional<String> formula(Op op) {
        return Optional.ofNullable(
                switch (op) {
                    case Abs _ -> "Math.abs(a)";
                    case Add _ -> "a + b";
                    case Subtract _ -> "a - b";
                    case Multiply _ -> "a * b";
                    case Divide _ -> "a / b";
                    case Power _ -> "Math.pow(a, b)";
                    case Atan2 _ -> "Math.atan2(a, b)";
                    case Negate _ -> "-a";
                    case Exp _ -> "Math.exp(a)";
                    case Expm1 _ -> "Math.expm1(a)";
                    case Log _ -> "Math.log(a)";
                    case Sqrt _ -> "Math.sqrt(a)";
                    case Sin _ -> "Math.sin(a)";
                    case Cos _ -> "Math.cos(a)";
                    case Tanh _ -> "Math.tanh(a)";
                    case Sigmoid _ -> "1 / (1 + Math.exp(-a))";
                    case Softplus _ -> "Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))";
                    case Relu _ -> "Math.max(a, 0)";
                    case Greater _ -> "a > b ? 1 : 0";
                    case Equal _ -> "a == b ? 1 : 0";
                    case Select _ -> "a != 0 ? b : c";
                    case NormalCdf _ -> "normalCdf(a)";
                    case Detach _ -> "a";
                    default -> null;
                });
    }

    private static List<String> elementwise(Expr node, String value, List<String> inputs, String formula) {
        Shape shape = node.shape();
        String expression = formula;
        for (int k = 0; k < inputs.size(); k++) {
            int[] strides = node.input(k).shape().stridesIn(shape);
            String element = inputs.get(k) + "[" + index(shape, strides) + "]";
            // the letters stand alone: no name of a function is one letter long
            expression = expression
                    .replaceAll("\\b" + (char) ('a' + k) + "\\b", "{" + k + "}")
                    .replace("{" + k + "}", element);
        }
        return loop(value, shape.size(), expression);
    }

    private static List<String> loop(String value, int size, String expression) {
        return List.of(
                "double[] %s = new double[%d];".formatted(value, size),
                "for (int i = 0; i < %d; i++) %s[i] = %s;".formatted(size, value, expression));
    }

    /// Where the element at `i` of a shape stands in an array with other strides.
    private static String index(Shape shape, int[] strides) {
        List<String> terms = new ArrayList<>();
        int below = 1;
        boolean same = true;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int dim = shape.dim(axis);
            if (dim > 1 && strides[axis] != below) same = false;
            if (dim > 1 && strides[axis] != 0) {
                String place = below == 1 ? "i % " + dim : "i / " + below + " % " + dim;
                terms.addFirst(strides[axis] == 1 ? place : "(" + place + ") * " + strides[axis]);
            }
            below *= dim;
        }
        if (terms.isEmpty()) return "0";
        return same ? "i" : String.join(" + ", terms);
    }

    private static List<String> product(MatMul op, Expr node, String value, List<String> inputs) {
        Shape left = node.input(0).shape(), right = node.input(1).shape();
        int m = node.shape().dim(0), n = node.shape().dim(1), k = left.dim(op.leftTransposed() ? 0 : 1);
        String a = op.leftTransposed() ? "k * %d + i".formatted(m) : "i * %d + k".formatted(k);
        String b = op.rightTransposed() ? "j * %d + k".formatted(right.dim(1)) : "k * %d + j".formatted(n);
        return List.of(
                "double[] %s = new double[%d];".formatted(value, m * n),
                "for (int i = 0; i < %d; i++)".formatted(m),
                "    for (int k = 0; k < %d; k++)".formatted(k),
                "        for (int j = 0; j < %d; j++) %s[i * %d + j] += (double) %s[%s] * %s[%s];"
                        .formatted(n, value, n, inputs.get(0), a, inputs.get(1), b));
    }

    private static List<String> reduce(Op.Reduce op, Expr node, String value, List<String> inputs) {
        Shape from = node.input(0).shape();
        String at = index(from, from.reduce(op.axes(), true).stridesIn(from)), x = inputs.getFirst() + "[i]";
        int size = node.shape().size();
        List<String> lines = new ArrayList<>(List.of("double[] %s = new double[%d];".formatted(value, size)));
        if (op instanceof Max) lines.add("java.util.Arrays.fill(%s, Double.NEGATIVE_INFINITY);".formatted(value));
        lines.add("for (int i = 0; i < %d; i++) ".formatted(from.size())
                + (op instanceof Max
                        ? "%s[%s] = Math.max(%s[%s], %s);".formatted(value, at, value, at, x)
                        : "%s[%s] += %s;".formatted(value, at, x)));
        return lines;
    }
}
