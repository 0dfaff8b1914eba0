package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.data.Samples;
import org.gradus.data.Scale;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Verdict;
import org.gradus.preset.Preset;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.report.JsonReport;
import org.gradus.report.ReportFacts;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What counts is the error on samples that training does not see, and what the data allow.
final class UnseenLaws {
    private static Recipe recipe(String data, String model, String rest) {
        return Recipe.parse("name: x\ndata: " + data + "\nmodel: " + model + "\n" + rest + "\nbatch: 32\n", "x.yaml");
    }

    private static Dataset data(Recipe recipe) {
        return recipe.data().load(Path.of(""));
    }

    private static Verdict diagnose(Recipe recipe) {
        return new Clinic(data(recipe)).diagnose(recipe).verdict();
    }

    private static void isNamed(Recipe recipe, String cause) {
        assertThat(diagnose(recipe))
                .isInstanceOfSatisfying(
                        Verdict.Unwell.class, u -> assertThat(u.first().cause()).isEqualTo(cause));
    }

    /// A network sixteen times as wide learns the noise of its samples better, and others worse.
    @Test
    void aNarrowNetworkOnOverlappingClassesIsAtTheLimitOfItsData() {
        Recipe narrow = recipe(
                "{gaussians: {samples: 600, features: 6, error: 0.3}}",
                "[{dense: {units: 6, activation: relu, init: he_normal}}, {dense: 2}]",
                "loss: softmax_cross_entropy\noptimizer: {adam: {rate: 0.01}}");
        assertThat(diagnose(narrow)).isInstanceOfSatisfying(Verdict.Healthy.class, h -> {
            assertThat(h.answer()).isEqualTo(Verdict.Answer.DATA_LIMIT);
            assertThat(h.residual()).isGreaterThan(0.4);
            assertThat(h.sentence()).contains("unseen samples").contains("half of them");
            assertThat(h.ruledOut()).anyMatch(r -> r.startsWith("capacity (wider layers do not help"));
        });
    }

    /// It tells its own samples without error: what is said of it tells of the others, too.
    @Test
    void aNetworkThatKnowsItsFewSamplesByHeartIsNotOnlySaidToHaveFittedThem() {
        Recipe byHeart = recipe(
                "{gaussians: {samples: 60, features: 6, error: 0.2}}",
                "[{dense: {units: 64, activation: relu, init: he_normal}}, {dense: 2}]",
                "loss: softmax_cross_entropy\noptimizer: {adam: {rate: 0.01}}\nepochs: 400");
        assertThat(diagnose(byHeart)).isInstanceOfSatisfying(Verdict.Healthy.class, h -> {
            assertThat(h.answer()).isEqualTo(Verdict.Answer.FITTED);
            assertThat(h.sentence())
                    .startsWith("The network has fitted its data")
                    .containsPattern(" On unseen samples \\d+ % is left\\.")
                    .containsPattern(
                            "far too sure of itself: its loss on unseen samples is [\\d.]+, a constant guess's 0\\.6\\d");
        });
    }

    /// Deep in wrong answers from the start, it got stuck; on parts of the samples it does not.
    @Test
    void aTrainingThatEndsMuchWorseThanItsLikesIsCalledUnlucky() {
        String hidden = "{dense: {units: 40, activation: relu, init: {normal: {sd: %s}}}}";
        Recipe stuck = recipe(
                "{blobs: {samples: 800, classes: 5, features: 10, noise: 3.0, seed: 232, standardize: true}}",
                "[" + hidden.formatted("1.1542499626213336") + ", " + hidden.formatted("0.5771249813106668") + ", "
                        + hidden.formatted("0.5771249813106668")
                        + ", {dense: {units: 5, activation: softmax, init: {normal: {sd: 0.5771249813106668}}}}]",
                "loss: cross_entropy\noptimizer: {sgd: {rate: 0.005151788502794262}}\nepochs: 12\nseed: 33");
        assertThat(diagnose(stuck.withBatch(16))).isInstanceOfSatisfying(Verdict.Healthy.class, h -> {
            assertThat(h.sentence()).startsWith("This training was unlucky: 2").endsWith("Another seed may do better.");
            assertThat(h.answer()).isEqualTo(Verdict.Answer.UNLUCKY);
        });
    }

    @Test
    void severalSigmoidsUnderACategoricalCrossEntropyContradictIt() {
        isNamed(
                recipe(
                        "{gaussians: {samples: 800, classes: 4, features: 6, error: 0.05}}",
                        "[{dense: {units: 16, activation: relu, init: he_normal}}, {dense: {units: 4, activation: sigmoid}}]",
                        "loss: cross_entropy\noptimizer: {adam: {rate: 0.003}}"),
                "output-mismatch");
    }

