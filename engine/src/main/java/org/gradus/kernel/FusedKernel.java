package org.gradus.kernel;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;

/// A fused call, run patch by patch: every step of a patch before the next one.
final class FusedKernel implements Kernel {
    /// Elements below which a hand-over to other threads costs more than it saves.
    private static final int WORTH_SPLITTING = 1 << 14;

    /// Elements below which a loop of masked vectors gains nothing: 80 ns at least, and once 760 ns for eight steps on
    /// numbers, where steps one by one take 120 ns.
    private static final int FEW = Lanes.VIRTUAL;

    private final Patches patches;
    private final Folds folds;
    private final Loop loop;
    /// What runs until the loop is ready.
    private final Loop meanwhile;

    private final float[][] arrays;
    private final int scratch;

    private FusedKernel(Patches patches, Folds folds, Loop loop, Loop meanwhile, float[][] arrays, int scratch) {
        this.patches = patches;
        this.folds = folds;
        this.loop = loop;
        this.meanwhile = meanwhile;
        this.arrays = arrays;
        this.scratch = scratch;
    }

    /// The kernel of a call, if every step has a loop.
    static Optional<Kernel> of(Call.Fused call, Buffers buffers, Lanes lanes) {
        Patches matrix = Patches.of(call.shape());
        Optional<LoopBody> body = LoopBody.of(call, matrix.columns());
        boolean folded = !call.folds().isEmpty();
        boolean flat = body.isPresent() && body.get().flat() && (!folded || matrix.flattens());
        Patches patches = flat ? matrix.flat(folded) : matrix;
        Folds folds = new Folds(call, patches, buffers, lanes);
        float[][] arrays = arrays(call, buffers);
        Optional<Loop> fast = call.shape().size() < FEW ? Optional.empty() : body.flatMap(lanes::loop);
        if (fast.isPresent() && fast.get().ready(patches)) {
            return Optional.of(new FusedKernel(patches, folds, fast.get(), fast.get(), arrays, folds.scratch));
        }
        return Blocks.of(call, buffers).map(blocks -> {
            Loop steps = new BlockLoop(fast.isPresent() ? new PlainLanes() : lanes, blocks, folds.scratch);
            int scratch = folds.scratch + blocks.scratch();
            return new FusedKernel(patches, folds, fast.orElse(steps), steps, arrays, scratch);
        });
    }

    /// The arrays of the inputs, then those of the steps that are kept.
    private static float[][] arrays(Call.Fused call, Buffers buffers) {
        int folds = call.inputs().size() + call.steps().size();
        Stream<Operand> kept = IntStream.range(0, call.outputs().size())
                .filter(i -> call.results().get(i) < folds)
                .mapToObj(call.outputs()::get);
        return Stream.concat(call.inputs().stream(), kept).map(buffers::floats).toArray(float[][]::new);
    }

    @Override
    public int scratch() {
        return scratch;
    }

    @Override
    public boolean splits() {
        return patches.count() > 1 && (long) patches.rows() * patches.columns() >= WORTH_SPLITTING;
    }

    @Override
    public void run(int part, int parts, float[] scratch) {
        Loop now = loop.ready(patches) ? loop : meanwhile;
        int end = (int) ((long) patches.count() * (part + 1) / parts);
        for (int t = (int) ((long) patches.count() * part / parts); t < end; t++) {
            folds.begin(scratch);
            now.run(arrays, scratch, folds.places, patches, t);
            folds.keep(t, scratch);
        }
    }

    @Override
    public void finish() {
        folds.finish();
    }
}
