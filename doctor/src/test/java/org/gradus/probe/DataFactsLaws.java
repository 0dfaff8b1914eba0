package org.gradus.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What is told of the samples, and what a metric is measured against.
final class DataFactsLaws {
    private static final Tensor INPUTS = Tensor.of(Shape.of(4, 1), 1, 2, 3, 4).as(Element.F32);

    private static DataFacts facts(Tensor targets, Task task) {
        Samples all = new Samples(INPUTS, targets);
        return DataFacts.of(Dataset.of("four", all, all, task));
    }

    private static DataFacts questions(double... answers) {
        int outputs = answers.length / 4;
        Tensor targets = Tensor.of(Shape.of(4, outputs), answers).as(Element.F32);
        return facts(targets, new Task.MultiLabel(outputs));
    }

    @Test
    void ofYesOrNoQuestionsTheShareOfYesIsKnownForEachOutput() {
        DataFacts f = questions(1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1);
        assertThat(f.yes()).isEqualTo(List.of(0.75, 0.0, 0.5));
        assertThat(f.shares()).isEmpty();
        assertThat(f.targets()).isEmpty();
        assertThat(facts(Tensor.ints(0, 1, 1, 1), new Task.Classification(2)).yes())
                .isEmpty();
    }

    @Test
    void theErrorLeftIsOneForTheBestConstantAnswerAndZeroForAPerfectOne() {
        DataFacts f = questions(1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1);
        assertThat(f.left((0.75 + 1 + 0.5) / 3)).isCloseTo(1, within(1e-12));
        assertThat(f.left(1)).isZero();
        DataFacts classes = facts(Tensor.ints(0, 1, 1, 1), new Task.Classification(2));
        assertThat(classes.left(0.75)).isCloseTo(1, within(1e-12));
        DataFacts quantities = facts(Tensor.of(Shape.of(4, 1), 1, 2, 0, 7).as(Element.F32), new Task.Regression(1));
        assertThat(quantities.left(0)).isEqualTo(1);
    }

    @Test
    void ofAnImageEveryPixelIsAColumnAndANumberThatIsNotFiniteHasItsPlace() {
        Tensor pixels = Tensor.generate(Shape.of(4, 2, 2, 1), i -> i % 4 == 3 ? 100 : 1);
        DataFacts f = images(pixels);
        assertThat(f.smallest()).isEqualTo(1);
        assertThat(f.largest()).isEqualTo(100);
        assertThat(f.broken()).isEmpty();
        Tensor torn = Tensor.generate(pixels.shape(), i -> i == 4 * 2 + 1 ? Double.NaN : pixels.get(i));
        assertThat(images(torn).broken().orElseThrow().place()).isEqualTo("inputs, row 3, position [1, 2], unit 1");
        Samples all = new Samples(torn.as(Element.F32), Tensor.ints(0, 1, 1, 1));
        assertThat(images(torn).outlying(all, 2)).isTrue();
        assertThat(images(torn).outlying(all, 1)).isFalse();
    }

    @Test
    void wholeNumbersHaveNoSize() {
        Samples words = new Samples(Tensor.generateInts(Shape.of(4, 3), i -> 1000 * i), Tensor.ints(0, 1, 1, 1));
        DataFacts f = DataFacts.of(Dataset.of("words", words, words, new Task.Classification(2)));
        assertThat(List.of(f.rms(), f.smallest(), f.largest())).isEqualTo(List.of(1.0, 0.0, 0.0));
    }

    private static DataFacts images(Tensor pixels) {
        Samples all = new Samples(pixels.as(Element.F32), Tensor.ints(0, 1, 1, 1));
        return DataFacts.of(Dataset.of("images", all, all, new Task.Classification(2)));
    }

    @Test
    void whereAllAnswersAreTheSameThatOfAConstantLeavesNothing() {
        assertThat(questions(1, 0, 1, 0, 1, 0, 1, 0).left(1)).isZero();
    }
}
