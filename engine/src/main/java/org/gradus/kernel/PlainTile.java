package org.gradus.kernel;

/// A tile in plain Java: four columns of a row at a time, four chains that the processor can overlap.
///
/// @param columns a multiple of 4
record PlainTile(int rows, int columns, Left left) implements Tile {
    static final int WIDTH = 4;

    @Override
    public void run(
            int n, float[] a, int x, int ar, int ai, float[] b, int y, int br, float[] c, int z, int cr, boolean more) {
        int row = left == Left.IN_PLACE ? ar : left == Left.ROWS ? ROW : 1;
        int inner = left == Left.IN_PLACE ? ai : left == Left.ROWS ? 1 : rows;
        int right = left == Left.IN_PLACE ? br : columns;
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j += WIDTH) {
                four(n, a, x + r * row, inner, b, y + j, right, c, z + r * cr + j, more);
            }
        }
    }

    private static void four(
            int n, float[] a, int x, int ai, float[] b, int y, int br, float[] c, int z, boolean more) {
        float c0 = more ? c[z] : 0, c1 = more ? c[z + 1] : 0, c2 = more ? c[z + 2] : 0, c3 = more ? c[z + 3] : 0;
        for (int k = 0, i = x, j = y; k < n; k++, i += ai, j += br) {
            float v = a[i];
            c0 = Math.fma(v, b[j], c0);
            c1 = Math.fma(v, b[j + 1], c1);
            c2 = Math.fma(v, b[j + 2], c2);
            c3 = Math.fma(v, b[j + 3], c3);
        }
        c[z] = c0;
        c[z + 1] = c1;
        c[z + 2] = c2;
        c[z + 3] = c3;
    }
}
