package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The geometry of each generated task, seen without noise.
class GeneratedTest {
    private static final double EPSILON = 1e-6;

    private static Samples train(Source source) {
        return source.load(Path.of("")).train();
    }

    private static double radius(Samples s, int row) {
        return Math.hypot(s.inputs().get(2 * row), s.inputs().get(2 * row + 1));
    }

    private static double angle(Samples s, int row) {
        return Math.atan2(s.inputs().get(2 * row + 1), s.inputs().get(2 * row));
    }

    @Test
    void circlesLieEvenlyOnRadiusOneAndFactor() {
        Dataset data = new Circles(101, 0, 0.4, 1, 0.8, 1, false, false).load(Path.of(""));
        int inner = checkCircles(data.train()) + checkCircles(data.test());
        assertThat(inner).isEqualTo(51);
    }

    private static int checkCircles(Samples s) {
        int inner = 0;
        for (int row = 0; row < s.count(); row++) {
            boolean isInner = s.targets().getInt(row) == 1;
            inner += isInner ? 1 : 0;
            assertThat(radius(s, row)).isCloseTo(isInner ? 0.4 : 1, within(EPSILON));
            double step = angle(s, row) / (2 * Math.PI) * (isInner ? 51 : 50);
            assertThat(step).isCloseTo(Math.rint(step), within(1e-4));
        }
        return inner;
    }

    @Test
    void spiralArmsTurnWithTheRadius() {
        Samples s = train(new Spirals(300, 3, 2, 0, 1, 0.9, 1, false, false));
        for (int row = 0; row < s.count(); row++) {
            double r = radius(s, row);
            double turn = angle(s, row) / (2 * Math.PI) - 2 * r - s.targets().getInt(row) / 3.0;
            assertThat(turn).isCloseTo(Math.rint(turn), within(1e-4));
            assertThat(r * 100).isCloseTo(Math.rint(r * 100), within(1e-4)).isBetween(0.99, 100.01);
        }
    }

    @Test
    void xorIsTheSignOfTheProduct() {
        Samples s = train(new Xor(100, 0, 1, 0.9, 1, false, false));
        for (int row = 0; row < s.count(); row++) {
            double x = s.inputs().get(2 * row), y = s.inputs().get(2 * row + 1);
            assertThat(Math.abs(x)).isEqualTo(1);
            assertThat(x * y).isEqualTo(s.targets().getInt(row) == 1 ? -1 : 1);
        }
    }

    @Test
    void blobsAreOnePointAClassWithoutNoise() {
        Samples s = train(new Blobs(90, 3, 4, 0, 1, 0.9, 1, false, false));
        Tensor[] centre = new Tensor[3];
        for (int row = 0; row < s.count(); row++) {
            Tensor x = s.rows(row).inputs();
            int c = s.targets().getInt(row);
            if (centre[c] == null) centre[c] = x;
            assertThat(x).isEqualTo(centre[c]);
            assertThat(Arrays.stream(x.toDoubles())).allMatch(v -> v >= -10 && v < 10);
        }
        assertThat(centre).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void noiseHasItsStandardDeviation() {
        // 40,000 draws: the sample deviation is within 2 % (more than 5 sigma).
        Samples s = train(new Blobs(20_000, 2, 2, 0.5, 1, 0.99, 1, true, false));
        Samples raw = train(new Blobs(20_000, 2, 2, 0.5, 1, 0.99, 1, false, false));
        Samples still = train(new Blobs(20_000, 2, 2, 0, 1, 0.99, 1, false, false));
        double squares = 0;
        for (int i = 0; i < raw.inputs().size(); i++) {
            double noise = raw.inputs().get(i) - still.inputs().get(i);
            squares += noise * noise;
        }
        assertThat(Math.sqrt(squares / raw.inputs().size())).isCloseTo(0.5, within(0.01));
        assertThat(s.count()).isEqualTo(raw.count());
    }

    @Test
    void regressionTargetsHaveVarianceOnePlusNoiseSquared() {
        Samples s = train(new Regression(20_000, 5, 2, 0.5, 1, 0.99, 1, false, false));
        double[] squares = new double[2];
        for (int i = 0; i < s.targets().size(); i++) {
            squares[i % 2] += s.targets().get(i) * s.targets().get(i) / s.count();
        }
        assertThat(squares).containsExactly(new double[] {1.25, 1.25}, within(0.06));
    }

    @Test
    void oneFeatureWithoutNoiseIsTheTargetUpToSign() {
        Samples s = train(new Regression(50, 1, 1, 0, 1, 0.9, 1, false, false));
        double sign = s.targets().get(0) / s.inputs().get(0);
        assertThat(Math.abs(sign)).isEqualTo(1);
        for (int i = 0; i < s.count(); i++)
            assertThat(s.targets().get(i)).isEqualTo(sign * s.inputs().get(i));
    }

    @Test
    void settingsOutOfRangeAreNamedAsARecipeWritesThem() {
        assertThatThrownBy(() -> new Circles(1, 0, 0.5, 1, 0.8, 1, false, false))
                .hasMessage("samples: expected at least 2, found 1");
        assertThatThrownBy(() -> new Circles(10, 0, 1, 1, 0.8, 1, false, false))
                .hasMessage("factor: expected a number of at least 0 and below 1, found 1.0");
        assertThatThrownBy(() -> new Xor(10, -1, 1, 0.8, 1, false, false))
                .hasMessage("noise: expected a number of at least 0, found -1.0");
        assertThatThrownBy(() -> new Xor(10, 1, 1, 1.5, 1, false, false))
                .hasMessage("split: expected a number above 0 and below 1, found 1.5");
        assertThatThrownBy(() -> new Blobs(2, 3, 2, 1, 1, 0.8, 1, false, false))
                .hasMessage("samples: expected at least 3, found 2");
        assertThatThrownBy(() -> new Spirals(10, 1, 1, 1, 1, 0.8, 1, false, false))
                .hasMessage("classes: expected at least 2, found 1");
        assertThatThrownBy(() -> new Regression(10, 0, 1, 1, 1, 0.8, 1, false, false))
                .hasMessage("features: expected at least 1, found 0");
    }
}
