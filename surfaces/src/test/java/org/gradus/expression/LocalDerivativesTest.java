package org.gradus.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The factors of the chain rule, and the paths along which they are multiplied.
class LocalDerivativesTest {
    private static final Map<String, Double> AT = Map.of("x", 0.7, "y", 1.3, "z", -0.4);

    /// A random expression of three names.
    private static String expression(SplittableRandom random, int depth) {
        if (depth == 0) return List.of("x", "y", "z", "1.5").get(random.nextInt(4));
        String a = expression(random, depth - 1), b = expression(random, depth - 1);
        return switch (random.nextInt(9)) {
            case 0 -> "(" + a + "+" + b + ")";
            case 1 -> "(" + a + "-" + b + ")";
            case 2 -> "(" + a + "*" + b + ")";
            case 3 -> "(" + a + "/(2+(" + b + ")^2))";
            case 4 -> "sigmoid(" + a + ")";
            case 5 -> "max(" + a + "," + b + ")";
            case 6 -> "atan2(" + a + ",3)";
            case 7 -> "gelu(" + a + ")";
            default -> "tanh(" + a + "*" + b + ")";
        };
    }

    @Test
    void whatTheUsesOfANodeAddIsItsGradient() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 60; i++) {
            Circuit circuit = Circuit.read("0*x*y*z + " + expression(random, 4));
            Readings readings = Readings.of(circuit, AT);
            LocalDerivatives locals = LocalDerivatives.of(circuit, readings);
            for (Node node : circuit.nodes()) {
                if (node.equals(circuit.output()) || node.sort() == Node.Sort.NUMBER) continue;
                double sum = 0;
                for (Node user : circuit.nodes())
                    for (int k = 0; k < user.inputs().size(); k++)
                        if (user.inputs().get(k).equals(node))
                            sum += readings.at(user).gradient()
                                    * locals.at(user).get(k);
                double gradient = readings.at(node).gradient();
                assertThat(sum).as(circuit.text()).isCloseTo(gradient, within(1e-12 + 1e-10 * Math.abs(gradient)));
            }
        }
    }

    @Test
    void anOperandThatStandsThereTwiceCountsTwice() {
        Circuit circuit = Circuit.read("x*(x+y)");
        LocalDerivatives locals = LocalDerivatives.of(circuit, Readings.of(circuit, Map.of("x", 2.0, "y", 5.0)));
        assertThat(locals.at(circuit.output())).containsExactly(7.0, 2.0);
        assertThat(locals.at(circuit.nodes().getFirst())).isEmpty();
    }

    @Test
    void aChainEndsWithTheGradientWhereThereIsOnePath() {
        Circuit circuit = Circuit.read("sigmoid(tanh(w*x))");
        Readings readings = Readings.of(circuit, Map.of("w", 2.0, "x", 0.5));
        Node w = circuit.inputs().getFirst();
        Chain chain = Chain.to(circuit, LocalDerivatives.of(circuit, readings), w);
        assertThat(chain.steps()).hasSize(4);
        assertThat(chain.steps().getLast().running()).isCloseTo(readings.at(w).gradient(), within(1e-15));
        assertThat(Chain.paths(circuit, w)).isEqualTo(1);
    }

    @Test
    void ofSeveralPathsTheOneOverWhichMostComesIsTaken() {
        Circuit circuit = Circuit.read("3*x + x^2");
        LocalDerivatives locals = LocalDerivatives.of(circuit, Readings.of(circuit, Map.of("x", 10.0)));
        Node x = circuit.inputs().getFirst();
        assertThat(Chain.to(circuit, locals, x).steps().getLast().running()).isEqualTo(20);
        assertThat(Chain.paths(circuit, x)).isEqualTo(2);
        Circuit none = Circuit.read("y + x^0");
        Readings readings = Readings.of(none, Map.of("x", 1.0, "y", 1.0));
        Node pathless = none.inputs().getLast();
        assertThat(pathless.name()).isEqualTo("x");
        assertThat(readings.at(pathless).flow()).isEqualTo(Reading.Flow.NO_PATH);
    }

    @Test
    void aSmallNudgeDoesWhatTheGradientSays() {
        Circuit circuit = Circuit.read("exp(x)*y");
        Map<String, Double> at = Map.of("x", 0.5, "y", 2.0);
        double gradient =
                Readings.of(circuit, at).at(circuit.inputs().getFirst()).gradient();
        Nudge nudge = Nudge.of(circuit, at, "x", 1e-4, gradient);
        assertThat(nudge.predicted()).isCloseTo(2 * Math.exp(0.5) * 1e-4, within(1e-12));
        assertThat(nudge.error()).isBetween(1e-9, 1e-7);
    }

    @Test
    void thePassesGoOneNodeAStep() {
        Circuit circuit = Circuit.read("(x+y)*2");
        assertThat(Progress.forwardSteps(circuit)).isEqualTo(2);
        assertThat(Progress.backwardSteps(circuit)).isEqualTo(4);
    }
}
