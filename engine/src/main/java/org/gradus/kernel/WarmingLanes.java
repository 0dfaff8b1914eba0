package org.gradus.kernel;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Lanes that begin as plain ones and become fast ones, piece by piece, as a [Warmup] gets them ready.
public final class WarmingLanes implements Lanes {
    private static final int LENGTH = 256, TINY = 48, ROWS = 16;

    /// Vector operations on one vector in a piece of work, at most.
    private static final int WORK = 16;

    /// What a lane can do beside elementwise functions; each becomes fast by itself.
    private enum Work {
        SUM,
        MAX,
        SUMMARIZE,
        SUM_ROWS,
        MAX_ROWS,
        COPY_ROWS,
        TRANSPOSE
    }

    /// How far a piece is.
    private static final class Stage {
        private final AtomicBoolean asked = new AtomicBoolean();
        private volatile boolean ready;
    }

    private final Lanes plain = new PlainLanes();
    private final Lanes fast;
    /// The compiler may have much to do before it comes to a loop.
    private static final long PATIENCE = 60_000_000_000L;

    private final Warmup warmup = new Warmup(PATIENCE);
    private final Tiles tiles;
    private final SoftCache<LoopBody, Loop> loops = new SoftCache<>();
    private final Map<Work, Stage> works = new EnumMap<>(Work.class);
    private final Map<Elementwise, Stage> functions = new EnumMap<>(Elementwise.class);

    /// @param fast what the lanes become
    public WarmingLanes(Lanes fast) {
        this.fast = fast;
        tiles = new WarmingTiles(fast.tiles(), warmup);
        for (Work work : Work.values()) works.put(work, new Stage());
        for (Elementwise f : Elementwise.values()) functions.put(f, new Stage());
    }

    @Override
    public String name() {
        return fast.name();
    }

    /// Whether all that was asked for so far is as fast as it will be.
    public boolean warm() {
        return warmup.done();
    }

    private Lanes lanes(Work work) {
        Stage stage = Objects.requireNonNull(works.get(work));
        if (stage.ready) return fast;
        if (!stage.asked.get()) ask(stage, problem(fast, work), problem(plain, work), WORK);
        return plain;
    }

    private Lanes lanes(Elementwise f) {
        Stage stage = Objects.requireNonNull(functions.get(f));
        if (stage.ready) return fast;
        if (!stage.asked.get()) ask(stage, problem(fast, f), problem(plain, f), f.operations() + 4);
        return plain;
    }

    private void ask(Stage stage, Warmup.Problem mine, Warmup.Problem other, int operations) {
        if (stage.asked.compareAndSet(false, true)) {
            warmup.add(() -> mine, other, LENGTH / tiles.width() * operations, use -> stage.ready = use);
        }
    }

    private static Warmup.Problem problem(Lanes lanes, Elementwise f) {
        float[] x = numbers(), y = numbers();
        return amount -> {
            lanes.map(f, x, 0, x, 0, x, 0, y, 0, length(amount));
            if (amount == Warmup.Amount.TINY) lanes.map(f, x, 0, x, 0, x, 0, y, 0, TINY + 1);
        };
    }

    private static int length(Warmup.Amount amount) {
        return switch (amount) {
            case NOTHING -> VIRTUAL;
            case TINY -> TINY;
            case SOME -> LENGTH;
        };
    }

    private static Warmup.Problem problem(Lanes lanes, Work work) {
        float[] x = numbers(), y = numbers();
        double[] summary = new double[SUMMARY];
        int columns = LENGTH / ROWS;
        return switch (work) {
            case SUM -> amount -> y[0] = lanes.sum(x, 0, length(amount));
            case MAX -> amount -> y[0] = lanes.max(x, 0, length(amount));
            case SUMMARIZE -> amount -> lanes.summarize(x, 0, length(amount), summary, 0);
            case SUM_ROWS -> amount -> lanes.sumRows(x, 0, columns, length(amount) / columns, y, 0, columns);
            case MAX_ROWS -> amount -> lanes.maxRows(x, 0, columns, length(amount) / columns, y, 0, columns);
            case COPY_ROWS ->
                amount -> {
                    int rows = Math.max(2, length(amount) / columns);
                    lanes.copyRows(x, 0, columns, rows, columns, y, 0, columns);
                    // the ways of wide panels and of an odd number of rows
                    if (amount != Warmup.Amount.TINY) return;
                    lanes.copyRows(x, 0, 2 * columns, TINY / columns + 3, 2 * columns, y, 0, 2 * columns);
                    lanes.copyRows(x, 0, columns, TINY / columns + 4, columns, y, 0, columns);
                };
            case TRANSPOSE -> _ -> lanes.transpose(x, 0, columns, ROWS, columns, y, 0, ROWS);
        };
    }

    private static float[] numbers() {
        float[] numbers = new float[LENGTH];
        Arrays.fill(numbers, 0.5f);
        return numbers;
    }

    @Override
    public Optional<Loop> loop(LoopBody body) {
        return Optional.of(loops.get(
                body, b -> new WarmingLoop(b, () -> fast.loop(b).orElseThrow(), tiles.width(), warmup)));
    }

    @Override
    public Tiles tiles() {
        return tiles;
    }

    @Override
    public void map(Elementwise f, float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n) {
        (n < VIRTUAL ? plain : lanes(f)).map(f, a, ao, b, bo, c, co, y, yo, n);
    }

    @Override
    public float sum(float[] x, int offset, int n) {
        return (n < VIRTUAL ? plain : lanes(Work.SUM)).sum(x, offset, n);
    }

    @Override
    public float max(float[] x, int offset, int n) {
        return (n < VIRTUAL ? plain : lanes(Work.MAX)).max(x, offset, n);
    }

    @Override
    public void summarize(float[] x, int offset, int n, double[] into, int at) {
        (n < VIRTUAL ? plain : lanes(Work.SUMMARIZE)).summarize(x, offset, n, into, at);
    }

    @Override
    public void sumRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n) {
        (n < VIRTUAL ? plain : lanes(Work.SUM_ROWS)).sumRows(x, offset, stride, rows, y, yo, n);
    }

    @Override
    public void maxRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n) {
        (n < VIRTUAL ? plain : lanes(Work.MAX_ROWS)).maxRows(x, offset, stride, rows, y, yo, n);
    }

    @Override
    public void copyRows(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow) {
        (n < VIRTUAL / 2 ? plain : lanes(Work.COPY_ROWS)).copyRows(x, xo, xRow, rows, n, y, yo, yRow);
    }

    @Override
    public void transpose(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow) {
        (n < VIRTUAL ? plain : lanes(Work.TRANSPOSE)).transpose(x, xo, xRow, rows, n, y, yo, yRow);
    }
}
