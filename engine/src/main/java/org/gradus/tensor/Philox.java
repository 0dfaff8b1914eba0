package org.gradus.tensor;

/// A counter-based random generator: the number at any place is a pure function of its address.
///
/// An address is (seed, stream, step, index). A stream belongs to one random operation or one parameter, a
/// step to one training step, an index to one element; so results depend neither on the order of evaluation
/// nor on the number of threads. The function is Philox-4x32 with 10 rounds (Salmon, Moraes, Dror and Shaw,
/// "Parallel random numbers: as easy as 1, 2, 3", SC 2011), of whose four output words two are used.
public final class Philox {
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final double TWO_TO_MINUS_24 = 0x1p-24;

    private Philox() {}

    /// 64 random bits at an address.
    public static long bits(long seed, int stream, int step, int index) {
        int c0 = index, c1 = step, c2 = stream, c3 = 0;
        int k0 = (int) seed, k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long p1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            c0 = n0;
            c2 = n2;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return ((long) c1 << 32) | (c0 & 0xFFFFFFFFL);
    }

    /// A uniform number in [0, 1), a multiple of 2^-24, so that it is the same in `f32` and `f64`.
    public static double uniform(long seed, int stream, int step, int index) {
        return ((int) bits(seed, stream, step, index) >>> 8) * TWO_TO_MINUS_24;
    }

    /// A standard normal number by the cosine branch of Box and Muller (1958), at most 5.8 in magnitude.
    public static double normal(long seed, int stream, int step, int index) {
        long bits = bits(seed, stream, step, index);
        double u = (((int) bits >>> 8) + 1) * TWO_TO_MINUS_24;
        double v = ((int) (bits >>> 32) >>> 8) * TWO_TO_MINUS_24;
        return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }

    /// A random order of the numbers 0 … size - 1 (Fisher and Yates).
    public static int[] permutation(int size, long seed, int stream, int step) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) order[i] = i;
        for (int i = size - 1; i > 0; i--) {
            int j = (int) Long.remainderUnsigned(bits(seed, stream, step, i), i + 1L);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
