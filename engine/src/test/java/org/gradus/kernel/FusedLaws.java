package org.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.kernel.vector.VectorLanes;
import org.gradus.plan.Networks;
import org.gradus.plan.Plan;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fused calls have the same bits however they are planned, looped, cut and shared; a fold's order depends on the
/// shape of what it folds alone.
class FusedLaws {
    private static final Kernels PLAIN = new FloatKernels(new PlainLanes());
    private static final Kernels VECTOR = new FloatKernels(new VectorLanes());

    static Stream<Graph> graphs() {
        return FusedTrial.SHAPES.stream().flatMap(s -> Stream.of(FusedTrial.everything(s), FusedTrial.flat(s)));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void allTwinsSharesAndChoicesHaveTheSameBits(Graph graph) {
        for (boolean special : new boolean[] {false, true}) {
            List<float[]> expected = FusedTrial.run(Plan.of(graph), PLAIN, 1, special);
            for (Plan plan : Networks.plans(graph)) {
                for (int parts : new int[] {1, 2, 7}) {
                    for (Kernels kernels : List.of(PLAIN, VECTOR)) {
                        List<float[]> actual = FusedTrial.run(plan, kernels, parts, special);
                        for (int i = 0; i < expected.size(); i++) {
                            assertThat(actual.get(i))
                                    .as("output %d of %s", i, plan.graph())
                                    .isEqualTo(expected.get(i));
                        }
                    }
                }
            }
        }
    }

    @Test
    void foldsAreInTheOrderOfTheirShape() {
        for (Shape shape : FusedTrial.SHAPES) {
            if (shape.rank() != 2 || shape.last() == 1) continue;
            Expr x = Expr.input("x", shape);
            List<float[]> folds = FusedTrial.run(Plan.of(Graph.of(x.sum(), x.sum(0), x.sum(1))), VECTOR, 1, false);
            float[][] rows = rows(FusedTrial.numbers(shape, 0, false));
            boolean one = rows.length == 1;
            assertThat(folds.get(0)).as("%s in total", shape).containsExactly(total(rows));
            if (!one) assertThat(folds.get(1)).as("%s per column", shape).containsExactly(perColumn(rows));
            for (int r = 0; r < rows.length; r++) {
                assertThat(folds.get(2)[r]).as("%s row %d", shape, r).isEqualTo(total(new float[][] {rows[r]}));
            }
        }
    }

    private static float[][] rows(Tensor x) {
        float[][] rows = new float[x.shape().dim(0)][x.shape().dim(1)];
        for (int i = 0; i < x.size(); i++) rows[i / rows[0].length][i % rows[0].length] = (float) x.get(i);
        return rows;
    }

    private static int height(float[][] rows) {
        return Math.min(256, Math.max(8, 4096 / rows[0].length));
    }

    /// Patches of rows and of at most 4096 columns: of whole rows, if they are no longer than that, all elements of a
    /// patch are one run, else each row is. A run goes to 16 lanes of whole sixteens and 16 of the rest.
    private static float total(float[][] rows) {
        List<Float> patches = new ArrayList<>();
        int columns = rows[0].length;
        for (int top = 0; top < rows.length; top += height(rows)) {
            float[][] band = Arrays.copyOfRange(rows, top, Math.min(rows.length, top + height(rows)));
            for (int left = 0; left < columns; left += 4096) {
                int width = Math.min(4096, columns - left);
                float[] lanes = new float[32], run = new float[band.length * width];
                for (int r = 0; r < band.length; r++) System.arraycopy(band[r], left, run, r * width, width);
                int length = columns <= 4096 ? run.length : width;
                for (int i = 0; i < run.length; i++) {
                    int j = i % length;
                    lanes[(j < length / 16 * 16 ? 0 : 16) + j % 16] += run[i];
                }
                patches.add(flat(lanes));
            }
        }
        float[] all = new float[patches.size()];
        for (int i = 0; i < all.length; i++) all[i] = patches.get(i);
        return flat(all);
    }

    /// 16 lanes, then halves.
    private static float flat(float[] x) {
        float[] lanes = new float[16];
        for (int i = 0; i < x.length; i++) lanes[i % 16] += x[i];
        for (int half = 8; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        }
        return lanes[0];
    }

    private static float[] perColumn(float[][] rows) {
        float[] sums = new float[rows[0].length];
        for (int top = 0; top < rows.length; top += height(rows)) {
            float[] part = new float[sums.length];
            for (float[] row : Arrays.copyOfRange(rows, top, Math.min(rows.length, top + height(rows)))) {
                for (int j = 0; j < part.length; j++) part[j] += row[j];
            }
            for (int j = 0; j < part.length; j++) sums[j] += part[j];
        }
        return sums;
    }

    @Test
    void layersOfOnePatternShareALoop() {
        Expr x = Expr.input("x", Shape.of(4, 8)), y = Expr.input("y", Shape.of(9, 3));
        List<LoopBody> bodies = Stream.of(x, y)
                .map(v -> Plan.of(Graph.of(v.tanh().plus(1))).calls().get(0))
                .map(c -> LoopBody.of(
                        (org.gradus.plan.Call.Fused) c,
                        Patches.of(c.outputs().get(0).shape())))
                .flatMap(java.util.Optional::stream)
                .toList();
        VectorLanes lanes = new VectorLanes();
        assertThat(bodies).hasSize(2);
        assertThat(lanes.loop(bodies.get(0)))
                .containsSame(lanes.loop(bodies.get(1)).orElseThrow());
    }
}
