package org.gradus.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.graph.op.*;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Evaluates a graph in [Wide] numbers, in which a 0 is a true one: neither products nor
/// exponentials underflow.
///
/// It is slow, some 20 ns a multiply-add, and is asked only where working precision has a 0. What
/// it leaves to `double` are operations whose results do not become small: comparisons, maxima,
/// tanh and the like.
final class Shadow {
    private static final double LN2 = Math.log(2);

    private final Map<Expr, Wide> values = new HashMap<>();

    /// @param leaves a value for every leaf
    Shadow(Graph graph, Map<Expr, Tensor> leaves) {
        for (Expr x : graph.nodes()) {
            Tensor leaf = leaves.get(x);
            if (leaf != null) values.put(x, Wide.of(leaf));
            else values.put(x, eval(x, x.inputs().stream().map(values::get).toList()));
        }
    }

    Wide value(Expr x) {
        Wide value = values.get(x);
        if (value == null) throw new IllegalArgumentException("Shadow: no value of " + x);
        return value;
    }

    private static Wide eval(Expr x, List<Wide> in) {
        Op op = x.op();
        Shape shape = x.shape();
        return switch (op) {
            case Multiply _ ->
                binary(
                        shape,
                        in,
                        (a, i, b, j, out, o) ->
                                out.set(o, a.mantissa(i) * b.mantissa(j), a.exponent(i) + b.exponent(j)));
            case Divide _ ->
                binary(
                        shape,
                        in,
                        (a, i, b, j, out, o) ->
                                out.set(o, a.mantissa(i) / b.mantissa(j), a.exponent(i) - b.exponent(j)));
            case Add _ -> binary(shape, in, (a, i, b, j, out, o) -> sum(a, i, b, j, 1, out, o));
            case Subtract _ -> binary(shape, in, (a, i, b, j, out, o) -> sum(a, i, b, j, -1, out, o));
            case MatMul m -> product(m, shape, in.get(0), in.get(1));
            case Sum s -> sum(s, shape, in.get(0));
            case Negate _, Abs _, Sqrt _ -> unary(op, in.get(0));
            case Broadcast _, Reshape _, Transpose _, Detach _ -> moved(op, shape, in);
            case Select _ -> selected(shape, in);
            case Exp _ -> tail((Op.Unary) op, in.get(0), v -> v);
            case SigmoidSlope _ -> tail((Op.Unary) op, in.get(0), v -> -Math.abs(v));
            case Sigmoid _, Softplus _ -> tail((Op.Unary) op, in.get(0), v -> v);
            // φ(x) / |x|, the tail of the normal distribution
            case NormalCdf _ ->
                tail((Op.Unary) op, in.get(0), v -> -v * v / 2 - Math.log(Math.abs(v) * Math.sqrt(2 * Math.PI)));
            default -> narrow(x, in);
        };
    }

    private static Wide narrow(Expr x, List<Wide> in) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            Wide wide = in.get(i);
            boolean whole = x.input(i).kind() == Kind.INT;
            inputs.add(whole ? Tensor.generateInts(wide.shape(), j -> (int) wide.get(j)) : wide.narrow());
        }
        return Wide.of(x.op().eval(inputs));
    }

    @FunctionalInterface
    private interface Pair {
        void apply(Wide a, int i, Wide b, int j, Wide out, int o);
    }

    private static Wide binary(Shape shape, List<Wide> in, Pair pair) {
        Wide a = in.get(0).broadcast(shape), b = in.get(1).broadcast(shape), out = new Wide(shape);
        for (int i = 0; i < shape.size(); i++) pair.apply(a, i, b, i, out, i);
        return out;
    }

    private static void sum(Wide a, int i, Wide b, int j, int sign, Wide out, int o) {
        Wide.Total total = new Wide.Total();
        total.add(a.mantissa(i), a.exponent(i));
        total.add(sign * b.mantissa(j), b.exponent(j));
        total.into(out, o);
    }

    private static Wide sum(Sum op, Shape shape, Wide x) {
        int[] strides = x.shape().reduce(op.axes(), true).stridesIn(x.shape());
        Wide.Total[] totals =
                IntStream.range(0, shape.size()).mapToObj(_ -> new Wide.Total()).toArray(Wide.Total[]::new);
        for (int i = 0; i < x.shape().size(); i++) {
            totals[x.shape().offset(i, strides)].add(x.mantissa(i), x.exponent(i));
        }
        Wide out = new Wide(shape);
        for (int i = 0; i < totals.length; i++) totals[i].into(out, i);
        return out;
    }

    private static Wide product(MatMul op, Shape shape, Wide a, Wide b) {
        int m = shape.dim(0), n = shape.dim(1), k = a.shape().dim(op.leftTransposed() ? 0 : 1);
        int row = op.leftTransposed() ? 1 : k, aStep = op.leftTransposed() ? m : 1;
        int column = op.rightTransposed() ? k : 1, bStep = op.rightTransposed() ? 1 : n;
        Wide out = new Wide(shape);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                Wide.Total total = new Wide.Total();
                for (int p = 0; p < k; p++) {
                    int x = i * row + p * aStep, y = j * column + p * bStep;
                    total.add(a.mantissa(x) * b.mantissa(y), a.exponent(x) + b.exponent(y));
                }
                total.into(out, i * n + j);
            }
        }
        return out;
    }

    private static Wide unary(Op op, Wide x) {
        Wide out = new Wide(x.shape());
        for (int i = 0; i < x.shape().size(); i++) {
            double m = x.mantissa(i);
            long e = x.exponent(i);
            switch (op) {
                case Negate _ -> out.set(i, -m, e);
                case Abs _ -> out.set(i, Math.abs(m), e);
                default -> out.set(i, Math.sqrt(Math.scalb(m, (int) Math.floorMod(e, 2L))), Math.floorDiv(e, 2L));
            }
        }
        return out;
    }

    /// An operation that only moves elements, tried on their numbers.
    private static Wide moved(Op op, Shape shape, List<Wide> in) {
        Tensor from = op.eval(List.of(Tensor.generate(in.get(0).shape(), i -> i)));
        return in.get(0).moved(shape, i -> (int) from.get(i));
    }

    private static Wide selected(Shape shape, List<Wide> in) {
        Wide mask = in.get(0).broadcast(shape), out = new Wide(shape);
        Wide then = in.get(1).broadcast(shape), otherwise = in.get(2).broadcast(shape);
        for (int i = 0; i < shape.size(); i++) {
            Wide from = mask.mantissa(i) != 0 ? then : otherwise;
            out.set(i, from.mantissa(i), from.exponent(i));
        }
        return out;
    }

    /// A function of one number that is never 0, by its logarithm where `double` is about to have
    /// nothing left of it.
    private static Wide tail(Op.Unary op, Wide x, DoubleUnaryOperator logarithm) {
        Wide out = new Wide(x.shape());
        for (int i = 0; i < x.shape().size(); i++) {
            double value = op.apply(x.get(i));
            if (value >= 0x1p-1000 || !Double.isFinite(x.get(i))) {
                out.set(i, value, 0);
            } else {
                double log2 = logarithm.applyAsDouble(x.get(i)) / LN2;
                long whole = (long) Math.floor(log2);
                out.set(i, Math.pow(2, log2 - whole), whole);
            }
        }
        return out;
    }
}
