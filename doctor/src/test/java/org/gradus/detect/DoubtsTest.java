package org.gradus.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Measure;
import org.gradus.forecast.Forecast;
import org.gradus.ledger.Ledger;
import org.gradus.probe.DataFacts;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;

/// What speaks against a cause, from numbers made by hand.
final class DoubtsTest {
    private static final int STEPS = 100;

    private static final Recipe RECIPE = Recipe.parse("""
            name: x
            data: digits
            model: [{dense: {units: 8, activation: tanh}}, {dense: {units: 8, activation: tanh}}, {dense: 10}]
            loss: softmax_cross_entropy
            """, "x.yaml");

    /// @param update the size of each step over that of each weight
    /// @param start what the first layer gets of the last hidden layer's signal before training
    /// @param end the same at the end
    /// @param accuracy on the training samples, at the end
    private static Evidence evidence(double update, double start, double end, double accuracy) {
        return evidence(update, start, end, accuracy, List.of());
    }

    /// A training with such initial weights, of which all else is as usual.
    static Evidence begun(Evidence.Weights... weights) {
        return evidence(1e-3, 1, 1, 0.5, List.of(weights));
    }

    private static Evidence evidence(
            double update, double start, double end, double accuracy, List<Evidence.Weights> weights) {
        History history = new History(List.of("dense1", "dense2", "dense3"), List.of());
        for (int step = 1; step <= STEPS; step++) {
            float[] numbers = new float[history.width()];
            for (int l = 0; l < 3; l++) numbers[History.place(Field.UPDATE, l)] = (float) update;
            history.add(step, step <= STEPS * 3 / 4 ? 2 : 1.9, 0.1, true, numbers);
        }
        return new Evidence(
                RECIPE,
                new Forecast.NotPredicted("dense1", "made by hand"),
                history,
                List.of(ledger(0, start), ledger(STEPS, end)),
                List.of(new Evidence.Score(1, STEPS, 2, accuracy, 2, accuracy)),
                new Evidence.End(2 * (1 - accuracy), 2 * (1 - accuracy)),
                weights,
                new Evidence.Outputs(-1, 1, -2, 2),
                2.3,
                Optional.empty(),
                STEPS,
                new DataFacts(
                        100,
                        1,
                        1,
                        1,
                        new Task.Classification(2),
                        List.of(0.5, 0.5),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                Experiments.NONE);
    }

    private static Ledger ledger(int step, double reach) {
        Ledger.Hop out = new Ledger.Hop("dense3", "dense2", 1, 1, 1, 1);
        return new Ledger(
                step, 32, 1, 1, List.of(), List.of(out, new Ledger.Hop("dense2", "dense1", reach, reach, 1, 1)));
    }

    @Test
    void stepsOfTheUsualSizeSpeakAgainstARateThatIsTooHigh() {
        assertThat(Doubts.usualSteps(evidence(1e-3, 1, 1, 0.5)).map(Measure::value))
                .contains("0.0010");
        assertThat(Doubts.usualSteps(evidence(0.2, 1, 1, 0.5))).isEmpty();
    }

    @Test
    void aLayerThatMovesSpeaksAgainstASignalThatIsLost() {
        assertThat(Doubts.moves(evidence(5e-4, 1e-3, 1e-3, 0.5), 0)).isPresent();
        assertThat(Doubts.moves(evidence(1e-9, 1e-3, 1e-3, 0.5), 0)).isEmpty();
        assertThat(Doubts.moves(evidence(Double.NaN, 1e-3, 1e-3, 0.5), 0)).isEmpty();
    }

    @Test
    void aSignalThatComesBackSpeaksAgainstOneThatIsLost() {
        assertThat(Doubts.recovered(evidence(1e-3, 1e-3, 0.5, 0.5)).map(Measure::value))
                .contains("0.50");
        assertThat(Doubts.recovered(evidence(1e-3, 1e-3, 1e-3, 0.5))).isEmpty();
        assertThat(Doubts.arrives(evidence(1e-3, 0.5, 1e-3, 0.5))).isPresent();
        assertThat(Doubts.arrives(evidence(1e-3, 1e-3, 0.5, 0.5))).isEmpty();
    }

    @Test
    void whatWasLearnedSpeaksAgainstANetworkThatLearnsNothing() {
        assertThat(Doubts.learned(evidence(1e-3, 1, 1, 0.7)).map(Measure::value))
                .contains("60 %");
        assertThat(Doubts.learned(evidence(1e-3, 1, 1, 0.5))).isEmpty();
    }

    @Test
    void aLossThatStillFallsSpeaksAgainstANetworkThatHasLearnedAllItCan() {
        assertThat(Doubts.falling(evidence(1e-3, 1, 1, 0.5)).map(Measure::value))
                .contains("5.0 % lower");
    }

    @Test
    void whatIsLeftWithTheCauseUndoneSpeaksAgainstIt() {
        Evidence e = evidence(1e-3, 1, 1, 0.5);
        assertThat(Doubts.remains(e, "with wider layers", 0.7).map(Measure::value))
                .contains("30 %");
        assertThat(Doubts.remains(e, "with wider layers", 0.98)).isEmpty();
    }

    @Test
    void nothingIsTrainedToDoubt() {
        assertThat(Doubts.lowerRate(evidence(0.2, 1, 1, 0.5))).isEmpty();
    }
}