    @Test
    void aSoftmaxOverIndependentAnswersContradictsThem() {
        isNamed(
                recipe(
                        "{thresholded: {source: {regression: {samples: 800, outputs: 4, noise: 0.2}}}}",
                        "[{dense: {units: 16, activation: relu, init: he_normal}}, {dense: 4}]",
                        "loss: softmax_cross_entropy\noptimizer: {adam: {rate: 0.003}}"),
                "output-mismatch");
    }

    /// Columns of 0.6 and of a thousandth of that: none is large.
    @Test
    void unequalColumnsAreSuspectedHoweverSmallTheyAre() {
        isNamed(
                recipe(
                        "{corrupted: {source: {messy: {source: {gaussians: {samples: 800, classes: 3, features: 6,"
                                + " error: 0.03}}, decades: 3}}, inputs: 0.02}}",
                        "[{dense: {units: 16, activation: tanh, init: glorot_uniform}}, {dense: 3}]",
                        "loss: softmax_cross_entropy\noptimizer: {sgd: {rate: 0.1}}"),
                "input-scale");
    }

    /// One target of 1e25 among those held out says nothing about the network.
    @Test
    void anOutlyingHeldOutTargetChangesNoVerdict() {
        Recipe recipe = recipe(
                "{regression: {samples: 500, noise: 0.5}}",
                "[{dense: {units: 16, activation: tanh, init: glorot_uniform}}, {dense: 1}]",
                "loss: mse\noptimizer: {adam: {rate: 0.01}}");
        Dataset clean = data(recipe);
        float[] targets = clean.test().targets().toFloats();
        targets[7] = 1e25f;
        Samples test = new Samples(
                clean.test().inputs(), Tensor.of(clean.test().targets().shape(), targets));
        Dataset bad = Dataset.of(clean.name(), clean.train(), test, clean.task());
        Consultation one = new Clinic(clean).diagnose(recipe), other = new Clinic(bad).diagnose(recipe);
        assertThat(one.verdict()).isInstanceOf(Verdict.Healthy.class);
        assertThat(other.verdict().getClass()).isEqualTo(one.verdict().getClass());
        assertThat(other.evidence().heldOutLeft()).isBetween(0.05, 0.5);
    }

    @Test
    void dataWithoutHeldOutRowsAreJudgedAndTreated() {
        Recipe dead = Preset.named("dead-relu")
                .orElseThrow()
                .recipe()
                .withEpochs(3)
                .withData(new Digits(1, 1, true, Scale.FALSE));
        assertThat(data(dead).hasTest()).isFalse();
        Consultation c = new Clinic(data(dead), 2, (_, _, _) -> {}, new Judge(), 3).consult(dead);
        assertThat(c.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unwell.class, u -> assertThat(u.first().cause()).isEqualTo("dead-units"));
        assertThat(c.cure()).isPresent();
        String json = JsonReport.write(c, new ReportFacts("", "", "", List.of(), Places.NONE));
        assertThat(json).doesNotContain("NaN").doesNotContain("Infinity");
    }

    /// A longer training of the patient turns no cure into a refusal.
    @Test
    void howLongThePatientWasTrainedDoesNotRefuseACure() {
        Recipe dead = Preset.named("dead-relu").orElseThrow().recipe().withEpochs(3);
        Dataset data = data(dead);
        Consultation brief = new Clinic(data, 2, (_, _, _) -> {}, new Judge(), 2).consult(dead);
        assertThat(brief.cure()).isPresent();
        for (int times : List.of(4, 16)) {
            Consultation longer =
                    new Clinic(data, 2, (_, _, _) -> {}, new Judge(), 2).consult(dead.withEpochs(3 * times));
            assertThat(longer.cure()).isPresent();
            assertThat(longer.refuted()).isEmpty();
            assertThat(causes(longer.verdict())).isEqualTo(causes(brief.verdict()));
        }
    }

    private static List<String> causes(Verdict verdict) {
        return verdict.findings().stream().map(Diagnosis::cause).toList();
    }

    @Test
    void partsHoldEachSampleBackOnceAndEveryClassInItsShare() {
        Dataset data = data(Preset.named("class-imbalance").orElseThrow().recipe());
        Folds folds = Folds.of(data);
        assertThat(folds.parts()).hasSize(5);
        int held = folds.parts().stream().mapToInt(p -> p.test().count()).sum();
        assertThat(held).isEqualTo(data.train().count());
        double share = rare(data.train());
        for (Dataset part : folds.parts()) {
            assertThat(part.train().count() + part.test().count())
                    .isEqualTo(data.train().count());
            assertThat(rare(part.test())).isBetween(share - 0.02, share + 0.02);
        }
    }

    private static double rare(Samples samples) {
        return Arrays.stream(samples.targets().toInts()).average().orElseThrow();
    }
}
