package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BalancedTest {
    private static final Source RARE = new Corrupted(
            new Spirals(400, 2, 1, 0.05, 1, 0.8, 1, true, Scale.FALSE), Corrupted.Answers.TRUE, 1, 1, 0.05, 1);

    @Test
    void everyClassIsAsFrequentAsTheLargest() {
        Dataset rare = RARE.load(Path.of("")), balanced = new Balanced(RARE).load(Path.of(""));
        int[] before = counts(rare.train()), after = counts(balanced.train());
        assertThat(before[1]).isBetween(1, before[0] / 5);
        assertThat(after).containsExactly(before[0], before[0]);
        assertThat(balanced.test()).isEqualTo(rare.test());
    }

    /// One question is answered yes by each fourth sample, one by a single sample, one by all.
    @Test
    void rareAnswersToQuestionsAreRepeatedUntilTheyAreAsFrequentAsTheOthers() {
        float[] answers = new float[3 * 20], inputs = new float[20];
        for (int i = 0; i < 20; i++) {
            inputs[i] = i;
            answers[3 * i] = i % 4 == 0 ? 1 : 0;
            answers[3 * i + 1] = i == 7 ? 1 : 0;
            answers[3 * i + 2] = 1;
        }
        Samples all = new Samples(Tensor.of(Shape.of(20, 1), inputs), Tensor.of(Shape.of(20, 3), answers));
        Dataset data = Dataset.of("questions", all, all, new Task.MultiLabel(3)), balanced = Balanced.of(data);
        int[] times = new int[20];
        for (int i = 0; i < balanced.train().count(); i++)
            times[(int) balanced.train().inputs().get(i)]++;
        assertThat(times).containsExactly(3, 1, 1, 1, 3, 1, 1, 15, 3, 1, 1, 1, 3, 1, 1, 1, 3, 1, 1, 1);
        assertThat(balanced.test()).isEqualTo(data.test());
        assertThat(balanced.train().targets().get(1 + 3 * 7)).isEqualTo(1);
    }

    @Test
    void aRecipeNamesIt() {
        String yaml = """
                name: even
                data: {balanced: {source: {xor: {samples: 40}}}}
                model: [{dense: 2}]
                loss: softmax_cross_entropy
                """;
        Recipe recipe = Recipe.parse(yaml, "even.yaml");
        assertThat(recipe.data()).isInstanceOf(Balanced.class);
        assertThat(Recipe.parse(recipe.toYaml(), "again.yaml")).isEqualTo(recipe);
    }

    private static int[] counts(Samples samples) {
        int[] counts = new int[2];
        for (int i = 0; i < samples.count(); i++) counts[samples.targets().getInt(i)]++;
        return counts;
    }
}
