package org.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.gradus.graph.op.NormalCdf;
import org.gradus.graph.op.Sigmoid;
import org.gradus.graph.op.SigmoidSlope;
import org.gradus.graph.op.Softplus;
import org.junit.jupiter.api.Test;

/// The functions of [FloatMath] are as near to their meaning in `double` as they say.
class FloatMathLaws {
    private static final double UNIT = 0x1p-24;
    private static final int POINTS = 200_001;

    @FunctionalInterface
    private interface Function {
        float at(float x);
    }

    private static void within(double units, Function f, DoubleUnaryOperator meaning, double from, double to) {
        for (int i = 0; i < POINTS; i++) {
            float x = (float) (from + (to - from) * i / (POINTS - 1));
            double expected = meaning.applyAsDouble(x);
            if (Math.abs(expected) < Float.MIN_NORMAL || Math.abs(expected) > Float.MAX_VALUE) continue;
            double error = Math.abs(f.at(x) - expected) / Math.abs(expected) / UNIT;
            assertThat(error).as("units of error at %s", x).isLessThan(units);
        }
    }

    @Test
    void exp() {
        within(2, FloatMath::exp, Math::exp, -105, 89);
        within(2, FloatMath::exp, Math::exp, -1, 1);
    }

    @Test
    void expm1IsAccurateNearZero() {
        within(3, FloatMath::expm1, Math::expm1, -20, 89);
        within(3, FloatMath::expm1, Math::expm1, -1, 1);
        within(3, FloatMath::expm1, Math::expm1, -1e-3, 1e-3);
        within(3, FloatMath::expm1, Math::expm1, -1e-30, 1e-30);
    }

    @Test
    void logIsAccurateNearOne() {
        within(2, FloatMath::log, Math::log, 1e-3, 3);
        within(2, FloatMath::log, Math::log, 0.99, 1.01);
        within(2, FloatMath::log, Math::log, 1, 3e38);
        within(2, FloatMath::log, Math::log, 1e-45, 1e-38);
    }

    @Test
    void tanh() {
        within(5, FloatMath::tanh, Math::tanh, -20, 20);
        within(5, FloatMath::tanh, Math::tanh, -1, 1);
        within(5, FloatMath::tanh, Math::tanh, -1e-4, 1e-4);
        within(5, FloatMath::tanh, Math::tanh, 5, 8.5);
    }

    @Test
    void sigmoidInBothTails() {
        within(4, FloatMath::sigmoid, new Sigmoid()::apply, -87, 87);
        within(4, FloatMath::sigmoid, new Sigmoid()::apply, -5, 5);
    }

    @Test
    void sigmoidSlopeInBothTails() {
        within(6, FloatMath::sigmoidSlope, new SigmoidSlope()::apply, -87, 87);
        within(6, FloatMath::sigmoidSlope, new SigmoidSlope()::apply, -5, 5);
    }

    @Test
    void softplusInBothTails() {
        within(4, FloatMath::softplus, new Softplus()::apply, -87, 87);
        within(4, FloatMath::softplus, new Softplus()::apply, -5, 5);
    }

    @Test
    void normalCdfInTheLeftTail() {
        within(8, FloatMath::normalCdf, new NormalCdf()::apply, -12.9, 12.9);
        within(8, FloatMath::normalCdf, new NormalCdf()::apply, -3, 3);
    }

    @Test
    void tailsDoNotRoundToZeroEarly() {
        assertThat(FloatMath.sigmoid(-80))
                .isCloseTo(1.804851e-35f, org.assertj.core.data.Percentage.withPercentage(1e-4));
        assertThat(FloatMath.softplus(-20))
                .isCloseTo(2.0611536e-9f, org.assertj.core.data.Percentage.withPercentage(1e-4));
        assertThat(FloatMath.sigmoid(-100)).isBetween(Float.MIN_VALUE, 4e-44f);
        assertThat(FloatMath.exp(-103)).isGreaterThan(0);
        assertThat(FloatMath.expm1(1e-20f)).isEqualTo(1e-20f);
        assertThat(FloatMath.tanh(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    }

    @Test
    void limitsAreExact() {
        float infinity = Float.POSITIVE_INFINITY;
        assertThat(FloatMath.exp(-infinity)).isEqualTo(0f);
        assertThat(FloatMath.exp(infinity)).isEqualTo(infinity);
        assertThat(FloatMath.exp(88.72f)).isLessThan(infinity);
        assertThat(FloatMath.expm1(-infinity)).isEqualTo(-1f);
        assertThat(FloatMath.expm1(infinity)).isEqualTo(infinity);
        assertThat(FloatMath.log(0)).isEqualTo(-infinity);
        assertThat(FloatMath.log(-0f)).isEqualTo(-infinity);
        assertThat(FloatMath.log(-1)).isNaN();
        assertThat(FloatMath.log(infinity)).isEqualTo(infinity);
        assertThat(FloatMath.log(1)).isEqualTo(0f);
        assertThat(FloatMath.tanh(infinity)).isEqualTo(1f);
        assertThat(FloatMath.tanh(-infinity)).isEqualTo(-1f);
        assertThat(FloatMath.sigmoid(-infinity)).isEqualTo(0f);
        assertThat(FloatMath.sigmoid(infinity)).isEqualTo(1f);
        assertThat(FloatMath.softplus(infinity)).isEqualTo(infinity);
        assertThat(FloatMath.softplus(-infinity)).isEqualTo(0f);
        assertThat(FloatMath.normalCdf(-infinity)).isEqualTo(0f);
        assertThat(FloatMath.normalCdf(infinity)).isEqualTo(1f);
    }

    @Test
    void negativeZeroKeepsItsSign() {
        assertThat(Float.floatToIntBits(FloatMath.tanh(-0f))).isEqualTo(Float.floatToIntBits(-0f));
        assertThat(Float.floatToIntBits(FloatMath.expm1(-0f))).isEqualTo(Float.floatToIntBits(-0f));
    }

    @Test
    void tanhNeverExceedsOne() {
        for (float x = 0; x < 100; x += 0.001f) assertThat(FloatMath.tanh(x)).isBetween(0f, 1f);
        // every number from where tanh is 1 but for 4 units
        for (float x = 7.95f; x < 9; x = Math.nextUp(x)) if (FloatMath.tanh(x) > 1) throw new AssertionError(x);
    }

    @Test
    void anyNaNStaysOne() {
        float odd = Float.intBitsToFloat(0x7FC00001);
        List<Function> all = List.of(
                FloatMath::exp,
                FloatMath::expm1,
                FloatMath::log,
                FloatMath::tanh,
                FloatMath::sigmoid,
                FloatMath::sigmoidSlope,
                FloatMath::softplus,
                FloatMath::normalCdf,
                FloatMath::relu);
        for (Function f : all) {
            assertThat(f.at(Float.NaN)).isNaN();
            assertThat(f.at(odd)).isNaN();
        }
    }
}
