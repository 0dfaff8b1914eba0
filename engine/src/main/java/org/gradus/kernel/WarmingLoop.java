package org.gradus.kernel;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A loop of a pattern, to be run once it is [ready][#ready]: with whole vectors, or also with what is left of a row
/// after them, which is code of its own.
final class WarmingLoop implements Loop {
    private static final PlainLanes PLAIN = new PlainLanes();

    /// The small problems: some rows of whole vectors, and some of a rest.
    private static final Patches WHOLE = new Patches(8, 64, 8, 64), REST = new Patches(8, 10, 8, 10);

    /// More scratch memory than a fold of a small problem needs.
    private static final int FOLD = 4096;

    private volatile @Nullable Loop loop;
    private volatile boolean whole;
    private volatile boolean rest;

    private final LoopBody body;
    private final Supplier<Loop> make;
    private final Warmup warmup;
    private final AtomicBoolean wholeAsked = new AtomicBoolean(), restAsked = new AtomicBoolean();

    WarmingLoop(LoopBody body, Supplier<Loop> make, Warmup warmup) {
        this.body = body;
        this.make = make;
        this.warmup = warmup;
    }

    @Override
    public boolean ready(Patches patches) {
        boolean wide = patches.columns() >= Lanes.VIRTUAL, narrow = patches.columns() % Lanes.VIRTUAL != 0;
        return (!wide || wholeReady()) && (!narrow || restReady());
    }

    private boolean wholeReady() {
        if (!whole && wholeAsked.compareAndSet(false, true)) warm(WHOLE, () -> whole = true);
        return whole;
    }

    private boolean restReady() {
        if (!rest && restAsked.compareAndSet(false, true)) warm(REST, () -> rest = true);
        return rest;
    }

    private void warm(Patches patches, Runnable ready) {
        warmup.add(() -> problem(body, made(), patches), plain(body, patches), ready);
    }

    private Loop made() {
        Loop known = loop;
        if (known != null) return known;
        Loop made = make.get();
        loop = made;
        return made;
    }

    @Override
    public void run(float[][] arrays, float[] scratch, int[] places, Patches patches, int patch) {
        Objects.requireNonNull(loop).run(arrays, scratch, places, patches, patch);
    }

    private static Warmup.Problem problem(LoopBody body, Loop loop, Patches patches) {
        float[][] arrays = new float[body.operands().size() + body.results().size()][];
        for (int i = 0; i < arrays.length; i++) arrays[i] = numbers(patches);
        int[] places = new int[body.folds().size()];
        Arrays.setAll(places, f -> f * FOLD);
        float[] scratch = new float[places.length * FOLD];
        Patches row = new Patches(1, Math.min(patches.columns(), Lanes.VIRTUAL), 1, Lanes.VIRTUAL);
        return tiny -> loop.run(arrays, scratch, places, tiny ? row : patches, 0);
    }

    /// What the steps cost one by one.
    private static Warmup.Problem plain(LoopBody body, Patches patches) {
        float[] x = numbers(patches), y = numbers(patches);
        Elementwise[] functions =
                body.steps().stream().map(LoopBody.Step::function).toArray(Elementwise[]::new);
        int folds = body.folds().size();
        return _ -> {
            for (Elementwise f : functions) PLAIN.map(f, x, 0, x, 0, x, 0, y, 0, x.length);
            for (int i = 0; i < folds; i++) y[0] = PLAIN.sum(x, 0, x.length);
        };
    }

    private static float[] numbers(Patches patches) {
        float[] numbers = new float[patches.rows() * patches.columns()];
        Arrays.fill(numbers, 0.5f);
        return numbers;
    }
}
