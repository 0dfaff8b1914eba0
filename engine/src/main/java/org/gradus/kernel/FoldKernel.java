package org.gradus.kernel;

import java.util.ArrayList;
import java.util.List;
import org.gradus.graph.Op;
import org.gradus.graph.op.Sum;
import org.gradus.plan.Call;
import org.gradus.tensor.Shape;

/// A sum or a maximum along axes of which something is left on both sides, or of nothing: one or more passes, each
/// along neighbouring axes, the innermost first. All other folds are part of fused calls.
final class FoldKernel implements Kernel {
    private static final int WORTH_SPLITTING = 1 << 15;

    /// A pass over `[outer, folded, inner]`, which leaves `[outer, inner]`.
    private record Pass(int outer, int folded, int inner) {
        int result() {
            return outer * inner;
        }
    }

    private final Lanes lanes;
    private final boolean sum;
    private final float[] x;
    private final float[] y;
    private final Pass[] passes;
    /// Elements of scratch memory for what one pass hands to the next.
    private final int between;

    FoldKernel(Call.Single call, Op.Reduce op, Buffers buffers, Lanes lanes) {
        this.lanes = lanes;
        sum = op instanceof Sum;
        x = buffers.floats(call.inputs().get(0));
        y = buffers.floats(call.output());
        List<Pass> all = passes(call.inputs().get(0).shape(), op.axes());
        passes = all.toArray(Pass[]::new);
        between = all.stream().mapToInt(Pass::result).max().orElse(0);
    }

    private static List<Pass> passes(Shape shape, List<Integer> axes) {
        List<Pass> passes = new ArrayList<>();
        int inner = 1;
        for (int a = shape.rank() - 1; a >= 0; ) {
            int run = 1, from = a;
            boolean folded = axes.contains(a);
            while (a >= 0 && axes.contains(a) == folded) run *= shape.dim(a--);
            if (!folded) inner *= run;
            else passes.add(new Pass(product(shape, a), run, inner));
            assert from > a;
        }
        if (passes.isEmpty()) passes.add(new Pass(1, 1, inner));
        return passes;
    }

    /// The size of the axes up to and including one.
    private static int product(Shape shape, int axis) {
        int product = 1;
        for (int a = 0; a <= axis; a++) product *= shape.dim(a);
        return product;
    }

    @Override
    public int scratch() {
        return 2 * between;
    }

    @Override
    public boolean splits() {
        Pass p = passes[0];
        return passes.length == 1 && p.outer() >= Lanes.VIRTUAL && x.length >= WORTH_SPLITTING;
    }

    @Override
    public void run(int part, int parts, float[] scratch) {
        float[] from = x;
        int at = 0;
        for (int i = 0; i < passes.length; i++) {
            boolean last = i == passes.length - 1;
            int to = last ? 0 : i % 2 * between;
            pass(passes[i], from, at, last ? y : scratch, to, part, parts);
            from = scratch;
            at = to;
        }
    }

    private void pass(Pass p, float[] from, int at, float[] to, int start, int part, int parts) {
        int folded = p.folded(), inner = p.inner();
        int end = (int) ((long) p.outer() * (part + 1) / parts);
        for (int o = (int) ((long) p.outer() * part / parts); o < end; o++) {
            int x0 = at + o * folded * inner, y0 = start + o * inner;
            if (inner == 1) to[y0] = sum ? lanes.sum(from, x0, folded) : lanes.max(from, x0, folded);
            else if (sum) lanes.sumRows(from, x0, inner, folded, to, y0, inner);
            else lanes.maxRows(from, x0, inner, folded, to, y0, inner);
        }
    }
}
