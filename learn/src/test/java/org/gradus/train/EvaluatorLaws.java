package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Source;
import org.gradus.data.Task;
import org.gradus.layer.Dense;
import org.gradus.loss.BinaryCrossEntropy;
import org.gradus.loss.CrossEntropy;
import org.gradus.loss.Huber;
import org.gradus.loss.Loss;
import org.gradus.loss.Mae;
import org.gradus.loss.Mse;
import org.gradus.loss.SigmoidCrossEntropy;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What a score says of a network.
final class EvaluatorLaws {
    private static final Tensor IDENTITY =
            Tensor.of(Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1).as(Element.F32);

    /// More rows than are evaluated at once.
    private static final int ROWS = 700;

    /// Three questions; the inputs are numbers of which a third is above 1/2, a third below 0.
    private static Dataset questions() {
        Shape shape = Shape.of(ROWS, 3);
        Tensor inputs = Tensor.generate(shape, i -> 1.5 * Philox.uniform(3, 0, 0, i) - 0.5)
                .as(Element.F32);
        Tensor targets = Tensor.generate(shape, i -> Philox.uniform(4, 0, 0, i) > 0.6 ? 1 : 0)
                .as(Element.F32);
        Samples all = new Samples(inputs, targets);
        return Dataset.of("questions", all, all.rows(0, 1, 2), new Task.MultiLabel(3));
    }

    private static Recipe recipe(Loss loss, int outputs) {
        Source unread = folder -> {
            throw new AssertionError(folder);
        };
        return Recipe.of("questions", unread, loss, Dense.of(outputs));
    }

    @Test
    void theMetricOfYesOrNoIsTheShareOfAllAnswersThatAreRight() {
        Dataset data = questions();
        List<Loss> losses = List.of(
                new SigmoidCrossEntropy(),
                new SoftmaxCrossEntropy(),
                new BinaryCrossEntropy(),
                new CrossEntropy(),
                new Mse(),
                new Mae(),
                Huber.of());
        for (Loss loss : losses) {
            try (Trainer trainer = Trainer.of(recipe(loss, 3), data)) {
                trainer.store().put("dense1/weight", IDENTITY);
                assertThat(trainer.evaluator().train().metric())
                        .as(loss.toString())
                        .isCloseTo(right(data.train(), loss.threshold()), within(1e-6));
                assertThat(trainer.evaluator().test().metric())
                        .as(loss.toString())
                        .isCloseTo(right(data.test(), loss.threshold()), within(1e-6));
            }
        }
        assertThat(right(data.train(), 0)).isNotCloseTo(right(data.train(), 0.5), within(0.01));
    }

    /// Counted by hand for a network that gives its inputs.
    private static double right(Samples samples, double threshold) {
        double right = 0;
        for (int i = 0; i < samples.targets().size(); i++) {
            boolean yes = samples.inputs().get(i) > threshold;
            if (yes == (samples.targets().get(i) == 1)) right++;
        }
        return right / samples.targets().size();
    }

    @Test
    void whereNothingIsHeldOutThereIsNoScoreAndTrainingIsTheSame() {
        for (String source : List.of("circles", "regression")) {
            Recipe recipe = Recipe.parse("""
                    name: all
                    data: {%s: {samples: 90, split: 1}}
                    model: [batch_norm, {dense: %d}]
                    loss: mse
                    epochs: 2
                    """.formatted(source, source.equals("circles") ? 2 : 1), "all");
            Dataset all = recipe.data().load(Path.of(""));
            Dataset some = Dataset.of("some", all.train(), all.train().rows(3, 4), all.task());
            try (Trainer without = Trainer.of(recipe, all);
                    Trainer with = Trainer.of(recipe, some)) {
                while (!without.done())
                    assertThat(without.step().loss()).isEqualTo(with.step().loss());
                assertThat(without.evaluator().test()).isEqualTo(new Evaluator.Score(Double.NaN, Double.NaN));
                assertThat(without.evaluator().train())
                        .isEqualTo(with.evaluator().train());
                assertThat(without.checkpoint().tensors())
                        .isEqualTo(with.checkpoint().tensors());
            }
        }
        Samples none = questions().train().rows();
        try (Trainer trainer = Trainer.of(
                recipe(new Mse(), 3), Dataset.of("none", questions().train(), none, new Task.MultiLabel(3)))) {
            assertThat(trainer.evaluator().test().metric()).isNaN();
        }
    }

    @Test
    void aNetworkNeedsAnOutputForEveryQuestion() {
        assertThatThrownBy(() -> Trainer.of(recipe(new SigmoidCrossEntropy(), 4), questions()))
                .hasMessage("model: expected a last layer of 3 outputs for this data, found 4");
    }

    @Test
    void aNetworkLearnsToAnswerIndependentQuestions() {
        Recipe recipe = Recipe.parse("""
                name: questions
                data: circles
                model: [{dense: {units: 16, activation: tanh}}, {dense: 3}]
                loss: sigmoid_cross_entropy
                optimizer: {adam: {rate: 0.02}}
                batch: 32
                epochs: 30
                """, "questions");
        Dataset circles = recipe.data().load(Path.of(""));
        Dataset data = Dataset.of("questions", asked(circles.train()), asked(circles.test()), new Task.MultiLabel(3));
        try (Trainer trainer = Trainer.of(recipe, data)) {
            assertThat(trainer.evaluator().test().metric()).isLessThan(0.8);
            while (!trainer.done()) trainer.step();
            assertThat(trainer.evaluator().test().metric()).isGreaterThan(0.95);
        }
    }

    /// Whether a point lies in the inner circle, to the right, and above.
    private static Samples asked(Samples s) {
        Tensor answers = Tensor.generate(Shape.of(s.count(), 3), i -> {
            double x = s.inputs().get(i / 3 * 2), y = s.inputs().get(i / 3 * 2 + 1);
            boolean yes = i % 3 == 0 ? x * x + y * y < 0.5625 : (i % 3 == 1 ? x : y) > 0;
            return yes ? 1 : 0;
        });
        return new Samples(s.inputs(), answers.as(Element.F32));
    }
}
