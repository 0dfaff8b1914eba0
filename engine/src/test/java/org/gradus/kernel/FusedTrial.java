package org.gradus.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Constant;
import org.gradus.graph.op.Select;
import org.gradus.math.Statistics;
import org.gradus.plan.Operand;
import org.gradus.plan.Plan;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Graphs of fused steps and folds, run by kernels in some shares.
final class FusedTrial {
    /// Shapes that are hard on patches, vectors and their rests.
    static final List<Shape> SHAPES = List.of(
            Shape.of(1, 1),
            Shape.of(1, 37),
            Shape.of(37, 1),
            Shape.of(37, 10),
            Shape.of(2, 3, 5),
            Shape.of(17, 16),
            Shape.of(300, 3),
            Shape.of(31, 130),
            Shape.of(70, 512),
            Shape.of(5, 4099),
            Shape.of(3, 9000),
            Shape.of(20000));

    private FusedTrial() {}

    /// Steps on operands of every reach, and all folds of what they read and make.
    static Graph everything(Shape shape) {
        Expr full = Expr.input("full", shape), other = Expr.input("other", shape);
        Expr row = Expr.input("row", Shape.of(shape.last()));
        Expr column = Expr.input("column", shape.reduce(List.of(shape.rank() - 1), true));
        Expr one = Expr.input("one", Shape.SCALAR);
        Expr a = full.plus(row).times(column).tanh(), b = Expr.of(new Select(), full.greaterThan(one), a, other);
        Expr c = other.abs().sqrt().dividedBy(one).sigmoid().relu().minus(full);
        List<Expr> outputs = new ArrayList<>(List.of(a, c, b.exp()));
        int[] all = IntStream.range(0, shape.rank()).toArray();
        for (Expr x : List.of(full, b, c.square())) {
            outputs.addAll(List.of(x.sum(), x.max(), x.sum(-1), x.max(-1), Statistics.summary(x)));
            outputs.add(x.sum(Arrays.copyOf(all, all.length - 1)));
            outputs.add(x.max(Arrays.copyOf(all, all.length - 1)));
        }
        return Graph.of(outputs.toArray(Expr[]::new));
    }

    /// The same without operands that need rows and columns: it can run flat.
    static Graph flat(Shape shape) {
        Expr x = Expr.input("x", shape), y = Expr.input("y", shape), one = Expr.input("one", Shape.SCALAR);
        Expr z = x.times(one).minus(y.exp());
        Expr apart = z.minus(x).abs();
        return Graph.of(
                z, z.sum(), y.negate().max(), x.square().sum(), Statistics.summary(z), Statistics.summary(apart));
    }

    /// Runs a plan in one share after the other, the last first.
    static List<float[]> run(Plan plan, Kernels kernels, int parts, boolean special) {
        Object[] arrays = plan.slots().stream().map(Buffers::array).toArray();
        int seed = 0;
        for (Plan.Leaf leaf : plan.leaves()) {
            Tensor value = leaf.expr().op() instanceof Constant c
                    ? c.value()
                    : numbers(leaf.expr().shape(), seed++, special);
            for (int i = 0; i < value.size(); i++) Buffers.put(arrays[leaf.slot()], i, value.get(i));
        }
        Buffers buffers = new Buffers(arrays);
        plan.calls().forEach(call -> {
            Kernel kernel = kernels.bind(call, buffers).orElseThrow();
            float[] scratch = new float[kernel.scratch()];
            Arrays.fill(scratch, Float.NaN);
            for (int p = parts - 1; p >= 0; p--) kernel.run(p, parts, scratch);
            kernel.finish();
        });
        return plan.outputs().stream().map(o -> floats(buffers, o)).toList();
    }

    private static float[] floats(Buffers buffers, Operand x) {
        return Arrays.copyOf(buffers.floats(x), x.shape().size());
    }

    static Tensor numbers(Shape shape, int seed, boolean special) {
        float[] pool = LanesDigest.numbers(seed, special);
        return Tensor.generate(shape, i -> pool[(i + i / 1000 * 37) % pool.length]);
    }
}
