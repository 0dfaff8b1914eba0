package org.gradus.geometry;

import java.util.Arrays;
import java.util.List;
import org.gradus.tensor.Philox;

/// Arithmetic of plain vectors.
public final class Vectors {
    private static final long SEED = 0x67656f6d65747279L;

    private Vectors() {}

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    public static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /// a + t b, in a new array.
    public static double[] plus(double[] a, double t, double[] b) {
        double[] sum = a.clone();
        add(sum, t, b);
        return sum;
    }

    /// Adds t b to a.
    public static void add(double[] a, double t, double[] b) {
        for (int i = 0; i < a.length; i++) a[i] += t * b[i];
    }

    public static double[] times(double t, double[] a) {
        return Arrays.stream(a).map(v -> t * v).toArray();
    }

    /// Takes out of a vector what lies along orthonormal ones; twice, since once leaves rounding
    /// (Giraud et al. 2005).
    public static void reject(double[] a, List<double[]> orthonormal) {
        for (int round = 0; round < 2; round++) {
            for (double[] q : orthonormal) add(a, -dot(a, q), q);
        }
    }

    /// Standard normal numbers, the same for the same stream.
    public static double[] normal(int size, int stream) {
        double[] v = new double[size];
        Arrays.setAll(v, i -> Philox.normal(SEED, stream, 0, i));
        return v;
    }

    /// Numbers 1 and -1 with equal chance, the same for the same stream.
    public static double[] signs(int size, int stream) {
        double[] v = new double[size];
        Arrays.setAll(v, i -> Philox.uniform(SEED, stream, 1, i) < 0.5 ? -1 : 1);
        return v;
    }

    /// A vector of length 1 along another, which is not 0.
    public static double[] unit(double[] a) {
        return times(1 / norm(a), a);
    }
}
