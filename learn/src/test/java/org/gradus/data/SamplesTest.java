package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What a sample is made of.
class SamplesTest {
    private static final Task TWO = new Task.Classification(2);

    private static Tensor reals(int... dims) {
        return Tensor.generate(Shape.of(dims), i -> i).as(Element.F32);
    }

    private static Tensor words(int... dims) {
        return Tensor.generateInts(Shape.of(dims), i -> i);
    }

    /// Texts of four words by users of three features.
    private static Samples texts(String first, String second) {
        SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put(first, words(2, 4));
        inputs.put(second, reals(2, 3));
        return new Samples(inputs, Tensor.ints(0, 1));
    }

    private static final Samples TEXTS = texts("text", "user"), IMAGES = new Samples(reals(2, 3, 2, 1), words(2));

    @Test
    void aSampleOfOneInputHasItsShape() {
        assertThat(IMAGES.sample()).isEqualTo(Shape.of(3, 2, 1));
        assertThat(IMAGES.features()).isEqualTo(6);
        assertThat(IMAGES.inputs()).isSameAs(IMAGES.input("inputs"));
        assertThat(IMAGES.rows(1).inputs().shape()).isEqualTo(Shape.of(1, 3, 2, 1));
        assertThat(IMAGES.rows(1).inputs().toFloats()).containsExactly(6, 7, 8, 9, 10, 11);
    }

    @Test
    void severalInputsAreToldApartByName() {
        assertThat(TEXTS.named().keySet()).containsExactly("text", "user");
        assertThat(TEXTS.count()).isEqualTo(2);
        assertThat(TEXTS.rows(1).input("text").toInts()).containsExactly(4, 5, 6, 7);
        assertThat(TEXTS.rows(1).input("user").toFloats()).containsExactly(3, 4, 5);
        assertThatThrownBy(() -> TEXTS.input("words")).hasMessage("words: expected one of text, user, found words");
        assertThatThrownBy(TEXTS::inputs)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("samples: expected one input, found text, user");
    }

    @Test
    void everyInputHasARowForEveryTarget() {
        SequencedMap<String, Tensor> inputs = new LinkedHashMap<>(TEXTS.named());
        inputs.put("user", reals(3, 3));
        assertThatThrownBy(() -> new Samples(inputs, Tensor.ints(0, 1)))
                .hasMessage("targets: expected 3 rows, as many as user, found I32 [2]");
        assertThatThrownBy(() -> new Samples(new LinkedHashMap<>(), Tensor.ints(0)))
                .hasMessage("inputs: expected at least one, found none");
    }

    @Test
    void partsMustBeOfTheSameInputs() {
        assertThatThrownBy(() -> Dataset.of("d", TEXTS, texts("text", "reader"), TWO))
                .hasMessage(
                        "test: expected samples of text I32 [4], user F32 [3], as in train, found text I32 [4], reader F32 [3]");
        assertThatThrownBy(() -> Dataset.of("d", IMAGES, new Samples(reals(2, 6), words(2)), TWO))
                .hasMessage("test: expected samples of F32 [3, 2, 1], as in train, found F32 [6]");
    }

    @Test
    void theHashKnowsInputsByTheirNames() {
        String hash = Dataset.of("d", TEXTS, TEXTS, TWO).hash();
        Samples other = texts("text", "reader");
        assertThat(Dataset.of("d", other, other, TWO).hash()).isNotEqualTo(hash);
    }

    @Test
    void whatRescalesLeavesWholeNumbersAlone() {
        Dataset data = Dataset.of("d", TEXTS, TEXTS, TWO);
        Dataset scaled = Standardized.of(data, true, false);
        assertThat(scaled.train().input("text")).isEqualTo(TEXTS.input("text"));
        assertThat(scaled.train().input("user").toFloats()).containsExactly(-1, -1, -1, 1, 1, 1);
        assertThat(Standardized.of(Dataset.of("d", IMAGES, IMAGES, TWO), true, false)
                        .test()
                        .inputs())
                .isEqualTo(reals(2, 3, 2, 1).map(x -> x < 6 ? -1 : 1).as(Element.F32));
    }

    @Test
    void aPlaceIsToldByRowPositionAndUnit() {
        assertThat(Samples.place(Shape.of(5, 4), 6)).isEqualTo("row 2, column 3");
        assertThat(Samples.place(Shape.of(5, 3, 2), 0)).isEqualTo("row 1, position [1], unit 1");
        assertThat(Samples.place(Shape.of(2, 28, 28, 3), 784 * 3 + (5 * 28 + 7) * 3 + 2))
                .isEqualTo("row 2, position [6, 8], unit 3");
    }
}
