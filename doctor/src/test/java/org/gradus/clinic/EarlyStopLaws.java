package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.TooFewEpochs;
import org.gradus.landscape.TrainedNetwork;
import org.gradus.recipe.Recipe;
import org.gradus.train.Split;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

/// A training that stopped early has ended, and what is judged is the network that it kept.
final class EarlyStopLaws {
    private static final Recipe RECIPE = Recipe.parse("""
            name: noisy
            data: {spirals: {samples: 150, classes: 3, noise: 0.3, standardize: true}}
            model: [{dense: {units: 24, activation: relu, init: he_normal}}, {dense: 3}]
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.03}}
            batch: 25
            epochs: 100
            stop: {early_stopping: {patience: 3}}
            """, "noisy");

    private final Dataset data = RECIPE.data().load(Path.of(""));

    @Test
    void itsEvidenceIsThatOfATrainingThatHasEnded() {
        try (Examination examination = new Examination(RECIPE, data, RECIPE.seed(), 1)) {
            Trainer trainer = examination.trainer();
            assertThat(examination.evidence().ended()).isFalse();
            examination.train(trainer.totalSteps(), _ -> {});
            Evidence evidence = examination.evidence();
            assertThat(trainer.stepsDone()).isLessThan(trainer.totalSteps());
            assertThat(evidence.steps()).isEqualTo(trainer.stepsDone());
            assertThat(evidence.ended()).isTrue();
            assertThat(evidence.stoppedEarly()).isTrue();
            assertThat(evidence.last().step()).isEqualTo(trainer.stepsDone());
            assertThat(evidence.score().testLoss())
                    .isEqualTo(trainer.evaluator().test().loss());
            assertThat(evidence.score().trainLoss())
                    .isEqualTo(trainer.evaluator().train().loss());
        }
    }

    @Test
    void moreEpochsAreNoRemedyForIt() {
        Evidence evidence = new Clinic(data, 1, (_, _, _) -> {}).train(RECIPE, 1, (_, _, _) -> {});
        assertThat(evidence.poor()).isTrue();
        Finding finding = new TooFewEpochs().examine(evidence);
        assertThat(finding).isEqualTo(new Finding.RuledOut("too few epochs (validation gained no more)"));
    }

    @Test
    void aTrainingThatUsedAllItsEpochsDidNotStopEarly() {
        Evidence all = new Clinic(data, 1, (_, _, _) -> {}).train(RECIPE.withEpochs(2), 1, (_, _, _) -> {});
        assertThat(all.ended()).isTrue();
        assertThat(all.stoppedEarly()).isFalse();
    }

    /// Its pieces are of the samples that steps saw, whichever way the network is handed over.
    @Test
    void thePointWhereItStoppedIsAskedOfTheSamplesThatWereTrainedOn() {
        Split split = Split.of(RECIPE, data);
        try (Trainer trainer = Trainer.of(RECIPE, data);
                Trainer plain = Trainer.of(RECIPE.withoutStop(), split.trained());
                TrainedNetwork stopped = TrainedNetwork.of(trainer);
                TrainedNetwork all = TrainedNetwork.of(plain)) {
            double[] at = stopped.weights();
            assertThat(at).isEqualTo(all.weights());
            assertThat(stopped.objective().value(at)).isEqualTo(all.objective().value(at));
            assertThat(Arrays.stream(stopped.objective().gradient(at)).sum())
                    .isEqualTo(Arrays.stream(all.objective().gradient(at)).sum());
        }
    }
}
