package org.gradus.run;

import org.gradus.kernel.Lanes;
import org.gradus.kernel.WarmingLanes;
import org.gradus.kernel.vector.VectorRoofline;

/// The two loops by which the limits of one thread of this machine are found: multiply-adds in registers, and streams
/// through memory. Whoever times them learns what no program can beat (Williams, Waterman and Patterson, "Roofline: an
/// insightful visual performance model", CACM 2009).
///
/// They use the vectors that the kernels use, and plain loops where those do.
public final class Roofline {
    private static final boolean VECTORS = Hardware.LANES.name().startsWith("vector");

    /// Chains of the plain loop.
    private static final int CHAINS = 8;

    private Roofline() {}

    /// What kernels run on here, such as `plain` or `vector 512`.
    public static String lanes() {
        Lanes lanes = Hardware.LANES;
        return lanes.name();
    }

    /// Whether all loops that were asked for so far are as fast as they will be: kernels begin with plain ones.
    public static boolean warm() {
        Lanes lanes = Hardware.LANES;
        return !(lanes instanceof WarmingLanes warming) || warming.warm();
    }

    /// The floating-point operations of one round of [#multiplyAdds], a multiply-add counting two.
    public static int operations() {
        return VECTORS ? VectorRoofline.operations() : 2 * CHAINS;
    }

    /// Runs rounds of multiply-adds that wait for nothing but each other.
    ///
    /// @return a number that depends on all of them, for the caller to keep
    public static float multiplyAdds(int rounds) {
        return VECTORS ? VectorRoofline.multiplyAdds(rounds) : plain(rounds);
    }

    private static float plain(int rounds) {
        float a = 0.1f, b = 0.2f, c = 0.3f, d = 0.4f, e = 0.5f, f = 0.6f, g = 0.7f, h = 0.8f;
        for (int r = 0; r < rounds; r++) {
            a = Math.fma(a, 0.999f, 0.001f);
            b = Math.fma(b, 0.999f, 0.001f);
            c = Math.fma(c, 0.999f, 0.001f);
            d = Math.fma(d, 0.999f, 0.001f);
            e = Math.fma(e, 0.999f, 0.001f);
            f = Math.fma(f, 0.999f, 0.001f);
            g = Math.fma(g, 0.999f, 0.001f);
            h = Math.fma(h, 0.999f, 0.001f);
        }
        return a + b + c + d + e + f + g + h;
    }

    /// Reads two arrays and writes a third of the same length, a multiple of 64: y = x + z / 2. It moves 12 bytes an
    /// element.
    public static void stream(float[] x, float[] z, float[] y) {
        if (x.length != y.length || z.length != y.length || y.length % 64 != 0) {
            throw new IllegalArgumentException("Roofline: lengths " + x.length + ", " + z.length + " and " + y.length
                    + " are not one multiple of 64");
        }
        if (VECTORS) {
            VectorRoofline.stream(x, z, y);
            return;
        }
        for (int i = 0; i < y.length; i++) y[i] = x[i] + z[i] * 0.5f;
    }
}
