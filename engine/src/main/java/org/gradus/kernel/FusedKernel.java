package org.gradus.kernel;

import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.plan.Call;

/// A fused call, run patch by patch: every step of a patch before the next one.
final class FusedKernel implements Kernel {
    /// Elements below which a hand-over to other threads costs more than it saves.
    private static final int WORTH_SPLITTING = 1 << 14;

    private final Patches patches;
    private final Folds folds;
    private final Loop loop;
    private final float[][] arrays;
    private final int scratch;

    private FusedKernel(Patches patches, Folds folds, Loop loop, float[][] arrays, int scratch) {
        this.patches = patches;
        this.folds = folds;
        this.loop = loop;
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
        int values = call.inputs().size() + call.steps().size();
        float[][] arrays = Stream.concat(
                        call.inputs().stream(),
                        java.util.stream.IntStream.range(0, call.outputs().size())
                                .filter(i -> call.results().get(i) < values)
                                .mapToObj(call.outputs()::get))
                .map(buffers::floats)
                .toArray(float[][]::new);
        Optional<Loop> fast = body.flatMap(lanes::loop);
        if (fast.isPresent()) return Optional.of(new FusedKernel(patches, folds, fast.get(), arrays, folds.scratch));
        return Blocks.of(call, buffers)
                .map(b -> new FusedKernel(
                        patches, folds, new BlockLoop(lanes, b, folds.scratch), arrays, folds.scratch + b.scratch()));
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
        int end = (int) ((long) patches.count() * (part + 1) / parts);
        for (int t = (int) ((long) patches.count() * part / parts); t < end; t++) {
            folds.begin(scratch);
            loop.run(arrays, scratch, folds.places, patches, t);
            folds.keep(t, scratch);
        }
    }

    @Override
    public void finish() {
        folds.finish();
    }
}
