package org.gradus.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// The quadrature against closed forms, and the identities that hold for every activation.
class MomentsLaws {

    private static final double[] POWERS = {1e-8, 0.01, 0.3, 1, 2, 12.5, 50, 100, 1000};
    private static final Percentage TEN_DIGITS = Percentage.withPercentage(1e-8);

    private static void check(ScalarFunction f, DoubleUnaryOperator power, DoubleUnaryOperator slopePower) {
        for (double q : POWERS) {
            Moments moments = Moments.at(f, q);
            assertThat(moments.power()).as("V(%s)", q).isCloseTo(power.applyAsDouble(q), TEN_DIGITS);
            assertThat(moments.slopePower()).as("D(%s)", q).isCloseTo(slopePower.applyAsDouble(q), TEN_DIGITS);
        }
    }

    @Test
    void piecewiseLinearFunctionsHaveTheirClosedForms() {
        check(Curves.linear(), q -> q, _ -> 1);
        check(Curves.relu(), q -> q / 2, _ -> 0.5);
        check(Curves.leaky(0.2), q -> q * 1.04 / 2, _ -> 1.04 / 2);
    }

    @Test
    void hardTanhHasItsClosedForm() {
        for (double q : POWERS) {
            double outside = Curves.erfc(1 / Math.sqrt(2 * q));
            double edge = Math.sqrt(2 / (Math.PI * q)) * Math.exp(-1 / (2 * q));
            Moments moments = Moments.at(Curves.hardTanh(), q);
            assertThat(moments.power()).isCloseTo(q * (1 - outside - edge) + outside, TEN_DIGITS);
            assertThat(moments.slopePower()).isCloseTo(1 - outside, TEN_DIGITS);
        }
    }

    @Test
    void theErrorFunctionHasItsClosedForm() {
        check(Curves.erf(), q -> 2 / Math.PI * Math.asin(2 * q / (1 + 2 * q)), q -> 4 / Math.PI / Math.sqrt(1 + 4 * q));
    }

    @Test
    void theSineHasItsClosedForm() {
        for (double q : new double[] {0.01, 0.3, 1, 2, 12.5}) {
            Moments moments = Moments.at(Curves.sin(), q);
            assertThat(moments.power()).isCloseTo(-Math.expm1(-2 * q) / 2, TEN_DIGITS);
            assertThat(moments.slopePower()).isCloseTo((1 + Math.exp(-2 * q)) / 2, TEN_DIGITS);
        }
    }

    @Test
    void geluHasItsClosedForm() {
        DoubleUnaryOperator shared =
                q -> 0.25 + Math.asin(q / (1 + q)) / (2 * Math.PI) + q / (Math.PI * (1 + q) * Math.sqrt(1 + 2 * q));
        DoubleUnaryOperator slopeOnly = q -> q / (2 * Math.PI * Math.pow(1 + 2 * q, 1.5));
        check(
                Curves.gelu(),
                q -> q * shared.applyAsDouble(q),
                q -> shared.applyAsDouble(q) + slopeOnly.applyAsDouble(q));
    }

    @Test
    void eluAndSeluHaveTheirClosedForms() {
        for (double q : new double[] {0.01, 0.3, 1, 2, 12.5}) {
            double s = Math.sqrt(q);
            double tail = Math.exp(2 * q) * Curves.cdf(-2 * s);
            double half = Math.exp(q / 2) * Curves.cdf(-s);
            for (double[] shape : new double[][] {{1, 1}, {Curves.SELU_ALPHA, Curves.SELU_LAMBDA}}) {
                double a2 = shape[0] * shape[0];
                double l2 = shape[1] * shape[1];
                Moments moments = Moments.at(Curves.elu(shape[0], shape[1]), q);
                assertThat(moments.power()).isCloseTo(l2 * (q / 2 + a2 * (tail - 2 * half + 0.5)), within(1e-10));
                assertThat(moments.slopePower()).isCloseTo(l2 * (0.5 + a2 * tail), within(1e-10));
                assertThat(moments.mean())
                        .isCloseTo(shape[1] * (s / Math.sqrt(2 * Math.PI) + shape[0] * (half - 0.5)), within(1e-10));
            }
        }
    }

