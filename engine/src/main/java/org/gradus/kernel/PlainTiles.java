package org.gradus.kernel;

/// Tiles in plain Java.
record PlainTiles() implements Tiles {

    @Override
    public int width() {
        return PlainTile.WIDTH;
    }

    @Override
    public int most() {
        return 4;
    }

    @Override
    public int rows(int left) {
        return 4;
    }

    @Override
    public int rowsInPlace(int left) {
        return 1;
    }

    @Override
    public int broad() {
        return 8;
    }

    @Override
    public Tile tile(int rows, int vectors, Tile.Left left) {
        return new PlainTile(rows, vectors * PlainTile.WIDTH, left);
    }
}
