package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private static final Dataset STANDARD = load(1, true, Scale.FALSE);
    private static final Dataset RAW = load(1, false, Scale.FALSE);

    private static Dataset load(long splitSeed, boolean standardize, Scale scale) {
        return new Digits(0.8, splitSeed, standardize, scale).load(Path.of(""));
    }

    @Test
    void all1797DigitsAreThereInTenClasses() {
        assertThat(RAW.train().count()).isEqualTo(1437);
        assertThat(RAW.test().count()).isEqualTo(360);
        assertThat(RAW.features()).isEqualTo(64);
        assertThat(RAW.task()).isEqualTo(new Task.Classification(10));
        int[] counts = new int[10];
        for (Samples part : new Samples[] {RAW.train(), RAW.test()}) {
            for (int target : part.targets().toInts()) counts[target]++;
        }
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    }

    @Test
    void pixelsAreWholeNumbersFrom0To16() {
        assertThat(Arrays.stream(RAW.train().inputs().toDoubles()))
                .allMatch(x -> x == Math.rint(x) && x >= 0 && x <= 16);
        assertThat(RAW.train().inputs().toFloats()).contains(0f, 16f);
    }

    @Test
    void theFirstDigitOfTheFileIsAmongThem() {
        // The first five rows of pixels of the first digit, a zero; see digits.csv.gz.
        float[] zero = {
            0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0, 0, 3, 15, 2, 0, 11, 8, 0, 0, 4, 12, 0, 0, 8, 8, 0, 0,
            5, 8, 0, 0, 9, 8, 0
        };
        long found = IntStream.range(0, RAW.train().count())
                .filter(row -> IntStream.range(0, zero.length)
                        .allMatch(i -> RAW.train().inputs().get(row * 64 + i) == zero[i]))
                .filter(row -> RAW.train().targets().getInt(row) == 0)
                .count();
        assertThat(found).isEqualTo(1);
    }

    @Test
    void standardizedColumnsHaveMeanZeroAndDeviationOneOrAreConstant() {
        Tensor x = STANDARD.train().inputs();
        int constant = 0;
        for (int column = 0; column < 64; column++) {
            double sum = 0, squares = 0;
            for (int row = 0; row < 1437; row++) {
                double v = x.get(row * 64 + column);
                sum += v;
                squares += v * v;
            }
            double mean = sum / 1437;
            double deviation = Math.sqrt(squares / 1437 - mean * mean);
            assertThat(mean).isBetween(-1e-6, 1e-6);
            if (squares == 0) constant++;
            else assertThat(deviation).isBetween(1 - 1e-6, 1 + 1e-6);
        }
        // Cells 0, 32 and 39 are never inked in the whole file.
        assertThat(constant).isGreaterThanOrEqualTo(3);
        for (int row = 0; row < 360; row++) {
            assertThat(STANDARD.test().inputs().get(row * 64)).isZero();
        }
    }

    @Test
    void theSplitIsFixed() {
        assertThat(STANDARD.hash()).isEqualTo("b33691442a2af790");
        assertThat(load(1, true, Scale.FALSE)).isEqualTo(STANDARD);
        assertThat(load(2, true, Scale.FALSE).train().targets())
                .isNotEqualTo(STANDARD.train().targets());
    }

    @Test
    void rescalingLeavesTargetsAndSplitAlone() {
        Dataset scaled = load(1, false, Scale.TRUE);
        assertThat(scaled.train().targets()).isEqualTo(RAW.train().targets());
        assertThat(scaled.test().targets()).isEqualTo(STANDARD.test().targets());
        assertThat(Arrays.stream(scaled.train().inputs().toDoubles())).allMatch(x -> x >= 0 && x <= 1);
        assertThat(scaled.train().inputs().shape()).isEqualTo(Shape.of(1437, 64));
    }

    @Test
    void pixelsScaledAlikeAreSixteenths() {
        Dataset scaled = load(1, true, Scale.ALL);
        for (int i = 0; i < 6400; i++) {
            assertThat(scaled.train().inputs().get(i))
                    .isEqualTo(RAW.train().inputs().get(i) / 16);
        }
    }
}
