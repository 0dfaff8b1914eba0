package org.gradus.kernel.vector;

import static org.gradus.kernel.vector.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Loops that move elements from one layout to another.
final class VectorMoves {
    private static final int WIDTH = SPECIES.length();

    /// Neighbouring groups of lanes swapped, and the second group of each pair; read by generated code.
    static final VectorShuffle<Float> SWAP8 = swap(8), SWAP4 = swap(4), SWAP2 = swap(2), SWAP1 = swap(1);
    static final VectorMask<Float> HIGH8 = high(8), HIGH4 = high(4), HIGH2 = high(2), HIGH1 = high(1);

    private VectorMoves() {}

    private static VectorShuffle<Float> swap(int group) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ group) % WIDTH);
    }

    private static VectorMask<Float> high(int group) {
        boolean[] lanes = new boolean[WIDTH];
        for (int i = 0; i < WIDTH; i++) lanes[i] = (i & group) != 0;
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /// Copies rows of one vector or of two, as panels have, whole: what goes beyond the end of a row is read from
    /// behind it, and overwritten by the next.
    ///
    /// It copies four rows at a time, and has a loop for each width: a vector that lives on while ways part and
    /// meet again may be boxed. That also makes the method too long (325 bytes) to be inlined: in the midst of a
    /// caller the compiler runs out of its budget and boxes vectors, too.
    static void copyPanel(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow) {
        int r = 0, i = xo, o = yo, four = rows & -4;
        if (n > WIDTH) {
            for (; r < four; r += 4, i += 4 * xRow, o += 4 * yRow) {
                FloatVector.fromArray(SPECIES, x, i).intoArray(y, o);
                FloatVector.fromArray(SPECIES, x, i + WIDTH).intoArray(y, o + WIDTH);
                FloatVector.fromArray(SPECIES, x, i + xRow).intoArray(y, o + yRow);
                FloatVector.fromArray(SPECIES, x, i + xRow + WIDTH).intoArray(y, o + yRow + WIDTH);
                FloatVector.fromArray(SPECIES, x, i + 2 * xRow).intoArray(y, o + 2 * yRow);
                FloatVector.fromArray(SPECIES, x, i + 2 * xRow + WIDTH).intoArray(y, o + 2 * yRow + WIDTH);
                FloatVector.fromArray(SPECIES, x, i + 3 * xRow).intoArray(y, o + 3 * yRow);
                FloatVector.fromArray(SPECIES, x, i + 3 * xRow + WIDTH).intoArray(y, o + 3 * yRow + WIDTH);
            }
            for (; r < rows; r++, i += xRow, o += yRow) {
                FloatVector.fromArray(SPECIES, x, i).intoArray(y, o);
                FloatVector.fromArray(SPECIES, x, i + WIDTH).intoArray(y, o + WIDTH);
            }
        }
        for (; r < four; r += 4, i += 4 * xRow, o += 4 * yRow) {
            FloatVector.fromArray(SPECIES, x, i).intoArray(y, o);
            FloatVector.fromArray(SPECIES, x, i + xRow).intoArray(y, o + yRow);
            FloatVector.fromArray(SPECIES, x, i + 2 * xRow).intoArray(y, o + 2 * yRow);
            FloatVector.fromArray(SPECIES, x, i + 3 * xRow).intoArray(y, o + 3 * yRow);
        }
        for (; r < rows; r++, i += xRow, o += yRow)
            FloatVector.fromArray(SPECIES, x, i).intoArray(y, o);
    }

    /// Transposes squares of as many rows as a vector has lanes.
    static void transpose(
            TransposeCode.Square square, float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow) {
        for (int r = 0; r < rows; r += WIDTH) {
            for (int j = 0; j < n; j += WIDTH) square.run(x, xo + r * xRow + j, xRow, y, yo + j * yRow + r, yRow);
        }
    }
}
