package org.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gradus.data.Task;
import org.gradus.model.Evaluation.Answer;
import org.gradus.model.Evaluation.Quantity;
import org.junit.jupiter.api.Test;

/// Against figures worked out by hand.
class EvaluationTest {
    private static final double CLOSE = 1e-9;

    @Test
    void classes() {
        float[] values = {
            0.9f, 0.1f, 0, //
            0.2f, 0.5f, 0.3f, //
            0.6f, 0.3f, 0.1f, //
            0.1f, 0.8f, 0.1f, //
            0, 0.5f, 0.5f
        };
        Evaluation e = Evaluation.of(new Task.Classification(3), List.of("a", "b", "c"), values, 0, 0, 1, 1, 2);
        assertThat(e.confusion()).containsExactly(List.of(1, 1, 0), List.of(1, 1, 0), List.of(0, 1, 0));
        assertThat(e.accuracy()).isEqualTo(0.4);
        assertThat(e.balanced()).isCloseTo((0.5 + 0.5 + 0) / 3, within(CLOSE));
        Answer a = e.answers().getFirst(), c = e.answers().get(2);
        assertThat(a.support()).isEqualTo(2);
        assertThat(a.precision()).isEqualTo(0.5);
        assertThat(a.f1()).isEqualTo(0.5);
        // pairs (a, other): 0.9 beats all three; 0.2 beats 0.1 and 0, not 0.6
        assertThat(a.auc()).isCloseTo(5 / 6.0, within(CLOSE));
        assertThat(c.precision()).isNaN();
        assertThat(c.f1()).isZero();
        assertThat(c.auc()).isEqualTo(1);
    }

    @Test
    void tiesCountHalfAndOneSidedQuestionsHaveNoAuc() {
        float[] values = {0.5f, 0.1f, 0.5f, 0.2f, 0.9f, 0.3f};
        Evaluation e = Evaluation.of(new Task.MultiLabel(2), List.of("p", "q"), values, 0, 1, 1, 1, 1, 1);
        assertThat(e.answers().getFirst().auc()).isEqualTo(0.75);
        assertThat(e.answers().getFirst().precision()).isEqualTo(1);
        assertThat(e.answers().getFirst().recall()).isEqualTo(0.5);
        assertThat(e.answers().get(1).auc()).isNaN();
        assertThat(e.accuracy()).isCloseTo(2 / 6.0, within(CLOSE));
        assertThat(e.auc()).isEqualTo(0.75);
    }

    @Test
    void quantities() {
        Evaluation e = Evaluation.of(new Task.Regression(1), List.of("y"), new float[] {1, 2, 6}, 1, 4, 4);
        Quantity y = e.quantities().getFirst();
        assertThat(y.mae()).isCloseTo(4 / 3.0, within(CLOSE));
        assertThat(y.rmse()).isCloseTo(Math.sqrt(8 / 3.0), within(CLOSE));
        assertThat(y.r2()).isCloseTo(1 - 8 / 6.0, within(CLOSE));
        assertThat(e.accuracy()).isNaN();
    }
}
