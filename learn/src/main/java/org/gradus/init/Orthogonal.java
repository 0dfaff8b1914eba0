package org.gradus.init;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.name.Default;
import org.gradus.name.Names;
import org.gradus.name.Setting;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A random rotation (Saxe, McClelland and Ganguli 2014): rows or columns, whichever are fewer, are orthogonal
/// and of length `gain`, so all singular values are `gain`.
///
/// A tensor of higher rank is read as a matrix with its last axis as columns.
///
/// @param gain the length
public record Orthogonal(@Default("1.0") double gain) implements Init.BuiltIn {
    public Orthogonal {
        Setting.notNegative("gain", gain);
    }

    /// Gain 1.
    public static Orthogonal of() {
        return new Orthogonal(1);
    }

    public static List<Init> examples() {
        return List.of(Orthogonal.of(), new Orthogonal(1.5));
    }

    @Override
    public Tensor values(Request request) {
        Shape shape = request.shape();
        if (shape.rank() < 2) {
            throw new IllegalArgumentException(
                    Names.of(getClass()) + ": needs a matrix · shape " + shape + ", name another rule for it");
        }
        int columns = shape.last(), rows = shape.size() / columns;
        boolean tall = rows >= columns;
        double[][] basis = basis(request, Math.min(rows, columns), Math.max(rows, columns));
        return Tensor.generate(shape, i -> {
            int row = i / columns, column = i % columns;
            return gain * (tall ? basis[column][row] : basis[row][column]);
        });
    }

    @Override
    public boolean orthogonal() {
        return true;
    }

    /// Some orthonormal vectors of uniformly random direction, by the Gram-Schmidt process on normal vectors.
    ///
    /// The process makes the QR decomposition whose R has a positive diagonal, the one that leaves no bias in
    /// the signs (Mezzadri 2007). Each vector is projected twice, which is enough for full accuracy (Giraud et
    /// al. 2005).
    private static double[][] basis(Request request, int count, int length) {
        double[][] basis = new double[count][length];
        for (int k = 0; k < count; k++) {
            double[] vector = basis[k];
            for (int i = 0; i < length; i++) {
                vector[i] = Philox.normal(request.seed(), request.stream(), 0, k * length + i);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) add(-dot(vector, basis[j]), basis[j], vector);
            }
            double size = Math.sqrt(dot(vector, vector));
            for (int i = 0; i < length; i++) vector[i] /= size;
        }
        return basis;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void add(double factor, double[] a, double[] to) {
        for (int i = 0; i < a.length; i++) to[i] += factor * a[i];
    }

    /// The mean square of an element, gain² over the longer side; elements are not independent.
    @Override
    public double variance(Fans fans, Activation activation) {
        return gain * gain / Math.max(fans.in(), fans.out());
    }
}
