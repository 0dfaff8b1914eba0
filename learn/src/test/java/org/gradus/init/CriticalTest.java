package org.gradus.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gradus.activation.Activation;
import org.gradus.activation.Gelu;
import org.gradus.activation.HardTanh;
import org.gradus.activation.Identity;
import org.gradus.activation.LeakyRelu;
import org.gradus.activation.Mish;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Silu;
import org.gradus.activation.Softmax;
import org.gradus.activation.Softplus;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.init.Init.Fans;
import org.gradus.init.Init.Request;
import org.gradus.moments.CriticalPoint;
import org.gradus.moments.ScalarFunction;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

class CriticalTest {
    private static final Fans FANS = new Fans(64, 10);

    /// Schoenholz et al. 2017 (tanh 1.76), He et al. 2015 (ReLU and its kind), Roberts, Yaida and Hanin 2022
    /// (GELU, SiLU); the digits beyond theirs, hard-tanh and Mish, were found with other code on the closed
    /// forms.
    @Test
    void theNumbersAreThoseOfTheCriticalLine() {
        assertNumbers(new Tanh(), 1.7609546396, 0.05);
        assertNumbers(new HardTanh(), 1.1655446896, 0.05);
        assertNumbers(new Identity(), 1, 0);
        assertNumbers(new Relu(), 2, 0);
        assertNumbers(new LeakyRelu(0.5), 2 / 1.25, 0);
        assertNumbers(new Gelu(), 1.9830582574, 0.1729223908);
        assertNumbers(new Silu(), 1.9880046783, 0.5551431707);
        assertNumbers(new Mish(), 2.0135240697, 0.0945217874);
    }

    /// As a deep network asks: at the weight and the bias of each layer.
    @Test
    void theSamePointIsSearchedForOnce() {
        AtomicInteger asked = new AtomicInteger();
        Activation counted = new Counted(asked);
        for (int layer = 0; layer < 10; layer++) {
            Critical.of().variance(FANS, counted);
            Critical.of().bias(counted);
        }
        assertThat(asked).hasValue(1);
        assertThat(64 * Critical.of().variance(FANS, new Tanh())).isCloseTo(1.7609546396, within(1e-9));
    }

    private record Counted(AtomicInteger asked) implements Activation {
        @Override
        public Expr apply(Expr x) {
            return x.tanh();
        }

        @Override
        public Optional<ScalarFunction> function() {
            asked.incrementAndGet();
            return Activation.super.function();
        }
    }

    private static void assertNumbers(Activation activation, double weights, double biases) {
        Critical rule = Critical.of();
        assertThat(64 * rule.variance(FANS, activation)).isCloseTo(weights, within(1e-9));
        assertThat(rule.bias(activation).variance(FANS, activation)).isCloseTo(biases, within(1e-9));
        Critical found = rule.at(activation).orElseThrow();
        assertThat(found.weightVariance()).isCloseTo(weights, within(1e-9));
        assertThat(found.biasVariance()).isCloseTo(biases, within(1e-9));
        assertThat(found.at(activation)).contains(found);
    }

    @Test
    void aWishedBiasVarianceMovesAlongTheLine() {
        assertThat(64 * new Critical(0, 1).variance(FANS, new Tanh())).isCloseTo(3.4432109123, within(1e-9));
        assertThat(new Critical(0, 0).bias(new Tanh())).isEqualTo(new Zeros());
        assertThat(new Critical(0, 0.3).bias(new Gelu()).variance(FANS, new Gelu()))
                .isCloseTo(0.3, within(1e-9));
    }

    @Test
    void givenNumbersAreTakenAsTheyAre() {
        Critical rule = new Critical(1.761, 0.05);
        assertThat(rule.variance(FANS, new Tanh())).isEqualTo(1.761 / 64);
        assertThat(rule.bias(new Tanh())).isEqualTo(new Normal(Math.sqrt(0.05)));
        assertThat(rule.variance(FANS, new Softplus())).isEqualTo(1.761 / 64);
    }

    @Test
    void anActivationWithoutAUsefulPointIsRefusedWithTheReason() {
        Critical rule = Critical.of();
        assertThat(rule.at(new Softplus())).isEmpty();
        assertThat(rule.at(new Sigmoid())).isEmpty();
        assertThat(rule.at(new Softmax())).isEmpty();
        assertThat(rule.point(new Softplus())).isInstanceOf(CriticalPoint.None.class);
        assertThat(rule.point(new Sigmoid())).isInstanceOf(CriticalPoint.Impractical.class);
        Request request = new Request(Shape.of(64, 10), FANS, new Sigmoid(), 1, 0);
        assertThatThrownBy(() -> rule.values(request))
                .hasMessageStartingWith("critical: nothing fits sigmoid · ")
                .hasMessageContaining("103");
        assertThatThrownBy(() -> rule.variance(FANS, new Softplus()))
                .hasMessageStartingWith("critical: nothing fits softplus · ")
                .hasMessageContaining("the bias variance would have to be negative");
        assertThatThrownBy(() -> rule.bias(new Softmax()))
                .hasMessage("critical: nothing fits softmax · each of its outputs mixes several inputs, so it has no"
                        + " critical line");
    }
}
