package org.gradus.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Loops that keep a processor's vector unit, or its memory, as busy as can be. They compute nothing of use.
public final class VectorRoofline {
    private static final VectorSpecies<Float> S = VectorMath.SPECIES;

    /// Enough independent chains to hide the latency of a multiply-add on two units, few enough for 16 registers.
    private static final int CHAINS = 12;

    /// Vectors that a turn of the streaming loop takes.
    private static final int STREAMED = 4;

    private VectorRoofline() {}

    /// The floating-point operations of one round of [#multiplyAdds].
    public static int operations() {
        return 2 * CHAINS * S.length();
    }

    /// Multiply-adds in registers: each chain runs to the fixed point of x = 0.999 x + 0.001.
    ///
    /// @return a number that depends on all of them
    public static float multiplyAdds(int rounds) {
        FloatVector m = broadcast(S, 0.999f), p = broadcast(S, 0.001f);
        FloatVector a = broadcast(S, 0.1f), b = broadcast(S, 0.2f), c = broadcast(S, 0.3f), d = broadcast(S, 0.4f);
        FloatVector e = broadcast(S, 0.5f), f = broadcast(S, 0.6f), g = broadcast(S, 0.7f), h = broadcast(S, 0.8f);
        FloatVector i = broadcast(S, 0.9f), j = broadcast(S, 1.1f), k = broadcast(S, 1.2f), l = broadcast(S, 1.3f);
        for (int r = 0; r < rounds; r++) {
            a = a.fma(m, p);
            b = b.fma(m, p);
            c = c.fma(m, p);
            d = d.fma(m, p);
            e = e.fma(m, p);
            f = f.fma(m, p);
            g = g.fma(m, p);
            h = h.fma(m, p);
            i = i.fma(m, p);
            j = j.fma(m, p);
            k = k.fma(m, p);
            l = l.fma(m, p);
        }
        FloatVector left = a.add(b).add(c).add(d).add(e).add(f),
                right = g.add(h).add(i).add(j).add(k).add(l);
        return left.add(right).lane(0);
    }

    /// y = x + z / 2, over arrays of one length, a multiple of 64.
    public static void stream(float[] x, float[] z, float[] y) {
        int w = S.length();
        FloatVector half = broadcast(S, 0.5f);
        for (int i = 0; i < y.length; i += STREAMED * w) {
            fromArray(S, z, i).fma(half, fromArray(S, x, i)).intoArray(y, i);
            fromArray(S, z, i + w).fma(half, fromArray(S, x, i + w)).intoArray(y, i + w);
            fromArray(S, z, i + 2 * w).fma(half, fromArray(S, x, i + 2 * w)).intoArray(y, i + 2 * w);
            fromArray(S, z, i + 3 * w).fma(half, fromArray(S, x, i + 3 * w)).intoArray(y, i + 3 * w);
        }
    }
}
