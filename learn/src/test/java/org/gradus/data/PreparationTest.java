package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final Preparation AS_IT_IS = new Preparation(0.8, 1, false, Scale.FALSE);
    private static final Preparation ALL = new Preparation(1, 1, true, Scale.FALSE);
    private static final Preparation STANDARDIZE = new Preparation(0.8, 1, true, Scale.FALSE);
    private static final Preparation ALIKE = new Preparation(0.8, 1, false, Scale.ALL);
    private static final Preparation SCALE = new Preparation(0.8, 1, false, Scale.TRUE);

    /// One column; the target is the row's number, so that a sample tells which row it was.
    private static Table table(double... column) {
        Shape shape = Shape.of(column.length, 1);
        return new Table("table", Tensor.of(shape, column), Tensor.generate(shape, i -> i), new Task.Regression(1));
    }

    private static Table rows(int count) {
        return table(IntStream.range(0, count).asDoubleStream().toArray());
    }

    @Test
    void everyRowGoesToOnePartAndStaysWhole() {
        Dataset data = AS_IT_IS.of(rows(100));
        float[] all = new float[100];
        System.arraycopy(data.train().targets().toFloats(), 0, all, 0, 80);
        System.arraycopy(data.test().targets().toFloats(), 0, all, 80, 20);
        assertThat(data.train().inputs()).isEqualTo(data.train().targets());
        assertThat(all).isNotEqualTo(sorted(all));
        assertThat(sorted(all)).isEqualTo(rows(100).inputs().toFloats());
    }

    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    @Test
    void theTrainingPartIsRoundedDownToWholeRows() {
        assertThat(new Preparation(0.7, 1, false, Scale.FALSE)
                        .of(rows(10))
                        .train()
                        .count())
                .isEqualTo(7);
        assertThat(new Preparation(0.57, 1, false, Scale.FALSE)
                        .of(rows(100))
                        .train()
                        .count())
                .isEqualTo(57);
        assertThat(new Preparation(0.8, 1, false, Scale.FALSE)
                        .of(rows(1797))
                        .train()
                        .count())
                .isEqualTo(1437);
    }

    @Test
    void anEmptyPartIsAnError() {
        assertThatThrownBy(() -> AS_IT_IS.of(rows(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("table: expected at least 1 row to train and 1 to test at split 0.8, found 1 in all");
        assertThatThrownBy(() -> new Preparation(1.5, 1, false, Scale.FALSE))
                .hasMessage("split: expected a number above 0, up to 1, found 1.5");
        assertThatThrownBy(() -> ALL.of(rows(0)))
                .isInstanceOf(DataException.class)
                .hasMessage("table: expected at least 1 row, found 0 in all");
        assertThatThrownBy(() -> ALL.of(rows(3), rows(0)))
                .isInstanceOf(DataException.class)
                .hasMessage("table: expected at least 1 row to test, found none");
        assertThatThrownBy(() -> new Preparation(Double.NaN, 1, false, Scale.FALSE))
                .hasMessageContaining("found NaN");
    }

    @Test
    void atASplitOfOneAllRowsTrainAndTheTestPartHasNone() {
        Dataset data = ALL.of(rows(3));
        assertThat(data.train().count()).isEqualTo(3);
        assertThat(sorted(data.train().targets().toFloats())).containsExactly(0, 1, 2);
        assertThat(Arrays.stream(data.train().inputs().toDoubles()).sum()).isCloseTo(0, within(1e-6));
        assertThat(data.test().inputs().shape()).isEqualTo(Shape.of(0, 1));
        assertThat(data.test().targets().shape()).isEqualTo(Shape.of(0, 1));
        assertThat(data.hasTest()).isFalse();
        assertThat(AS_IT_IS.of(rows(5)).hasTest()).isTrue();
        assertThat(ALL.of(rows(1)).train().count()).isEqualTo(1);
    }

    @Test
    void bothPartsAreRescaledByWhatTheTrainingPartShows() {
        Table train = table(2, 4, 6);
        Table test = table(8, 4);
        assertThat(SCALE.of(train, test).test().inputs().toFloats()).containsExactly(1.5f, 0.5f);
        // mean 4, population variance 8/3
        float unit = (float) (2 / Math.sqrt(8.0 / 3));
        Dataset standard = STANDARDIZE.of(train, test);
        assertThat(standard.train().inputs().toFloats()).containsExactly(new float[] {-unit, 0, unit}, within(1e-6f));
        assertThat(standard.test().inputs().toFloats()).containsExactly(new float[] {2 * unit, 0}, within(1e-6f));
        assertThat(AS_IT_IS.of(train, test).test().inputs().toFloats()).containsExactly(8, 4);
    }

    @Test
    void aConstantColumnBecomesZeroEvenWhereTheTestPartDiffers() {
        Table constant = table(0.1, 0.1, 0.1);
        for (Preparation preparation : new Preparation[] {STANDARDIZE, SCALE}) {
            Dataset data = preparation.of(constant, table(0.1, 7));
            assertThat(data.train().inputs().toFloats()).containsOnly(0);
            assertThat(data.test().inputs().toFloats()).containsOnly(0);
        }
    }

    /// Two columns; the target is the row's number.
    private static Table pairs(double... inputs) {
        int rows = inputs.length / 2;
        return new Table(
                "table",
                Tensor.of(Shape.of(rows, 2), inputs),
                Tensor.generate(Shape.of(rows, 1), i -> i),
                new Task.Regression(1));
    }

    @Test
    void columnsScaledAlikeShareTheMinimumAndTheMaximumOfTheTrainingPart() {
        Dataset pixels = ALIKE.of(pairs(0, 51, 102, 51, 255, 51), pairs(510, 51));
        assertThat(pixels.train().inputs().toFloats()).containsExactly(0, 0.2f, 0.4f, 0.2f, 1, 0.2f);
        assertThat(pixels.test().inputs().toFloats()).containsExactly(2, 0.2f);
        assertThat(SCALE.of(pairs(0, 51, 255, 51), pairs(0, 51))
                        .train()
                        .inputs()
                        .toFloats())
                .containsExactly(0, 0, 1, 0);
    }

    @Test
    void inputsThatAreAllEqualBecomeZeroWhenTheyAreScaledAlike() {
        Dataset data = ALIKE.of(pairs(7, 7, 7, 7), pairs(7, 8));
        assertThat(data.train().inputs().toFloats()).containsOnly(0);
        assertThat(data.test().inputs().toFloats()).containsOnly(0);
    }

    @Test
    void standardizingSurvivesLargeOffsetsAndTinySpreads() {
        Dataset offset = STANDARDIZE.of(table(1e9, 1e9 + 1), table(1e9));
        assertThat(offset.train().inputs().toFloats()).containsExactly(-1, 1);
        Dataset tiny = STANDARDIZE.of(table(0, 1e-300), table(0));
        assertThat(tiny.train().inputs().toFloats()).containsExactly(-1, 1);
    }

    @Test
    void withScalingNothingIsStandardizedBefore() {
        assertThat(new Preparation(0.8, 1, true, Scale.TRUE).of(rows(50))).isEqualTo(SCALE.of(rows(50)));
        Table two = pairs(1, 300, 2, 100, 3, 200);
        assertThat(new Preparation(0.8, 1, true, Scale.ALL).of(two, two)).isEqualTo(ALIKE.of(two, two));
    }

    @Test
    void whatLeavesTheRangeOf32BitsIsAnErrorThatNamesRowAndColumn() {
        String wrong = ": expected a number that fits in 32 bits after rescaling, found 1.0E";
        assertThatThrownBy(() -> SCALE.of(table(0, 1e-30), table(1e30)))
                .isInstanceOf(DataException.class)
                .hasMessage("table: row 1, column 1" + wrong + "30");
        double[] pairs = new double[40];
        pairs[2 * 12 + 1] = 1e300;
        for (long seed = 1; seed <= 5; seed++) {
            Preparation shuffled = new Preparation(0.8, seed, false, Scale.FALSE);
            assertThatThrownBy(() -> shuffled.of(pairs(pairs))).hasMessage("table: row 13, column 2" + wrong + "300");
        }
    }

    @Test
    void samplesAreOf32Bits() {
        Dataset data = AS_IT_IS.of(rows(10));
        assertThat(data.train().inputs().element()).isEqualTo(Element.F32);
        assertThat(data.train().targets().element()).isEqualTo(Element.F32);
    }
}