    @Test
    void theExponentialHasItsClosedForms() {
        for (double q : new double[] {1e-8, 0.01, 0.3, 1, 3, 8, 10.5}) {
            for (ScalarFunction exp : List.of(Curves.exp(), Curves.exp().tabulated())) {
                Moments moments = Moments.at(exp, q);
                check("M", moments.mean(), Math.exp(q / 2));
                check("V", moments.power(), Math.exp(2 * q));
                check("D", moments.slopePower(), Math.exp(2 * q));
                check("V'", moments.powerRate(), 2 * Math.exp(2 * q));
                check("ln D / ln q", moments.slopeExponent(), 2 * q);
                check("φ⁴", moments.powerSpread(), Math.exp(4 * q));
                check("φ'⁴", moments.slopeSpread(), Math.exp(4 * q));
                check("φ²φ'²", moments.jointSpread(), Math.exp(4 * q));
                check("φ²x", moments.powerTilt(), 2 * Math.sqrt(q));
                check("φ'x", moments.meanRate(), Math.exp(q / 2) / 2);
            }
        }
        assertThat(Moments.at(Curves.exp().shifted(-3), 5).power()).isCloseTo(Math.exp(10 - 6), TEN_DIGITS);
    }

    private static void check(String moment, double found, double expected) {
        assertThat(found).as(moment).isCloseTo(expected, within(1e-7 * Math.abs(expected)));
    }

    @Test
    void whatOutgrowsTheNormalDensityHasInfiniteMomentsAndNoWrongOnes() {
        for (double q : new double[] {11, 40, 169, 1e4, 1e8, 1e299}) {
            Moments moments = Moments.at(Curves.exp(), q);
            assertThat(moments.power()).isInfinite();
            assertThat(moments.slopePower()).isInfinite();
            assertThat(moments.powerSpread()).isInfinite();
            assertThat(moments.slopeSpread()).isInfinite();
            assertThat(moments.variance()).isInfinite();
            assertThat(moments.powerExponent()).isInfinite();
        }
    }

    @Test
    void highMomentsOfReluAndTheLineAreKnown() {
        Moments relu = Moments.at(Curves.relu(), 3);
        assertThat(relu.fourthPower()).isCloseTo(3 * 9 / 2.0, within(1e-10));
        assertThat(relu.slopeFourthPower()).isCloseTo(0.5, within(1e-12));
        assertThat(relu.jointPower()).isCloseTo(1.5, within(1e-12));
        assertThat(relu.powerTilt()).isCloseTo(4 / Math.sqrt(2 * Math.PI), within(1e-12));
        assertThat(relu.slopeTilt()).isCloseTo(2 / Math.sqrt(2 * Math.PI), within(1e-12));
        assertThat(Moments.at(Curves.tanh(), 3).powerTilt()).isCloseTo(0, within(1e-12));
        assertThat(relu.mean()).isCloseTo(Math.sqrt(3 / (2 * Math.PI)), within(1e-12));
        assertThat(relu.variance()).isCloseTo(1.5 - 3 / (2 * Math.PI), within(1e-12));
        assertThat(Moments.at(Curves.linear(), 3).powerSpread()).isCloseTo(3, within(1e-12));
    }

    @Test
    void theWidthSpreadsOfTheBackwardSignalArePublishedNumbers() {
        assertThat(backwardSpread(Curves.relu(), 1)).isCloseTo(5, within(1e-10));
        assertThat(backwardSpread(Curves.linear(), 1)).isCloseTo(2, within(1e-10));
        assertThat(backwardSpread(Curves.tanh(), 1)).isCloseTo(3.75, within(0.005));
        assertThat(backwardSpread(Curves.sigmoid(), 1.3)).isCloseTo(2.56, within(0.005));
        assertThat(backwardSpread(Curves.selu(), 1)).isCloseTo(2.95, within(0.005));
        assertThat(backwardSpread(Curves.gelu(), 1)).isCloseTo(5.27, within(0.006));
    }

