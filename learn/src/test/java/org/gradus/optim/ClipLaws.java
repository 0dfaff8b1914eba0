package org.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.law.Laws;
import org.gradus.name.Examples;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every bound on gradients keeps to, and what each makes of them.
public class ClipLaws {
    ClipLaws() {}

    /// All of them, for a bound of one's own.
    public static void hold(Clip clip) {
        Laws.hold(MethodHandles.lookup(), clip);
    }

    static List<Clip> all() {
        return Examples.of(Clip.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSmallGradientPassesAsItIs(Clip clip) {
        assertThat(clipped(clip, new double[] {3e-7, -4e-7}, new double[] {0, 1e-30}))
                .containsExactly(3e-7, -4e-7, 0, 1e-30);
        assertThat(clipped(clip, new double[] {0, 0}, new double[] {0})).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itSaysWhatIsLeftOfTheLargestElement(Clip clip) {
        for (double size : new double[] {1e-3, 0.5, 3, 1e4}) {
            double[] clipped = clipped(clip, new double[] {3 * size, -4 * size}, new double[] {12 * size});
            assertThat(clipped[2] / (12 * size)).isCloseTo(clip.kept(13 * size, 12 * size), within(1e-12));
        }
    }

    @Test
    void aNormIsTakenOverAllGradientsAndTheDirectionStays() {
        double[] clipped = clipped(new NormClip(2.6), new double[] {3, 0, -4}, new double[] {12});
        assertThat(clipped).containsExactly(new double[] {3 / 5.0, 0, -4 / 5.0, 12 / 5.0}, within(1e-15));
    }

    @Test
    void aNormThatNoFloatCanSquareIsStillClipped() {
        // in f32 the square of 1e30 is infinite; the graph must never hold it
        Expr huge = Expr.input("a", Shape.of(2)), small = Expr.input("b", Shape.of(1));
        Graph graph = Graph.of(new NormClip(5).apply(List.of(huge, small)), List.of());
        Map<Expr, Tensor> values = graph.eval(Map.of(huge, Tensor.vector(3e30, -4e30), small, Tensor.vector(2)));
        assertThat(values.values())
                .allSatisfy(v -> assertThat(Arrays.stream(v.toDoubles())
                                .map(Math::abs)
                                .max()
                                .orElseThrow())
                        .isLessThan(1e38));
        assertThat(values.get(graph.outputs().get(0)).toDoubles()).containsExactly(new double[] {3, -4}, within(1e-14));
    }

    @Test
    void aValueIsCutOnItsOwn() {
        assertThat(clipped(new ValueClip(2), new double[] {3, 1, -4}, new double[] {-2, 12}))
                .containsExactly(2, 1, -2, -2, 2);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aNaNStays(Clip clip) {
        assertThat(clipped(clip, new double[] {Double.NaN, 3}, new double[] {1}))
                .contains(Double.NaN);
    }

    @Test
    void impossibleSettingsAreRefusedByName() {
        assertThatThrownBy(() -> new NormClip(0)).hasMessage("max: expected a number above 0, found 0.0");
        assertThatThrownBy(() -> new ValueClip(-1)).hasMessageMatching("max: expected .*, found -1.0");
    }

    /// Both gradients after clipping, one after the other.
    private static double[] clipped(Clip clip, double[] first, double[] second) {
        Expr a = Expr.constant(Tensor.vector(first)), b = Expr.constant(Tensor.vector(second));
        Graph graph = Graph.of(clip.apply(List.of(a, b)), List.of());
        Map<Expr, Tensor> values = graph.eval(Map.of());
        return graph.outputs().stream()
                .flatMapToDouble(x -> Arrays.stream(values.get(x).toDoubles()))
                .toArray();
    }
}
