package org.gradus.kernel;

import java.util.List;
import java.util.Random;
import org.gradus.graph.Graph;
import org.gradus.graph.op.MatMul;
import org.gradus.kernel.vector.VectorLanes;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;
import org.gradus.plan.Plan;
import org.gradus.tensor.Shape;

/// Runs every loop, and fused calls, on many sizes and offsets, and folds all bits of all results into one number.
/// Run as a program, it prints the number for the vector loops; so JVMs with other vector widths can be compared.
final class LanesDigest {
    static final int[] SIZES = {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 257, 1023};
    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        -0f,
        0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-40f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        -87.5f,
        88.5f,
        -103.5f,
        1f,
        -1f,
        0.5f
    };
    private static final int LENGTH = 1100;

    private final Lanes lanes;
    private long digest = 17;

    private LanesDigest(Lanes lanes) {
        this.lanes = lanes;
    }

    public static void main(String[] args) {
        VectorLanes lanes = new VectorLanes();
        System.out.println(lanes.name() + " " + of(lanes));
    }

    static long of(Lanes lanes) {
        LanesDigest digest = new LanesDigest(lanes);
        for (Elementwise f : Elementwise.values()) for (int n : SIZES) digest.add(digest.map(f, n));
        for (int n : SIZES) digest.add(digest.folds(n));
        for (int n : SIZES) digest.add(digest.summaries(n));
        for (int rows : new int[] {1, 2, 5, 8, 13}) for (int n : SIZES) digest.add(digest.rows(rows, n));
        for (int m : new int[] {0, 1, 3, 21, 48, 49, 70, 390}) {
            for (int n : new int[] {0, 1, 10, 16, 17, 33, 100}) {
                for (int k : new int[] {0, 1, 15, 257}) digest.add(digest.product(m, n, k, 1));
            }
        }
        for (int parts : new int[] {2, 3, 5}) digest.add(digest.product(61, 70, 40, parts));
        for (Shape shape : FusedTrial.SHAPES) {
            if (shape.size() > LENGTH) continue;
            for (Graph graph : List.of(FusedTrial.everything(shape), FusedTrial.flat(shape))) {
                FusedTrial.run(Plan.of(graph), new FloatKernels(lanes), 1, true).forEach(digest::add);
            }
        }
        return digest.digest;
    }

    /// Reproducible numbers of many magnitudes, some of them special.
    static float[] numbers(int seed, boolean special) {
        Random random = new Random(seed);
        float[] x = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            boolean plain = !special || random.nextInt(8) != 0;
            x[i] = plain
                    ? (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5) - 2))
                    : SPECIAL[random.nextInt(SPECIAL.length)];
        }
        return x;
    }

    float[] map(Elementwise f, int n) {
        float[] y = new float[LENGTH];
        lanes.map(f, numbers(1, true), 3, numbers(2, true), 5, numbers(3, true), 0, y, 7, n);
        return y;
    }

    float[] folds(int n) {
        float[] plain = numbers(4, false), special = numbers(5, true);
        return new float[] {
            lanes.sum(plain, 5, n), lanes.sum(special, 5, n), lanes.max(plain, 3, n), lanes.max(special, 3, n)
        };
    }

    float[] summaries(int n) {
        double[] plain = new double[Lanes.SUMMARY + 1], special = new double[Lanes.SUMMARY];
        lanes.summarize(numbers(4, false), 5, n, plain, 1);
        lanes.summarize(numbers(5, true), 3, n, special, 0);
        float[] all = new float[4 * Lanes.SUMMARY];
        for (int i = 0; i < Lanes.SUMMARY; i++) {
            double[] two = {plain[i + 1], special[i]};
            for (int k = 0; k < 2; k++) {
                all[4 * i + 2 * k] = (float) two[k];
                all[4 * i + 2 * k + 1] = (float) (two[k] - (float) two[k]);
            }
        }
        return all;
    }

    float[] rows(int rows, int n) {
        float[] x = numbers(6, false), y = new float[2 * LENGTH];
        int stride = Math.min(n, (LENGTH - n) / rows);
        lanes.sumRows(x, 0, stride, rows, y, 1, n);
        lanes.maxRows(numbers(7, true), 0, stride, rows, y, LENGTH, n);
        return y;
    }

    /// The bits of one matrix product.
    static int product(Lanes lanes) {
        return java.util.Arrays.hashCode(new LanesDigest(lanes).product(61, 70, 40, 1));
    }

    /// A matrix product in some shares, by each way of reading its operands.
    float[] product(int m, int n, int k, int parts) {
        float[] all = new float[4 * m * n];
        for (int way = 0; way < 4; way++) {
            MatMul op = new MatMul((way & 1) != 0, (way & 2) != 0);
            Shape left = op.leftTransposed() ? Shape.of(k, m) : Shape.of(m, k);
            Shape right = op.rightTransposed() ? Shape.of(n, k) : Shape.of(k, n);
            List<Operand> inputs = List.of(new Operand(0, left), new Operand(1, right));
            Operand output = new Operand(2, Shape.of(m, n));
            float[] y = new float[m * n];
            Buffers buffers = new Buffers(new Object[] {numbers(8, m * k), numbers(9, k * n), y});
            Kernel kernel = new MatMulKernel(new Call.Single(op, inputs, output), op, buffers, lanes);
            for (int part = 0; part < parts; part++) kernel.run(part, parts, new float[kernel.scratch()]);
            System.arraycopy(y, 0, all, way * m * n, m * n);
        }
        return all;
    }

    private static float[] numbers(int seed, int n) {
        float[] some = numbers(seed, false), x = new float[n];
        for (int i = 0; i < n; i++) x[i] = some[i % LENGTH] * (1 + i % 7);
        return x;
    }

    private void add(float[] values) {
        for (float v : values) digest = digest * 1_000_003 + Float.floatToIntBits(v);
    }
}