    private static double backwardSpread(ScalarFunction f, double q) {
        return 3 * Moments.at(f, q).slopeSpread() - 1;
    }

    @Test
    void ratesAgreeWithFiniteDifferences() {
        for (ScalarFunction f : List.of(
                Curves.tanh(), Curves.sigmoid(), Curves.relu(), Curves.selu(), Curves.hardTanh(), Curves.mish())) {
            for (double q : new double[] {0.05, 1, 20}) {
                double h = 1e-4 * q;
                Moments above = Moments.at(f, q + h);
                Moments below = Moments.at(f, q - h);
                Moments here = Moments.at(f, q);
                double rate = (above.power() - below.power()) / (2 * h);
                double exponent = q * (Math.log(above.slopePower()) - Math.log(below.slopePower())) / (2 * h);
                assertThat(here.powerRate()).isCloseTo(rate, within(1e-7 * here.power() / q));
                assertThat(here.slopeExponent()).isCloseTo(exponent, within(1e-7));
                assertThat(here.powerExponent()).isCloseTo(q * here.powerRate() / here.power(), within(1e-12));
            }
        }
    }

    @Test
    void aDyingSignalHasTheLimitAndNoUnderflow() {
        for (double q : new double[] {0, 1e-320, 1e-250, 1e-80}) {
            Moments relu = Moments.at(Curves.relu(), q);
            assertThat(relu.slopePower()).isCloseTo(0.5, within(1e-12));
            assertThat(relu.powerSpread()).isCloseTo(6, within(1e-10));
            assertThat(Moments.at(Curves.sigmoid(), q).power()).isCloseTo(0.25, within(1e-12));
        }
        assertThat(Moments.at(Curves.relu(), 1e200).powerSpread()).isCloseTo(6, within(1e-10));
    }

    @Test
    void aFunctionThatIsZeroHasNoSpread() {
        Moments dead = Moments.at(Curves.relu().shifted(-100), 1);
        assertThat(dead.power()).isZero();
        assertThat(dead.slopePower()).isZero();
        assertThat(dead.powerSpread()).isEqualTo(1);
        assertThat(dead.powerExponent()).isZero();
    }

    @Test
    void aConstantBiasShiftsTheFunctionAndItsKinks() {
        double bias = -2;
        Moments moments = Moments.at(Curves.relu().shifted(bias), 1);
        double density = Math.exp(-2) / Math.sqrt(2 * Math.PI);
        assertThat(moments.slopePower()).isCloseTo(Curves.cdf(bias), TEN_DIGITS);
        assertThat(moments.mean()).isCloseTo(density + bias * Curves.cdf(bias), TEN_DIGITS);
        assertThat(Curves.hardTanh().shifted(0.5).kinks()).containsExactly(-1.5, 0.5);
        assertThat(Curves.tanh().shifted(3).centre()).isEqualTo(-3);
        Moments tanh = Moments.at(Curves.tanh().shifted(20), 1000);
        double step = 2e-4;
        double sum = 0;
        for (int i = -60_000; i <= 60_000; i++) {
            double t = i * step;
            double e = Math.exp(-2 * Math.abs(20 + Math.sqrt(1000) * t));
            double slope = 4 * e / ((1 + e) * (1 + e));
            sum += step * slope * slope * Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
        }
        assertThat(tanh.slopePower()).isCloseTo(sum, Percentage.withPercentage(1e-7));
    }

    @Test
    void aSecondMomentMustBeANumberInRange() {
        for (double q : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Moments.at(Curves.relu(), q))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("second moment " + q);
        }
    }
}
