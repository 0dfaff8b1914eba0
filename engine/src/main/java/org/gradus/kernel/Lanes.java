package org.gradus.kernel;

import java.util.Optional;

/// The loops over `float` arrays that a processor's vector unit can run.
///
/// Every implementation gives the same bits (NaN is only promised to be NaN): sums have 16 virtual lanes and a
/// fixed tree, a matrix product is one chain of fused multiply-adds in the order of the inner index, and each
/// function is one formula ([FloatMath]). So a program may choose among them by speed alone.
public interface Lanes {

    /// The number of partial sums of a reduction, whatever the width of the machine.
    int VIRTUAL = 16;

    /// What it runs on, such as `plain` or `vector 512`.
    String name();

    /// y = f(a, b, c), element by element; operands that `f` does not read are ignored. `y` may be one of the
    /// operands at the same offset.
    void map(Elementwise f, float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n);

    /// The sum of `n` elements: lane j takes the elements j, j + 16, …, then lanes are added by halves.
    float sum(float[] x, int offset, int n);

    /// The largest of `n` elements, -∞ of none, NaN if one is NaN; a zero is positive.
    float max(float[] x, int offset, int n);

    /// Where the smallest and the largest stand in a summary, behind the sums and the sums of squares of 16 lanes.
    int SMALLEST = 2 * VIRTUAL, LARGEST = SMALLEST + 1;

    /// The numbers of a summary.
    int SUMMARY = LARGEST + 1;

    /// Sums up `n` elements and bounds them. Element i belongs to lane i modulo 16.
    ///
    /// @param into from `at` on: the sum of each lane, the sum of squares of each lane, both in `double`, in
    ///     which a square is exact; the smallest and the largest of all lanes, for which NaN does not count
    void summarize(float[] x, int offset, int n, double[] into, int at);

    /// The sum of rows: `y[j] = x[j] + x[stride + j] + …` for `n` columns, added in the order of the rows.
    void sumRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n);

    /// The largest of each of `n` columns.
    void maxRows(float[] x, int offset, int stride, int rows, float[] y, int yo, int n);

    /// A loop made for a pattern of fused steps and folds, if it can make one; else the steps run one by one by
    /// [#map].
    Optional<Loop> loop(LoopBody body);

    /// The tiles of a matrix product.
    Tiles tiles();

    /// Copies rows of `n` elements: `y[r][j] = x[r][j]`, where rows begin `xRow` and `yRow` elements apart. `yRow` is
    /// `n` or more, and what lies between the rows that are written may change.
    void copyRows(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow);

    /// Copies rows to columns: `y[j][r] = x[r][j]` for `n` columns, where rows begin `xRow` and `yRow` elements apart.
    void transpose(float[] x, int xo, int xRow, int rows, int n, float[] y, int yo, int yRow);
}
