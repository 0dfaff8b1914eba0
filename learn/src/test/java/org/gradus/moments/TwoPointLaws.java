package org.gradus.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The two-point kernels against closed forms and against the one-point moments.
class TwoPointLaws {

    private static final double[] POWERS = {0.01, 1, 30, 1000};
    private static final double[] CORRELATIONS = {-0.99, -0.4, 0, 0.3, 0.9, 0.99, 0.999999};

    private static double arcCosine(double c) {
        return (Math.sqrt((1 - c) * (1 + c)) + c * (Math.PI - Math.acos(c))) / Math.PI;
    }

    @Test
    void reluAndLeakyReluHaveTheArcCosineKernels() {
        for (double q : POWERS) {
            for (double c : CORRELATIONS) {
                TwoPoint relu = TwoPoint.at(Curves.relu(), q, c);
                assertThat(relu.product()).isCloseTo(q / 2 * arcCosine(c), within(1e-12 * q));
                assertThat(relu.slopeProduct()).isCloseTo((Math.PI - Math.acos(c)) / (2 * Math.PI), within(1e-12));
                TwoPoint leaky = TwoPoint.at(Curves.leaky(0.2), q, c);
                assertThat(leaky.product()).isCloseTo(q * (0.64 * arcCosine(c) / 2 + 0.2 * c), within(1e-12 * q));
            }
        }
    }

    @Test
    void theErrorFunctionHasItsArcSineKernels() {
        for (double q : POWERS) {
            for (double c : CORRELATIONS) {
                TwoPoint erf = TwoPoint.at(Curves.erf(), q, c);
                double product = 2 / Math.PI * Math.asin(2 * q * c / (1 + 2 * q));
                double slope = 4 / Math.PI / Math.sqrt((1 + 2 * q) * (1 + 2 * q) - 4 * q * q * c * c);
                assertThat(erf.product()).isCloseTo(product, within(1e-12));
                assertThat(erf.slopeProduct()).isCloseTo(slope, within(1e-12));
            }
        }
    }

    @Test
    void theExponentialHasItsKernel() {
        for (double q : new double[] {0.01, 1, 5, 10}) {
            for (double c : CORRELATIONS) {
                TwoPoint exp = TwoPoint.at(Curves.exp(), q, c);
                double expected = Math.exp(q * (1 + c));
                assertThat(exp.product()).as("q %s, c %s", q, c).isCloseTo(expected, within(1e-9 * expected));
                assertThat(exp.slopeProduct()).isCloseTo(expected, within(1e-9 * expected));
            }
        }
        assertThat(TwoPoint.at(Curves.exp(), 1e6, 0.5).product()).isInfinite();
    }

    @Test
    void equalInputsGiveTheOnePointMoments() {
        for (ScalarFunction f : List.of(Curves.tanh(), Curves.hardTanh(), Curves.selu(), Curves.softsign())) {
            for (double q : POWERS) {
                Moments moments = Moments.at(f, q);
                TwoPoint same = TwoPoint.at(f, q, 1);
                assertThat(same.product()).isCloseTo(moments.power(), within(1e-12 * moments.power()));
                assertThat(same.slopeProduct()).isCloseTo(moments.slopePower(), within(1e-10));
                double mean = moments.mean();
                assertThat(TwoPoint.at(f, q, 0).product()).isCloseTo(mean * mean, within(1e-12 * moments.power()));
            }
        }
    }

    @Test
    void theDerivativeInTheCorrelationIsTheSlopeKernel() {
        double h = 1e-5;
        for (ScalarFunction f : List.of(
                Curves.hardTanh(),
                Curves.selu(),
                Curves.relu().shifted(-0.7),
                Curves.sigmoid().shifted(2))) {
            for (double c : new double[] {-0.8, 0, 0.6, 0.95}) {
                double rate = (TwoPoint.at(f, 2, c + h).product()
                                - TwoPoint.at(f, 2, c - h).product())
                        / (2 * h);
                assertThat(2 * TwoPoint.at(f, 2, c).slopeProduct()).isCloseTo(rate, within(1e-8));
            }
        }
    }

    @Test
    void aCorrelationLiesBetweenMinusOneAndOne() {
        for (double c : new double[] {-1.1, 1.0001, Double.NaN}) {
            assertThatThrownBy(() -> TwoPoint.at(Curves.relu(), 1, c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("correlation " + c);
        }
    }
}
