package org.gradus.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.gradus.expression.Comparison.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static Outcome outcome(double x, double analytic, DoubleUnaryOperator f) {
        return Comparison.of("x", Map.of("x", x), analytic, f).outcome();
    }

    private static Outcome outcome(String text, double x) {
        return Comparison.of(Circuit.read(text), Map.of("x", x)).getFirst().outcome();
    }

    @Test
    void aRuleThatIsALittleWrongIsCaught() {
        assertThat(outcome(0.7, Math.cos(0.7), Math::sin)).isEqualTo(Outcome.AGREES);
        assertThat(outcome(0.7, Math.cos(0.7) * (1 + 1e-6), Math::sin)).isEqualTo(Outcome.DIFFERS);
        assertThat(outcome(0.7, -Math.cos(0.7), Math::sin)).isEqualTo(Outcome.DIFFERS);
        assertThat(outcome(0.7, 0, Math::sin)).isEqualTo(Outcome.DIFFERS);
        assertThat(outcome(0.7, Double.NaN, Math::sin)).isEqualTo(Outcome.DIFFERS);
        assertThat(outcome(0.7, 1e-9, _ -> 3)).isEqualTo(Outcome.DIFFERS);
    }

    @ParameterizedTest
    @CsvSource({
        "x^2, 0, AGREES",
        "x^3, 0, AGREES",
        "x^2, 1e6, AGREES",
        "exp(x), 30, AGREES",
        "log(x), 0.001, AGREES",
        "1/x, 0.01, AGREES",
        "relu(x), 0.0005, AGREES",
        "tanh(100*x), 0.001, AGREES",
        "relu(x), 0, KINK",
        "abs(x), 0, KINK",
        "'max(x, 1)', 1, KINK",
        "leaky_relu(x), 0, KINK",
        "softplus(x), 0, AGREES",
        "sigmoid(x), 20, AGREES",
        "sigmoid(x), 60, UNSEEN",
        "sqrt(x), 0, UNDEFINED",
        "log(x), -1, UNDEFINED",
        "1/x, 0, UNDEFINED",
        "x^0, 2, AGREES",
    })
    void theOutcomeFitsThePlace(String text, double x, Outcome outcome) {
        assertThat(outcome(text, x)).isEqualTo(outcome);
    }

    @Test
    void roundingInsideAnExpressionIsNotTakenForAMistake() {
        assertThat(outcome("(1e8 + x) - 1e8", 0.3)).isEqualTo(Outcome.AGREES);
    }
}
