package org.gradus.kernel;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tiles that begin as plain ones of the same size and become fast ones.
final class WarmingTiles implements Tiles {
    /// Inner elements of the small problems.
    private static final int DEPTH = 24;

    /// … and of the least: from a loop that hardly ever runs the compiler would keep its sums in memory, not
    /// in registers (a tenth slower).
    private static final int FEW = 16;

    private record Form(int rows, int vectors, Tile.Left left) {}

    private final Tiles fast;
    private final Warmup warmup;
    private final Map<Form, Tile> tiles = new ConcurrentHashMap<>();

    WarmingTiles(Tiles fast, Warmup warmup) {
        this.fast = fast;
        this.warmup = warmup;
    }

    private static final class Warming implements Tile {
        private volatile Tile tile;

        Warming(Tile tile) {
            this.tile = tile;
        }

        @Override
        public void run(
                int n,
                float[] a,
                int x,
                int ar,
                int ai,
                float[] b,
                int y,
                int br,
                float[] c,
                int z,
                int cr,
                boolean more) {
            tile.run(n, a, x, ar, ai, b, y, br, c, z, cr, more);
        }
    }

    @Override
    public int width() {
        return fast.width();
    }

    @Override
    public int most() {
        return fast.most();
    }

    @Override
    public int rows(int left) {
        return fast.rows(left);
    }

    @Override
    public int rowsInPlace(int left) {
        return fast.rowsInPlace(left);
    }

    @Override
    public int broad() {
        return fast.broad();
    }

    @Override
    public Tile tile(int rows, int vectors, Tile.Left left) {
        return tiles.computeIfAbsent(new Form(rows, vectors, left), this::warming);
    }

    private Tile warming(Form form) {
        Tile plain = new PlainTile(form.rows(), form.vectors() * width(), form.left());
        Warming warming = new Warming(plain);
        warmup.add(
                () -> problem(form, fast.tile(form.rows(), form.vectors(), form.left())),
                problem(form, plain),
                (DEPTH + 2) * form.rows() * (form.vectors() + 1),
                use -> warming.tile = use ? fast.tile(form.rows(), form.vectors(), form.left()) : plain);
        return warming;
    }

    private Warmup.Problem problem(Form form, Tile tile) {
        int columns = form.vectors() * width();
        // packed operands lie in one array
        int right = form.rows() * Tile.ROW;
        float[] a = new float[right + DEPTH * columns];
        float[] c = new float[form.rows() * columns];
        Arrays.fill(a, 0.5f);
        return amount -> {
            int depth = amount == Warmup.Amount.SOME ? DEPTH : FEW;
            tile.run(depth, a, 0, DEPTH, 1, a, right, columns, c, 0, columns, false);
            // the other way through it
            if (amount == Warmup.Amount.TINY) tile.run(depth, a, 0, DEPTH, 1, a, right, columns, c, 0, columns, true);
        };
    }
}
