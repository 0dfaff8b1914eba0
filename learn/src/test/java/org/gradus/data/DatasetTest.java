package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final Task TWO = new Task.Classification(2);

    private static Samples samples(float[] inputs, int... classes) {
        return new Samples(
                Tensor.of(Shape.of(classes.length, inputs.length / classes.length), inputs), Tensor.ints(classes));
    }

    private static final Samples TRAIN = samples(new float[] {1, 2, 3, 4}, 0, 1);
    private static final Samples TEST = samples(new float[] {5, 6}, 1);

    @Test
    void theHashIsTheSha256OfAllSamples() {
        // Of the nine words 3f800000 40000000 40400000 40800000 0 1 40a00000 40c00000 1, by Python's hashlib.
        assertThat(Dataset.of("any", TRAIN, TEST, TWO).hash()).isEqualTo("014a49a8f846285a");
    }

    @Test
    void anyChangeChangesTheHash() {
        String hash = Dataset.of("d", TRAIN, TEST, TWO).hash();
        assertThat(Dataset.of("other name", TRAIN, TEST, TWO).hash()).isEqualTo(hash);
        assertThat(Dataset.of("d", TRAIN.rows(1, 0), TEST, TWO).hash()).isNotEqualTo(hash);
        assertThat(Dataset.of("d", TRAIN, samples(new float[] {5, 7}, 1), TWO).hash())
                .isNotEqualTo(hash);
        assertThat(Dataset.of("d", TRAIN, samples(new float[] {5, 6}, 0), TWO).hash())
                .isNotEqualTo(hash);
    }

    @Test
    void rowsKeepInputsAndTargetsTogether() {
        Samples twice = TRAIN.rows(1, 0, 1);
        assertThat(twice.inputs().toFloats()).containsExactly(3, 4, 1, 2, 3, 4);
        assertThat(twice.targets().toInts()).containsExactly(1, 0, 1);
    }

    @Test
    void samplesMustHaveTheirShapesAndTypes() {
        Tensor f64 = Tensor.of(Shape.of(2, 1), 1.0, 2.0);
        Tensor f32 = Tensor.of(Shape.of(2, 1), new float[] {1, 2});
        assertThatThrownBy(() -> new Samples(f64, Tensor.ints(0, 1)))
                .hasMessage("inputs: expected f32 [n, …, units] or i32 [n, …], found F64 [2, 1]");
        assertThatThrownBy(() -> new Samples(f32, f64))
                .hasMessage("targets: expected i32 [n] or f32 [n, outputs], found F64 [2, 1]");
        assertThatThrownBy(() -> new Samples(f32, Tensor.ints(0, 1, 0)))
                .hasMessage("targets: expected 2 rows, as many as inputs, found I32 [3]");
    }

    @Test
    void partsMustFitEachOtherAndTheTask() {
        assertThatThrownBy(() -> Dataset.of("d", TRAIN, samples(new float[] {5}, 1), TWO))
                .hasMessage("test: expected samples of F32 [2], as in train, found F32 [1]");
        assertThatThrownBy(() -> Dataset.of("d", TRAIN, samples(new float[] {5, 6}, 2), TWO))
                .hasMessage("test: row 1: expected a class from 0 to 1, found 2");
        assertThatThrownBy(() -> Dataset.of("d", TRAIN, TEST, new Task.Regression(1)))
                .hasMessage("train: expected f32 targets [n, 1], found [2]");
    }

    private static Samples answers(int outputs, float... targets) {
        int rows = targets.length / outputs;
        return new Samples(
                Tensor.of(Shape.of(rows, 2), new float[2 * rows]), Tensor.of(Shape.of(rows, outputs), targets));
    }

    @Test
    void answersMustBeZeroOrOne() {
        Task task = new Task.MultiLabel(2);
        Samples right = answers(2, 0, 1, 1, 1), wrong = answers(2, 0, 1, 1, 0.5f);
        assertThat(Dataset.of("d", right, right, task).task().outputs()).isEqualTo(2);
        assertThatThrownBy(() -> Dataset.of("d", wrong, right, task))
                .hasMessage("train: row 2, output 2: expected 0 or 1, found 0.5");
        assertThatThrownBy(() -> Dataset.of("d", right, answers(2, Float.NaN, 1), task))
                .hasMessage("test: row 1, output 1: expected 0 or 1, found NaN");
        assertThatThrownBy(() -> Dataset.of("d", right, answers(1, 0, 1), task))
                .hasMessage("test: expected f32 targets [n, 2], found [2, 1]");
        assertThatThrownBy(() -> Dataset.of("d", TRAIN, TEST, task))
                .hasMessage("train: expected f32 targets [n, 2], found [2]");
    }

    @Test
    void aTaskNamesTheWidthOfTheOutput() {
        assertThat(new Task.Classification(10).outputs()).isEqualTo(10);
        assertThat(new Task.MultiLabel(4).outputs()).isEqualTo(4);
        assertThat(new Task.Regression(3).outputs()).isEqualTo(3);
        assertThatThrownBy(() -> new Task.Classification(1)).hasMessage("classes: expected at least 2, found 1");
        assertThatThrownBy(() -> new Task.MultiLabel(0)).hasMessage("outputs: expected at least 1, found 0");
    }
}
