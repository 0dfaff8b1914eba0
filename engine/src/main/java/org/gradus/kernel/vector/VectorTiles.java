package org.gradus.kernel.vector;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gradus.kernel.Tile;
import org.gradus.kernel.Tiles;

/// Tiles by the Vector API, written when they are first asked for.
///
/// 12 rows of two vectors are 24 sums, which fit in the 32 registers of a machine with vectors of 512 bits; others may
/// have 16 registers, and keep 12 sums.
final class VectorTiles implements Tiles {
    private static final int WIDTH = VectorMath.SPECIES.length();
    private static final boolean WIDE = WIDTH == 16;

    private record Shape(int rows, int vectors, Tile.Left left) {}

    private final Map<Shape, Tile> made = new ConcurrentHashMap<>();

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int most() {
        return WIDE ? 12 : 6;
    }

    @Override
    public int rows(int left) {
        if (left <= 4) return 4;
        return !WIDE ? 6 : left <= 8 ? 8 : 12;
    }

    @Override
    public int rowsInPlace(int left) {
        return left >= 8 && WIDE ? 8 : left >= 4 ? 4 : 1;
    }

    @Override
    public Tile tile(int rows, int vectors, Tile.Left left) {
        return made.computeIfAbsent(new Shape(rows, vectors, left), _ -> TileCode.tile(rows, vectors, left));
    }
}
