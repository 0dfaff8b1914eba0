package org.gradus.kernel;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A loop of a pattern, to be run once it is [ready][#ready]: with whole vectors, or also with what is left of a row
/// after them, which is code of its own.
final class WarmingLoop implements Loop {
    private static final PlainLanes PLAIN = new PlainLanes();

    /// The small problems: some rows of whole vectors, and some of a rest.
    private static final Patches WHOLE = new Patches(8, 64, 8, 64), REST = new Patches(8, 10, 8, 10);

    /// A loop takes two vectors at a time, then one, and so goes other ways for rows of an odd number of vectors.
    private static final int ODD = 3 * Lanes.VIRTUAL;

    /// The rows of a tiny problem.
    private static final int TINY = 2;

    /// More scratch memory than a fold of a small problem needs.
    private static final int FOLD = 4096;

    private volatile @Nullable Loop loop;
    private volatile boolean whole;
    private volatile boolean rest;

    private final LoopBody body;
    private final Supplier<Loop> make;
    private final int width;
    private final Warmup warmup;
    private final AtomicBoolean wholeAsked = new AtomicBoolean(), restAsked = new AtomicBoolean();

    /// @param width the elements of a vector
    WarmingLoop(LoopBody body, Supplier<Loop> make, int width, Warmup warmup) {
        this.body = body;
        this.make = make;
        this.width = width;
        this.warmup = warmup;
    }

    @Override
    public boolean ready(Patches patches) {
        boolean wide = patches.columns() >= Lanes.VIRTUAL, narrow = patches.columns() % Lanes.VIRTUAL != 0;
        return (!wide || wholeReady()) && (!narrow || restReady());
    }

    private boolean wholeReady() {
        if (!whole && wholeAsked.compareAndSet(false, true)) warm(WHOLE, fast -> whole = fast);
        return whole;
    }

    private boolean restReady() {
        if (!rest && restAsked.compareAndSet(false, true)) warm(REST, fast -> rest = fast);
        return rest;
    }

    private void warm(Patches patches, Consumer<Boolean> use) {
        int vectors = patches.rows() * ((patches.columns() + width - 1) / width);
        warmup.add(() -> problem(body, made(), patches), plain(body, patches), vectors * body.operations(), use);
    }

    private Loop made() {
        Loop known = loop;
        if (known != null) return known;
        Loop made = make.get();
        loop = made;
        return made;
    }

    @Override
    public void run(float[][] arrays, float[] scratch, int[] places, double[][] summaries, Patches patches, int patch) {
        Objects.requireNonNull(loop).run(arrays, scratch, places, summaries, patches, patch);
    }

    private static Warmup.Problem problem(LoopBody body, Loop loop, Patches patches) {
        float[][] arrays = new float[body.operands().size() + body.results().size()][];
        for (int i = 0; i < arrays.length; i++) arrays[i] = numbers(patches);
        int[] places = new int[body.folds().size()];
        Arrays.setAll(places, f -> f * FOLD);
        float[] scratch = new float[places.length * FOLD];
        double[][] summaries = new double[body.summaries().size()][Lanes.SUMMARY];
        int columns = patches.columns();
        Patches none = new Patches(0, columns, 1, columns), few = new Patches(TINY, columns, TINY, columns);
        int other = columns % Lanes.VIRTUAL == 0 ? ODD : columns, least = Math.min(columns, Lanes.VIRTUAL);
        Patches odd = new Patches(TINY, other, TINY, other), one = new Patches(TINY, least, TINY, least);
        return amount -> {
            Patches some = amount == Warmup.Amount.NOTHING ? none : amount == Warmup.Amount.TINY ? few : patches;
            loop.run(arrays, scratch, places, summaries, some, 0);
            if (amount != Warmup.Amount.TINY) return;
            loop.run(arrays, scratch, places, summaries, odd, 0);
            loop.run(arrays, scratch, places, summaries, one, 0);
        };
    }

    /// What the steps cost one by one.
    private static Warmup.Problem plain(LoopBody body, Patches patches) {
        float[] x = numbers(patches), y = numbers(patches);
        Elementwise[] functions =
                body.steps().stream().map(LoopBody.Step::function).toArray(Elementwise[]::new);
        int folds = body.folds().size() + 3 * body.summaries().size();
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
