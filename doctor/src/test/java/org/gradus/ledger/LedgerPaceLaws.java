package org.gradus.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.gradus.data.Samples;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

/// Ledgers stay within their share of a training, by counted work.
final class LedgerPaceLaws {
    @Test
    void aProductCountsItsMultiplyAddsAndAnyOtherElementAFixedPrice() {
        Expr x = Expr.input("x", Shape.of(8, 5)), w = Expr.input("w", Shape.of(5, 3));
        assertThat(Work.of(Graph.of(x.matmul(w)))).isEqualTo(8 * 5 * 3);
        assertThat(Work.of(Graph.of(x.matmul(w).tanh()))).isEqualTo(8 * 5 * 3 + 8 * 3 * Work.ELEMENT);
        assertThat(Work.of(Graph.of(x))).isZero();
    }

    /// Ledgers taken in a training, with the one before the first step and the one after the last.
    private static int taken(LedgerPace pace, int steps) {
        int taken = 1;
        for (int step = 1; step <= steps; step++) if (pace.due(step) || step == steps) taken++;
        return taken;
    }

    @Test
    void allLedgersOfALongTrainingTogetherTakeNoMoreThanTheirShare() {
        long step = 200_000_000;
        for (int steps : new int[] {300, 460, 1000, 5003, 100_000}) {
            for (long ledger : new long[] {step / 10, step, 3 * step}) {
                LedgerPace pace = LedgerPace.of(ledger, step, steps);
                int taken = taken(pace, steps);
                double share = LedgerPace.SLOWER * ledger * taken / ((double) step * steps);
                assertThat(taken).isBetween(2, LedgerPace.USUAL + 1);
                if (taken > 2) assertThat(share).isLessThanOrEqualTo(LedgerPace.SHARE);
                double more = LedgerPace.SLOWER * ledger * (taken + 2) / ((double) step * steps);
                if (taken < LedgerPace.USUAL) assertThat(more).isGreaterThan(LedgerPace.SHARE);
            }
        }
    }

    @Test
    void aBriefTrainingHasAtLeastTheUsualLedgers() {
        for (int steps : new int[] {8, 46, 200, 460, 1000}) {
            int taken = taken(LedgerPace.of(40_000_000, 10_000_000, steps), steps);
            assertThat(taken).as("%d steps", steps).isBetween(LedgerPace.USUAL + 1, 2 * LedgerPace.USUAL);
        }
        assertThat(LedgerPace.of(40_000_000, 10_000_000, 3).every()).isEqualTo(1);
    }

    @Test
    void theStepsThatAreMeasuredAreTheSameWithAnyNumberOfThreads() {
        Recipe recipe = Recipe.parse("""
                name: pace
                data: digits
                model: [{repeat: {times: 12, layers: [{dense: {units: 64, activation: tanh}}]}}, {dense: 10}]
                loss: softmax_cross_entropy
                """, "pace");
        LedgerPace one = pace(recipe, 1, 20_000);
        assertThat(pace(recipe, 2, 20_000)).isEqualTo(one);
        assertThat(one.every()).isEqualTo(2500);
        assertThat(one.due(3 * one.every())).isTrue();
        assertThat(one.due(3 * one.every() + 1)).isFalse();
    }

    private static Recipe large(int epochs) {
        return Recipe.parse("""
                name: large
                data: digits
                model: [{repeat: {times: 3, layers: [{dense: {units: 512, activation: relu}}]}}, {dense: 10}]
                loss: softmax_cross_entropy
                batch: 128
                """ + "epochs: " + epochs + "\n", "large");
    }

    @Test
    void aLargeNetworkThatIsTrainedBrieflyHasFewLedgersAndOneThatIsTrainedForLongTheUsual() {
        assertThat(pace(large(30), 1, 360).every()).isGreaterThan(360 / LedgerPace.USUAL);
        assertThat(pace(large(300), 1, 3600).every()).isEqualTo(3600 / LedgerPace.USUAL);
    }

    private static LedgerPace pace(Recipe recipe, int threads, int steps) {
        var data = recipe.data().load(Path.of(""));
        int[] rows = IntStream.range(0, LedgerProbe.SAMPLES).toArray();
        Samples samples = new Samples(
                data.train().inputs().rows(rows), data.train().targets().rows(rows));
        try (Trainer trainer = Trainer.of(recipe, data, java.util.List.of(), threads);
                LedgerProbe probe = LedgerProbe.of(trainer, samples, 0.9)) {
            return LedgerPace.of(probe, trainer, steps);
        }
    }
}
