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

    @Test
    void allLedgersTogetherTakeNoMoreThanTheirShare() {
        for (long ledger : new long[] {1, 999, 1_000_000}) {
            int every = LedgerPace.of(ledger, 1000).every();
            assertThat(LedgerPace.SLOWER * ledger).isLessThanOrEqualTo(LedgerPace.SHARE * 1000 * every);
            if (every > 1) {
                assertThat(LedgerPace.SLOWER * ledger).isGreaterThan(LedgerPace.SHARE * 1000 * (every - 1));
            }
        }
    }

    @Test
    void theStepsThatAreMeasuredAreTheSameWithAnyNumberOfThreads() {
        Recipe recipe = Recipe.parse("""
                name: pace
                data: digits
                model: [{repeat: {times: 12, layers: [{dense: {units: 64, activation: tanh}}]}}, {dense: 10}]
                loss: softmax_cross_entropy
                """, "pace");
        LedgerPace one = pace(recipe, 1);
        assertThat(pace(recipe, 2)).isEqualTo(one);
        assertThat(one.every()).isBetween(50, 500);
        assertThat(one.due(3 * one.every())).isTrue();
        assertThat(one.due(3 * one.every() + 1)).isFalse();
    }

    private static LedgerPace pace(Recipe recipe, int threads) {
        var data = recipe.data().load(Path.of(""));
        int[] rows = IntStream.range(0, LedgerProbe.SAMPLES).toArray();
        Samples samples = new Samples(
                data.train().inputs().rows(rows), data.train().targets().rows(rows));
        try (Trainer trainer = Trainer.of(recipe, data, java.util.List.of(), threads);
                LedgerProbe probe = LedgerProbe.of(trainer, samples, 0.9)) {
            return LedgerPace.of(probe, trainer);
        }
    }
}
