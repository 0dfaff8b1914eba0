package org.gradus.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.gradus.expression.Reading.Flow;
import org.gradus.law.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitTest {
    private static final double CLOSE = 1e-12;

    private static Reading of(String text, Map<String, Double> at, String name) {
        Circuit circuit = Circuit.read(text);
        Readings readings = Readings.of(circuit, at);
        return circuit.nodes().stream()
                .filter(x -> x.name().equals(name))
                .map(readings::at)
                .findFirst()
                .orElseThrow();
    }

    private static double value(String text, Map<String, Double> at) {
        Circuit circuit = Circuit.read(text);
        return Readings.of(circuit, at).at(circuit.output()).value();
    }

    @ParameterizedTest
    @CsvSource({
        "1+2*3, 7",
        "(1+2)*3, 9",
        "7-2-1, 4",
        "16/4/2, 2",
        "2^3^2, 512",
        "2**3, 8",
        "-2^2, -4",
        "(-2)^2, 4",
        "2^-1, 0.5",
        "--3, 3",
        "-(+3), -3",
        "1.5e1 + .5 + 2., 17.5",
        "(-2)^3, -8",
        "(-2)^-3, -0.125",
        "0^0, 1",
        "0^3, 0",
        "2^10, 1024",
        "(-1)^1000001, -1",
        "9^0.5, 3",
        "8^(1/3), 2",
        "4^1.5, 8",
        "'max(2, 3) - min(2, 3)', 1",
        "abs(-4) + sqrt(9), 7",
        "log(exp(2)), 2",
        "' 1 +\t2 ', 3",
    })
    void arithmeticIsThatOfMathematics(String text, double value) {
        assertThat(value(text, Map.of())).isCloseTo(value, within(CLOSE * Math.max(1, Math.abs(value))));
    }

    @ParameterizedTest
    @CsvSource({
        "gelu, 1, 0.8413447460685429",
        "silu, 1, 0.7310585786300049",
        "mish, 1, 0.8650983882673103",
        "elu, -1, -0.6321205588285577",
        "selu, 1, 1.0507009873554805",
        "leaky_relu, -2, -0.02",
        "softsign, 3, 0.75",
        "hard_tanh, 4, 1",
        "hard_sigmoid, 0, 0.5",
        "softplus, 0, 0.6931471805599453",
        "normal_cdf, 0, 0.5",
        "expm1, 1e-9, 1.0000000005e-9",
    })
    void functionsAreThoseOfTheField(String function, double x, double value) {
        assertThat(value(function + "(x)", Map.of("x", x))).isCloseTo(value, within(CLOSE));
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void everyFunctionCanBeCalledAndItsGradientIsRight(Function function) {
        String call = function + (function.arity == 1 ? "(x)" : "(x, 1.2)");
        for (double x : new double[] {0.37, 1.9}) {
            List<Comparison> comparisons = Comparison.of(Circuit.read(call), Map.of("x", x));
            assertThat(comparisons).hasSize(1).allMatch(c -> c.outcome() == Comparison.Outcome.AGREES);
        }
    }

    @Test
    void theGradientOfAProductOfASum() {
        Map<String, Double> at = Map.of("x", -2.0, "y", 5.0, "z", -4.0);
        assertThat(value("(x+y)*z", at)).isEqualTo(-12);
        assertThat(of("(x+y)*z", at, "x").gradient()).isEqualTo(-4);
        assertThat(of("(x+y)*z", at, "y").gradient()).isEqualTo(-4);
        assertThat(of("(x+y)*z", at, "z").gradient()).isEqualTo(3);
    }

    @Test
    void theGradientOfASigmoidNeuron() {
        String neuron = "sigmoid(w0*x0 + w1*x1 + w2)";
        Map<String, Double> at = Map.of("w0", 2.0, "x0", -1.0, "w1", -3.0, "x1", -2.0, "w2", -3.0);
        assertThat(value(neuron, at)).isCloseTo(0.73, within(0.005));
        Map.of("w0", -0.20, "x0", 0.39, "w1", -0.39, "x1", -0.59, "w2", 0.20)
                .forEach((name, gradient) ->
                        assertThat(of(neuron, at, name).gradient()).isCloseTo(gradient, within(0.005)));
    }

    @Test
    void theGradientOfAnExpressionWhoseNamesAreGivenAnew() {
        String text = "c = a+b; d = a*b + b**3; c += c + 1; c += 1 + c + (-a); d += d*2 + relu(b+a);"
                + " d += 3*d + relu(b-a); e = c-d; f = e**2; g = f/2.0; g += 10.0/f";
        Map<String, Double> at = Map.of("a", -4.0, "b", 2.0);
        assertThat(value(text, at)).isCloseTo(24.7041, within(5e-5));
        assertThat(of(text, at, "a").gradient()).isCloseTo(138.8338, within(5e-5));
        assertThat(of(text, at, "b").gradient()).isCloseTo(645.5773, within(5e-5));
        assertThat(of(text, at, "c").value()).isEqualTo(-2);
        assertThat(of(text, at, "c.3").value()).isEqualTo(-1);
    }

    @Test
    void aNodeThatIsUsedTwiceGathersBothGradients() {
        assertThat(of("x*x", Map.of("x", 3.0), "x").gradient()).isEqualTo(6);
        assertThat(of("y = x+1; y*y*y", Map.of("x", 1.0), "y").gradient()).isEqualTo(12);
    }

    @Test
    void everyNothingSaysWhatItIs() {
        assertThat(of("relu(x)", Map.of("x", -1.0), "x").flow()).isEqualTo(Flow.EXACT_ZERO);
        assertThat(of("relu(x)", Map.of("x", 1.0), "x").flow()).isEqualTo(Flow.PASSES);
        assertThat(of("x^0 + y", Map.of("x", 2.0, "y", 1.0), "x").flow()).isEqualTo(Flow.NO_PATH);
        assertThat(of("exp(x)", Map.of("x", -800.0), "x").flow()).isEqualTo(Flow.ROUNDED_AWAY);
        assertThat(of("tanh(x)", Map.of("x", 400.0), "x").flow()).isEqualTo(Flow.ROUNDED_AWAY);
        assertThat(of("sigmoid(x)*y", Map.of("x", -800.0, "y", 1.0), "y").flow())
                .isEqualTo(Flow.ROUNDED_AWAY);
        assertThat(of("relu(x)*exp(y)", Map.of("x", -1.0, "y", -800.0), "x").flow())
                .isEqualTo(Flow.EXACT_ZERO);
        assertThat(of("leaky_relu(x)*0", Map.of("x", -1.0), "x").flow()).isEqualTo(Flow.EXACT_ZERO);
        assertThat(of("x/1e300/1e300", Map.of("x", 1.0), "x").flow()).isEqualTo(Flow.ROUNDED_AWAY);
    }

    @Test
    void tanhOfTwentyStillHasASlope() {
        assertThat(of("tanh(x)", Map.of("x", 20.0), "x").gradient()).isCloseTo(1.699341702e-17, within(1e-26));
    }

    @Test
    void aResultMayBeALeaf() {
        assertThat(of("x", Map.of("x", 2.0), "x")).isEqualTo(new Reading(2, 1, Flow.PASSES));
        assertThat(Circuit.read("f = x").name()).isEqualTo("x");
        assertThat(Circuit.read("f + 1").name()).isEqualTo("result");
        assertThat(Circuit.read("loss = x + 1").name()).isEqualTo("loss");
    }

    @Test
    void aVeryLongSumIsRead() {
        int terms = 20_000;
        assertThat(value("x" + "+x".repeat(terms - 1), Map.of("x", 0.5))).isEqualTo(terms / 2.0);
    }

    @Test
    void mistakesAreShownAtTheirPlace() {
        String[] texts = {
            "",
            "  ",
            "2x",
            "2(x)",
            "(x)(y)",
            "x y",
            "x +",
            "x + * y",
            "* x",
            "()",
            "(x + 1",
            "x + 1)",
            "max(1)",
            "max(1, 2, 3)",
            "exp()",
            "exp(1",
            "exp 1",
            "exp",
            "sigmod(x)",
            "frobnicate(x)",
            "x = 1; x(2)",
            "exp = 3",
            "x + y; z",
            "x = y = 2",
            "x =",
            "= 2",
            "1.2.3",
            "1e999",
            "2 $ 3",
            "x + #",
            "x & y",
            "a, b",
            "x ;; y",
            "-".repeat(300) + "x",
            "(".repeat(300) + "x" + ")".repeat(300),
            "1 + ".repeat(60) + "sigmod(x)" + " + 1".repeat(60),
        };
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            assertThatThrownBy(() -> Circuit.read(text))
                    .as(text)
                    .isInstanceOf(ExpressionException.class)
                    .satisfies(e -> all.append("> ")
                            .append(text, 0, Math.min(60, text.length()))
                            .append('\n')
                            .append(e.getMessage())
                            .append("\n\n"));
        }
        Golden.hold("expression-mistakes.txt", all.toString());
    }
}
