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
        Dataset data = new Circles(101, 0, 0.4, 1, 0.8, 1, false, Scale.FALSE).load(Path.of(""));
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
        Samples s = train(new Spirals(300, 3, 2, 0, 1, 0.9, 1, false, Scale.FALSE));
        for (int row = 0; row < s.count(); row++) {
            double r = radius(s, row);
            double turn = angle(s, row) / (2 * Math.PI) - 2 * r - s.targets().getInt(row) / 3.0;
            assertThat(turn).isCloseTo(Math.rint(turn), within(1e-4));
            assertThat(r * 100).isCloseTo(Math.rint(r * 100), within(1e-4)).isBetween(0.99, 100.01);
        }
    }

    @Test
    void xorIsTheSignOfTheProduct() {
        Samples s = train(new Xor(100, 0, 1, 0.9, 1, false, Scale.FALSE));
        for (int row = 0; row < s.count(); row++) {
            double x = s.inputs().get(2 * row), y = s.inputs().get(2 * row + 1);
            assertThat(Math.abs(x)).isEqualTo(1);
            assertThat(x * y).isEqualTo(s.targets().getInt(row) == 1 ? -1 : 1);
        }
    }

    @Test
    void blobsAreOnePointAClassWithoutNoise() {
        Samples s = train(new Blobs(90, 3, 4, 0, 1, 0.9, 1, false, Scale.FALSE));
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
        Samples s = train(new Blobs(20_000, 2, 2, 0.5, 1, 0.99, 1, true, Scale.FALSE));
        Samples raw = train(new Blobs(20_000, 2, 2, 0.5, 1, 0.99, 1, false, Scale.FALSE));
        Samples still = train(new Blobs(20_000, 2, 2, 0, 1, 0.99, 1, false, Scale.FALSE));
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
        Samples s = train(new Regression(20_000, 5, 2, 0.5, 1, 0.99, 1, false, Scale.FALSE));
        double[] squares = new double[2];
        for (int i = 0; i < s.targets().size(); i++) {
            squares[i % 2] += s.targets().get(i) * s.targets().get(i) / s.count();
        }
        assertThat(squares).containsExactly(new double[] {1.25, 1.25}, within(0.06));
    }

    @Test
    void oneFeatureWithoutNoiseIsTheTargetUpToSign() {
        Samples s = train(new Regression(50, 1, 1, 0, 1, 0.9, 1, false, Scale.FALSE));
        double sign = s.targets().get(0) / s.inputs().get(0);
        assertThat(Math.abs(sign)).isEqualTo(1);
        for (int i = 0; i < s.count(); i++)
            assertThat(s.targets().get(i)).isEqualTo(sign * s.inputs().get(i));
    }

    @Test
    void settingsOutOfRangeAreNamedAsARecipeWritesThem() {
        assertThatThrownBy(() -> new Circles(1, 0, 0.5, 1, 0.8, 1, false, Scale.FALSE))
                .hasMessage("samples: expected at least 2, found 1");
        assertThatThrownBy(() -> new Circles(10, 0, 1, 1, 0.8, 1, false, Scale.FALSE))
                .hasMessage("factor: expected a number of at least 0 and below 1, found 1.0");
        assertThatThrownBy(() -> new Xor(10, -1, 1, 0.8, 1, false, Scale.FALSE))
                .hasMessage("noise: expected a number of at least 0, found -1.0");
        assertThatThrownBy(() -> new Xor(10, 1, 1, 1.5, 1, false, Scale.FALSE))
                .hasMessage("split: expected a number above 0, up to 1, found 1.5");
        assertThatThrownBy(() -> new Blobs(2, 3, 2, 1, 1, 0.8, 1, false, Scale.FALSE))
                .hasMessage("samples: expected at least 3, found 2");
        assertThatThrownBy(() -> new Spirals(10, 1, 1, 1, 1, 0.8, 1, false, Scale.FALSE))
                .hasMessage("classes: expected at least 2, found 1");
        assertThatThrownBy(() -> new Regression(10, 0, 1, 1, 1, 0.8, 1, false, Scale.FALSE))
                .hasMessage("features: expected at least 1, found 0");
    }

    /// With equal classes at one distance from the origin, the likeliest class is that of the
    /// nearest centre, of which class means are a good guess.
    @Test
    void gaussianClassesOverlapByTheErrorAskedFor() {
        for (double error : new double[] {0.05, 0.2, 0.4}) {
            Dataset data = new Gaussians(8000, 3, 4, error, 1, 7, 0.5, 1, false, Scale.FALSE).load(Path.of(""));
            assertThat(nearestMean(data)).isCloseTo(error, within(0.025));
        }
    }

    private static double nearestMean(Dataset data) {
        double[] means = new double[12], counts = new double[3];
        Samples train = data.train(), test = data.test();
        for (int i = 0; i < train.count(); i++) {
            int own = train.targets().getInt(i);
            counts[own]++;
            for (int j = 0; j < 4; j++) means[4 * own + j] += train.inputs().get(4 * i + j);
        }
        int wrong = 0;
        for (int i = 0; i < test.count(); i++) {
            double[] distances = new double[3];
            for (int k = 0; k < 3; k++)
                for (int j = 0; j < 4; j++)
                    distances[k] += Math.pow(test.inputs().get(4 * i + j) - means[4 * k + j] / counts[k], 2);
            double nearest = Arrays.stream(distances).min().orElseThrow();
            if (distances[test.targets().getInt(i)] > nearest) wrong++;
        }
        return (double) wrong / test.count();
    }

    @Test
    void theLargestGaussianClassIsSoManyTimesAsLargeAsTheSmallest() {
        Samples s = train(new Gaussians(6000, 3, 2, 0.1, 9, 1, 0.9, 1, false, Scale.FALSE));
        int[] counts = new int[3];
        for (int i = 0; i < s.count(); i++) counts[s.targets().getInt(i)]++;
        assertThat((double) counts[0] / counts[2]).isBetween(8.0, 10.2);
        assertThat((double) counts[1] / counts[2]).isBetween(2.7, 3.3);
    }

    @Test
    void anOverlapThatIsWorseThanGuessingIsRefused() {
        assertThatThrownBy(() -> new Gaussians(100, 2, 2, 0.3, 9, 1, 0.8, 1, false, Scale.FALSE))
                .hasMessage("error: expected above 0 and below the 0.100 of guessing, found 0.3");
    }

    @Test
    void friedmansLawHasItsVarianceAndNoiseAddsItsOwn() {
        assertThat(variance(train(new Friedman(5000, 5, 0, 1, 0.9, 1, false, Scale.FALSE))))
                .isCloseTo(Friedman.VARIANCE, within(1.0));
        assertThat(variance(train(new Friedman(5000, 9, 4, 1, 0.9, 1, false, Scale.FALSE))))
                .isCloseTo(Friedman.VARIANCE + 16, within(2.0));
    }

    private static double variance(Samples s) {
        double[] y = s.targets().toDoubles();
        double mean = Arrays.stream(y).average().orElseThrow();
        return Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }
}
