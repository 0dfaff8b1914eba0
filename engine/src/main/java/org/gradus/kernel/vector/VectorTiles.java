package org.gradus.kernel.vector;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gradus.kernel.Tile;
import org.gradus.kernel.Tiles;

/// Tiles by the Vector API, written when they are first asked for.
///
/// 12 rows of two vectors are 24 sums, which fit in 32 registers: those of AVX-512 and of ARM. With the 16
/// registers of AVX2 there are 8 sums. 12 would fit beside the two vectors and the number they are
/// multiplied by, but the compiler loads four numbers ahead, finds no registers for two of the sums, and
/// takes twice as long (41 instead of 97 GFLOP/s on a Zen 3).
final class VectorTiles implements Tiles {
    private static final int WIDTH = VectorMath.SPECIES.length();
    private static final boolean MANY_REGISTERS =
            WIDTH == 16 || System.getProperty("os.arch").equals("aarch64");

    private record Shape(int rows, int vectors, Tile.Left left) {}

    private final Map<Shape, Tile> made = new ConcurrentHashMap<>();

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int most() {
        return MANY_REGISTERS ? 12 : 4;
    }

    @Override
    public int rows(int left) {
        if (left <= 4 || !MANY_REGISTERS) return 4;
        return left <= 8 ? 8 : 12;
    }

    @Override
    public int rowsInPlace(int left) {
        return left >= 8 && MANY_REGISTERS ? 8 : left >= 4 ? 4 : 1;
    }

    @Override
    public int broad() {
        return MANY_REGISTERS ? 8 : 4;
    }

    @Override
    public Tile tile(int rows, int vectors, Tile.Left left) {
        return made.computeIfAbsent(new Shape(rows, vectors, left), _ -> TileCode.tile(rows, vectors, left));
    }
}
