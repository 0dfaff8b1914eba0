package org.gradus.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Judge;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Networks that answer several yes-or-no questions at once are judged as others are.
final class MultiLabelLaws {
    private static final int OUTPUTS = 3;

    private static Recipe recipe(String last, String rest) {
        return Recipe.parse("""
                name: x
                data: {thresholded: {source: {regression: {samples: 800, outputs: 3, noise: 0.2}}}}
                model: [{dense: {units: 16, activation: tanh, init: glorot_uniform}}, {dense: %s}]
                batch: 32
                """.formatted(last) + rest, "x.yaml");
    }

    private static Verdict judge(Recipe recipe, Dataset data) {
        return new Judge().judge(new Clinic(data).train(recipe, recipe.seed(), (_, _, _) -> {}));
    }

    private static Verdict judge(Recipe recipe) {
        return judge(recipe, recipe.data().load(Path.of("")));
    }

    /// The headline of the cause that comes first.
    private static String headline(Verdict verdict, String cause) {
        assertThat(verdict).as("%s", verdict.sentence()).isInstanceOf(Verdict.Unwell.class);
        Diagnosis first = ((Verdict.Unwell) verdict).first();
        assertThat(first.cause()).isEqualTo(cause);
        return first.finding().headline();
    }

    /// Points in three planes, in each on the inner of two circles or on the outer one, and which.
    ///
    /// @param share the part of the points on an inner circle
    /// @param wrong the part of the answers that are turned round
    private static Dataset circles(double share, double wrong) {
        SplittableRandom r = new SplittableRandom(5);
        int n = 2000;
        float[] x = new float[2 * OUTPUTS * n], y = new float[OUTPUTS * n];
        for (int i = 0; i < y.length; i++) {
            boolean inner = r.nextDouble() < share;
            double angle = 2 * Math.PI * r.nextDouble(), radius = (inner ? 0.7 : 1.4) + 0.1 * (r.nextDouble() - 0.5);
            x[2 * i] = (float) (radius * Math.cos(angle));
            x[2 * i + 1] = (float) (radius * Math.sin(angle));
            y[i] = inner == (r.nextDouble() >= wrong) ? 1 : 0;
        }
        Samples all = new Samples(Tensor.of(Shape.of(n, 2 * OUTPUTS), x), Tensor.of(Shape.of(n, OUTPUTS), y));
        return Dataset.of(
                "circles",
                all.rows(IntStream.range(0, 1600).toArray()),
                all.rows(IntStream.range(1600, n).toArray()),
                new Task.MultiLabel(OUTPUTS));
    }

    /// The digits, and the bits of the number that each shows.
    private static Samples bits(Samples digits) {
        float[] bits = new float[4 * digits.count()];
        for (int i = 0; i < bits.length; i++) bits[i] = digits.targets().getInt(i / 4) >> i % 4 & 1;
        return new Samples(digits.inputs(), Tensor.of(Shape.of(digits.count(), 4), bits));
    }

    @Test
    void aDistanceToNoAndYesIsALossThatDoesNotFitWhereACrossEntropyLeavesLess() {
        Recipe classes = Preset.named("mse-classifier").orElseThrow().recipe();
        Dataset digits = classes.data().load(Path.of(""));
        Dataset data = Dataset.of("bits", bits(digits.train()), bits(digits.test()), new Task.MultiLabel(4));
        Recipe recipe = Recipe.parse(
                classes.toYaml().replace("units: 10,", "units: 4,").replace("rate: 0.03", "rate: 0.1"), "bits");
        assertThat(headline(judge(recipe, data), "loss-mismatch"))
                .isEqualTo("The loss mse measures distances between numbers; this task asks for yes or no.");
    }

    @Test
    void aSoftmaxHasIndependentAnswersCompeteWhateverTheLoss() {
        Verdict verdict =
                judge(recipe("{units: 3, activation: softmax}", "loss: mse\noptimizer: {adam: {rate: 0.003}}"));
        assertThat(headline(verdict, "output-mismatch")).contains("a softmax makes them compete");
    }

    @Test
    void answersThatAreAllTheSameLeaveNothingToLearn() {
        Verdict verdict = judge(recipe("3", "loss: sigmoid_cross_entropy"), circles(0, 0));
        assertThat(headline(verdict, "labels"))
                .isEqualTo("Each question has the same answer at all samples: there is nothing to learn.");
    }

    private static final String RARE = "loss: sigmoid_cross_entropy\noptimizer: {sgd: {rate: 0.5}}\nepochs: 40";

    @Test
    void aRareAnswerThatIsNotLearnedIsNamedWhereRepeatingItHelps() {
        assertThat(headline(judge(recipe("3", RARE), circles(0.06, 0)), "class-imbalance"))
                .startsWith("3 of 3 questions have nearly always the same answer, up to 94 % of the samples,");
    }

    /// Where most of the rare answers are wrong, the common one is the best that anybody can give.
    @Test
    void aRareAnswerThatNobodyCanTellIsNoFault() {
        Verdict verdict = judge(recipe("3", RARE), circles(0.02, 0.05));
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.ruledOut()).anyMatch(r -> r.startsWith("class imbalance (equally frequent answers"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | sigmoid_cross_entropy",
                "{units: 3, activation: sigmoid} | binary_cross_entropy",
                "3 | mse",
                "{units: 3, activation: sigmoid} | mse"
            })
    void aSoundNetworkHasNoCauseNamed(String last, String loss) {
        Verdict verdict = judge(recipe(last, "loss: " + loss + "\noptimizer: {adam: {rate: 0.005}}\nepochs: 40"));
        assertThat(verdict.findings()).isEmpty();
    }
}
