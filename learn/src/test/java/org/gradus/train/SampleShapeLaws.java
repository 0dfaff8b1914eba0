package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Scale;
import org.gradus.data.Task;
import org.gradus.data.Xor;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.init.Lsuv;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Flatten;
import org.gradus.layer.Layer;
import org.gradus.layer.Reshape;
import org.gradus.layer.Scope;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.math.Statistics;
import org.gradus.optim.EarlyStopping;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Samples of any shape are trained on.
final class SampleShapeLaws {
    private static final int ROWS = 70, SIDE = 4, CLASSES = 3;

    private static final Tensor TABLE = Tensor.generate(Shape.of(ROWS, SIDE * SIDE), i -> Philox.normal(3, 1, 0, i))
            .as(Element.F32);

    private static final Dataset TABULAR = data(TABLE), IMAGES = data(TABLE.reshape(Shape.of(ROWS, SIDE, SIDE, 1)));

    private static Dataset data(Tensor inputs) {
        Samples all = new Samples(inputs, Tensor.generateInts(Shape.of(ROWS), i -> i % CLASSES));
        return Dataset.of("shaped", all, all.rows(0, 1, 2), new Task.Classification(CLASSES));
    }

    private static Recipe recipe(Layer... model) {
        return Recipe.of("shaped", new Xor(40, 0.2, 1, 0.8, 1, false, Scale.FALSE), new SoftmaxCrossEntropy(), model)
                .withBatch(16)
                .withEpochs(3);
    }

    private static final Recipe DENSE =
            recipe(Dense.of(8, new Relu(), new HeNormal()), BatchNorm.standard(), new Dropout(0.2), Dense.of(CLASSES));

    private static Recipe behind(Recipe recipe, Layer... first) {
        List<Layer> model = new ArrayList<>(List.of(first));
        model.addAll(recipe.model());
        return recipe.withModel(model);
    }

    private record Result(Map<String, Tensor> tensors, Evaluator.Score train, Tensor outputs) {
        static Result of(Recipe recipe, Dataset data) {
            try (Trainer trainer = Trainer.of(recipe, data)) {
                while (!trainer.done()) trainer.step();
                return new Result(
                        trainer.checkpoint().tensors(), trainer.evaluator().train(), trainer.outputs(data.test()));
            }
        }
    }

    @Test
    void aFlattenedImageTrainsAsItsRowToTheBit() {
        Recipe early = DENSE.withStop(EarlyStopping.of());
        for (Recipe recipe : List.of(DENSE, early)) {
            Result rows = Result.of(recipe, TABULAR);
            assertThat(Result.of(behind(recipe, new Flatten()), IMAGES)).isEqualTo(rows);
            assertThat(Result.of(behind(recipe, new Reshape(List.of(2, 8)), new Flatten()), TABULAR))
                    .isEqualTo(rows);
        }
    }

    /// Networks that leave samples their positions.
    static List<Recipe> withoutFlatten() {
        return List.of(DENSE, behind(DENSE, BatchNorm.standard()), behind(DENSE, new Dropout(0.1)));
    }

    @ParameterizedTest
    @MethodSource("withoutFlatten")
    void aDenseNetworkOnImagesIsToldToFlatten(Recipe recipe) {
        String sentence =
                "model: expected one answer a sample, found one at each position, [4, 4, 3]; write `- flatten`"
                        + " before the first dense layer (in Java, new Flatten()), and it reads a sample [4, 4, 1] as a row of"
                        + " 16 numbers";
        assertThatThrownBy(() -> Trainer.of(recipe, IMAGES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
        assertThatThrownBy(() -> Reach.of(recipe, IMAGES)).hasMessage(sentence);
    }

    @Test
    void aDenseLayerBeforeFlattenSharesItsWeightsAmongPositions() {
        Recipe shared = recipe(Dense.of(5, new Tanh(), new GlorotUniform()), new Flatten(), Dense.of(CLASSES));
        Map<String, Tensor> tensors = Result.of(shared, IMAGES).tensors();
        assertThat(tensors.get("dense1/weight").shape()).isEqualTo(Shape.of(1, 5));
        assertThat(tensors.get("dense2/weight").shape()).isEqualTo(Shape.of(SIDE * SIDE * 5, CLASSES));
    }

    @Test
    void unitVarianceIsOverSamplesAndPositions() {
        Recipe lsuv = recipe(Dense.of(5, new Identity(), new Lsuv(1, 0.001, 10)), new Flatten(), Dense.of(CLASSES));
        try (Trainer trainer = Trainer.of(lsuv, IMAGES)) {
            double[] weight = trainer.store().get("dense1/weight").toDoubles();
            double mean = 0, square = 0;
            for (int i = 0; i < TABLE.size(); i++) {
                mean += TABLE.get(i) / TABLE.size();
                square += TABLE.get(i) * TABLE.get(i) / TABLE.size();
            }
            for (double w : weight) assertThat(w * w * (square - mean * mean)).isCloseTo(1, offset(0.003));
        }
    }

    /// One vector for each word of a vocabulary, looked up by its number.
    private record Embedding(int vocabulary, int units) implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            Init.Fans fans = new Init.Fans(vocabulary, units);
            Shape shape = Shape.of(vocabulary, units);
            Expr weight = scope.parameter("weight", shape, new GlorotUniform(), fans, new Identity());
            Expr words = Statistics.oneHot(x.reshape(Shape.of(x.shape().size())), vocabulary);
            return words.matmul(weight)
                    .reshape(Shape.of(x.shape().dim(0), x.shape().dim(1), units));
        }
    }

    @Test
    void wholeNumbersAreReadAsSuch() {
        int words = 5;
        Tensor text = Tensor.generateInts(Shape.of(60, 3), i -> Math.floorMod(i * 7 + i / 3, words));
        // the class is whether the first word is an even one
        Tensor classes = Tensor.generateInts(Shape.of(60), row -> text.getInt(row * 3) % 2);
        Samples all = new Samples(text, classes);
        Dataset data = Dataset.of("text", all, all, new Task.Classification(2));
        Recipe recipe =
                recipe(new Embedding(words, 4), new Flatten(), Dense.of(2)).withEpochs(200);
        assertThat(Result.of(recipe, data).train().metric()).isEqualTo(1);
    }

    @Test
    void samplesOfSeveralInputsAreRefusedByTheirNames() {
        SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("query", TABLE);
        inputs.put("document", TABLE);
        Samples all = new Samples(inputs, TABULAR.train().targets());
        Dataset data = Dataset.of("pairs", all, all, TABULAR.task());
        assertThatThrownBy(() -> Trainer.of(DENSE, data))
                .hasMessage("model: expected samples of one input, which is what a first layer reads, found query,"
                        + " document");
    }
}
