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
    /// Vector operations for each vector up to which the JVM's compiler makes good code of a loop: of one with 160 it
    /// boxed the vectors.
    private static final int MOST_OPERATIONS = 130;
    /// … of one that also summarizes: a longer one, such as an Adam update of 67, rarely proves
    /// fast.
    private static final int MOST_SUMMING = 60;

    private final Patches patches;
    private final Folds folds;
    private final Summaries summaries;
    private final Loop loop;
    /// What runs until the loop is ready.
    private final Loop meanwhile;
    /// Whether the loop makes the summaries itself.
    private final boolean summing;

    private final float[][] arrays;
    private final int scratch;

    private FusedKernel(
            Patches patches,
            Folds folds,
            Summaries summaries,
            Loop loop,
            Loop meanwhile,
            boolean summing,
            float[][] arrays,
            int scratch) {
        this.patches = patches;
        this.folds = folds;
        this.summaries = summaries;
        this.loop = loop;
        this.meanwhile = meanwhile;
        this.summing = summing;
        this.arrays = arrays;
        this.scratch = scratch;
    }

    /// The kernel of a call, if every step has a loop.
    static Optional<Kernel> of(Call.Fused call, Buffers buffers, Lanes lanes) {
        Patches matrix = Patches.of(call.shape());
        Optional<LoopBody> body = LoopBody.of(call, matrix);
        boolean folded = !call.folds().isEmpty();
        boolean flat = body.isPresent() && body.get().flat() && (!folded || matrix.contiguous());
        Patches patches = flat ? matrix.flat(folded) : matrix;
        Folds folds = new Folds(call, patches, buffers, lanes);
        Summaries summaries = new Summaries(call, patches, buffers, lanes);
        float[][] arrays = arrays(call, buffers);
        if (call.steps().isEmpty() && folds.none()) {
            Loop nothing = (_, _, _, _, _, _) -> {};
            return Optional.of(new FusedKernel(patches, folds, summaries, nothing, nothing, false, arrays, 0));
        }
        Optional<LoopBody> pattern = body.filter(b -> worthwhile(b, patches)).map(b -> summing(b, call, patches));
        Optional<Loop> fast = pattern.flatMap(lanes::loop);
        boolean summing = fast.isPresent() && !pattern.orElseThrow().summaries().isEmpty();
        if (fast.isPresent() && fast.get().ready(patches)) {
            return Optional.of(
                    new FusedKernel(patches, folds, summaries, fast.get(), fast.get(), summing, arrays, folds.scratch));
        }
        return Blocks.of(call, buffers).map(blocks -> {
            Loop steps = new BlockLoop(fast.isPresent() ? new PlainLanes() : lanes, blocks, folds.scratch);
            int scratch = folds.scratch + blocks.scratch();
            return new FusedKernel(patches, folds, summaries, fast.orElse(steps), steps, summing, arrays, scratch);
        });
    }

    /// Whether a pattern is to have a loop of its own. Rows that are not of whole vectors would end in
    /// masked ones, which take 15 times as long as steps one by one where the processor knows no masks
    /// (AVX2).
    private static boolean worthwhile(LoopBody body, Patches patches) {
        boolean even = patches.rows() == 1 || patches.columns() % Lanes.VIRTUAL == 0;
        return even && body.operations() <= MOST_OPERATIONS && patches.rows() * patches.columns() >= FEW;
    }

    /// The pattern with the summaries that its loop is to make: all, or none where it would become too long.
    private static LoopBody summing(LoopBody body, Call.Fused call, Patches patches) {
        if (!patches.summable()) return body;
        LoopBody all = body.withSummaries(Summaries.values(call));
        return all.operations() <= MOST_SUMMING ? all : body;
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
        boolean ready = loop.ready(patches), inside = ready && summing;
        Loop now = ready ? loop : meanwhile;
        int end = (int) ((long) patches.count() * (part + 1) / parts);
        for (int t = (int) ((long) patches.count() * part / parts); t < end; t++) {
            if (!inside) summaries.read(t);
            folds.begin(scratch);
            now.run(arrays, scratch, folds.places, summaries.runs, patches, t);
            folds.keep(t, scratch);
            if (inside) summaries.keep(t);
            else summaries.made(t);
        }
    }

    @Override
    public void finish() {
        folds.finish();
        summaries.finish();
    }
}
