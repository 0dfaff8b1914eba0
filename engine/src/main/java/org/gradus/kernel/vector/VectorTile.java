package org.gradus.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The register tiles of a matrix product: 8, 4 or 1 rows of two vectors, `p` and `q`.
///
/// Written out, since the compiler keeps only named values in registers, and without methods of their own, since
/// it stops inlining those in a body of this size and then boxes every vector. The parameters are those of
/// [org.gradus.kernel.Lanes#tile].
///
/// `n` inner elements; the left matrix `a` from `x`, with `ar` from row to row and `ai` from inner element to inner
/// element; the right one `b` from `y` with `br` from row to row; the result `c` from `z` with `cr` from row to row.
final class VectorTile {
    private static final VectorSpecies<Float> S = VectorMath.SPECIES;
    private static final int W = S.length();

    private VectorTile() {}

    static void eight(int n, float[] a, int x, int ar, int ai, float[] b, int y, int br, float[] c, int z, int cr) {
        FloatVector p0 = zero(S), p1 = p0, p2 = p0, p3 = p0, p4 = p0, p5 = p0, p6 = p0, p7 = p0;
        FloatVector q0 = zero(S), q1 = q0, q2 = q0, q3 = q0, q4 = q0, q5 = q0, q6 = q0, q7 = q0;
        for (int k = 0, i = x, j = y; k < n; k++, i += ai, j += br) {
            FloatVector p = fromArray(S, b, j), q = fromArray(S, b, j + W);
            p0 = broadcast(S, a[i]).fma(p, p0);
            q0 = broadcast(S, a[i]).fma(q, q0);
            p1 = broadcast(S, a[i + ar]).fma(p, p1);
            q1 = broadcast(S, a[i + ar]).fma(q, q1);
            p2 = broadcast(S, a[i + 2 * ar]).fma(p, p2);
            q2 = broadcast(S, a[i + 2 * ar]).fma(q, q2);
            p3 = broadcast(S, a[i + 3 * ar]).fma(p, p3);
            q3 = broadcast(S, a[i + 3 * ar]).fma(q, q3);
            p4 = broadcast(S, a[i + 4 * ar]).fma(p, p4);
            q4 = broadcast(S, a[i + 4 * ar]).fma(q, q4);
            p5 = broadcast(S, a[i + 5 * ar]).fma(p, p5);
            q5 = broadcast(S, a[i + 5 * ar]).fma(q, q5);
            p6 = broadcast(S, a[i + 6 * ar]).fma(p, p6);
            q6 = broadcast(S, a[i + 6 * ar]).fma(q, q6);
            p7 = broadcast(S, a[i + 7 * ar]).fma(p, p7);
            q7 = broadcast(S, a[i + 7 * ar]).fma(q, q7);
        }
        p0.intoArray(c, z);
        q0.intoArray(c, z + W);
        p1.intoArray(c, z + cr);
        q1.intoArray(c, z + cr + W);
        p2.intoArray(c, z + 2 * cr);
        q2.intoArray(c, z + 2 * cr + W);
        p3.intoArray(c, z + 3 * cr);
        q3.intoArray(c, z + 3 * cr + W);
        p4.intoArray(c, z + 4 * cr);
        q4.intoArray(c, z + 4 * cr + W);
        p5.intoArray(c, z + 5 * cr);
        q5.intoArray(c, z + 5 * cr + W);
        p6.intoArray(c, z + 6 * cr);
        q6.intoArray(c, z + 6 * cr + W);
        p7.intoArray(c, z + 7 * cr);
        q7.intoArray(c, z + 7 * cr + W);
    }

    static void four(int n, float[] a, int x, int ar, int ai, float[] b, int y, int br, float[] c, int z, int cr) {
        FloatVector p0 = zero(S), p1 = p0, p2 = p0, p3 = p0;
        FloatVector q0 = zero(S), q1 = q0, q2 = q0, q3 = q0;
        for (int k = 0, i = x, j = y; k < n; k++, i += ai, j += br) {
            FloatVector p = fromArray(S, b, j), q = fromArray(S, b, j + W);
            p0 = broadcast(S, a[i]).fma(p, p0);
            q0 = broadcast(S, a[i]).fma(q, q0);
            p1 = broadcast(S, a[i + ar]).fma(p, p1);
            q1 = broadcast(S, a[i + ar]).fma(q, q1);
            p2 = broadcast(S, a[i + 2 * ar]).fma(p, p2);
            q2 = broadcast(S, a[i + 2 * ar]).fma(q, q2);
            p3 = broadcast(S, a[i + 3 * ar]).fma(p, p3);
            q3 = broadcast(S, a[i + 3 * ar]).fma(q, q3);
        }
        p0.intoArray(c, z);
        q0.intoArray(c, z + W);
        p1.intoArray(c, z + cr);
        q1.intoArray(c, z + cr + W);
        p2.intoArray(c, z + 2 * cr);
        q2.intoArray(c, z + 2 * cr + W);
        p3.intoArray(c, z + 3 * cr);
        q3.intoArray(c, z + 3 * cr + W);
    }

    static void one(int n, float[] a, int x, int ar, int ai, float[] b, int y, int br, float[] c, int z, int cr) {
        FloatVector p0 = zero(S);
        FloatVector q0 = zero(S);
        for (int k = 0, i = x, j = y; k < n; k++, i += ai, j += br) {
            FloatVector p = fromArray(S, b, j), q = fromArray(S, b, j + W);
            p0 = broadcast(S, a[i]).fma(p, p0);
            q0 = broadcast(S, a[i]).fma(q, q0);
        }
        p0.intoArray(c, z);
        q0.intoArray(c, z + W);
    }
}
