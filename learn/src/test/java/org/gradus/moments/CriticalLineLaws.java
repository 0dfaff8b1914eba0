package org.gradus.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The critical line against values computed once in 25-digit arithmetic, and its three ways to say no.
class CriticalLineLaws {

    private static void check(ScalarFunction f, double sigmaB2, double q, double sigmaW2, double tolerance) {
        CriticalPoint.Critical point = (CriticalPoint.Critical) new CriticalLine(f).forBiasVariance(sigmaB2);
        assertThat(point.q()).isCloseTo(q, within(tolerance));
        assertThat(point.sigmaW2()).isCloseTo(sigmaW2, within(tolerance));
        assertThat(point.sigmaB2()).isCloseTo(sigmaB2, within(1e-12));
        assertThat(point.holds()).isTrue();
    }

    @Test
    void tanhHasItsCriticalLine() {
        check(Curves.tanh(), 0, 0, 1, 1e-9);
        check(Curves.tanh(), 0.0001, 0.0457090787, 1.0860262925, 1e-9);
        check(Curves.tanh(), 0.01, 0.2733009135, 1.4242052905, 1e-9);
        check(Curves.tanh(), 0.05, 0.5700478816, 1.7609546396, 1e-9);
        check(Curves.tanh(), 0.09, 0.7634747669, 1.9476546317, 1e-9);
        check(Curves.tanh(), 0.25, 1.3179389990, 2.4014892351, 1e-9);
        check(Curves.tanh(), 1, 3.0363963946, 3.4432109123, 1e-9);
    }

    @Test
    void otherBoundedFunctionsHaveTheirCriticalLines() {
        check(Curves.erf(), 0, 0, Math.PI / 4, 1e-9);
        check(Curves.erf(), 0.05, 0.5171768380, 1.3758390073, 1e-9);
        check(Curves.hardTanh(), 0, 0, 1, 1e-9);
        check(Curves.hardTanh(), 0.05, 0.4638639694, 1.1655446896, 1e-9);
    }

    @Test
    void theCriticalLineOfReluIsOnePoint() {
        check(Curves.relu(), 0, 0, 2, 1e-12);
        check(Curves.leaky(0.2), 0, 0, 2 / 1.04, 1e-12);
        assertThat(new CriticalLine(Curves.relu()).forBiasVariance(0.05))
                .isEqualTo(new CriticalPoint.None(
                        "σ_b² = 0.0500: the critical line of this activation is the single point σ_b² = 0"));
    }

    @Test
    void aCriticalPointIsAFixedPointWithChiOne() {
        CriticalPoint.Critical point = (CriticalPoint.Critical) new CriticalLine(Curves.elu()).forBiasVariance(0.1);
        SignalMap map = new SignalMap(Curves.elu(), point.sigmaW2(), point.sigmaB2());
        assertThat(map.next(point.q())).isCloseTo(point.q(), within(1e-12));
        assertThat(map.chi(point.q())).isCloseTo(1, within(1e-12));
    }

    @Test
    void theSigmoidHasACriticalPointThatIsNoPracticalOne() {
        CriticalPoint.Impractical answer =
                (CriticalPoint.Impractical) new CriticalLine(Curves.sigmoid()).forBiasVariance(0);
        assertThat(answer.point().q()).isCloseTo(45.62427780, within(1e-7));
        assertThat(answer.point().sigmaW2()).isCloseTo(103.00755386, within(1e-7));
        assertThat(Math.sqrt(answer.point().sigmaW2())).isCloseTo(10.14926371, within(1e-8));
        assertThat(answer.reason()).contains("σ_w² = 103").contains("no practical initialisation");
    }

    @Test
    void softplusHasNoCriticalPointAndSaysWhy() {
        for (double sigmaB2 : new double[] {0, 0.05, 1}) {
            CriticalPoint answer = new CriticalLine(Curves.softplus()).forBiasVariance(sigmaB2);
            assertThat(answer).isInstanceOf(CriticalPoint.None.class);
            assertThat(((CriticalPoint.None) answer).reason())
                    .contains("at every power q the bias variance would have to be negative (at best -1.92)");
        }
    }

    /// V = D = exp(2q), so σ_b² = q - 1 and χ_q = 2 all along the line.
    @Test
    void theCriticalLineOfTheExponentialHoldsNowhere() {
        CriticalLine line = new CriticalLine(Curves.exp());
        for (double sigmaB2 : new double[] {0, 0.05, 2}) {
            CriticalPoint.Critical point = (CriticalPoint.Critical) line.forBiasVariance(sigmaB2);
            assertThat(point.q()).isCloseTo(1 + sigmaB2, within(1e-9));
            assertThat(point.sigmaW2()).isCloseTo(Math.exp(-2 - 2 * sigmaB2), within(1e-9));
            assertThat(point.chiQ()).isCloseTo(2, within(1e-9));
            assertThat(point.holds()).isFalse();
        }
        assertThat(line.halfStable()).isInstanceOf(CriticalPoint.None.class);
        assertThat(((CriticalPoint.None) line.forBiasVariance(12)).reason())
                .contains("σ_b² = 12.0 is beyond the critical line");
    }

    @Test
    void geluSiluAndMishHaveHalfStablePoints() {
        checkHalfStable(Curves.gelu(), 0.1729223908, 3.5615528128, 1.9830582574);
        checkHalfStable(Curves.silu(), 0.5551431707, 14.3201736180, 1.9880046783);
        checkHalfStable(Curves.mish(), 0.0945217874, 1.6701691325, 2.0135240697);
        assertThat(new CriticalLine(Curves.tanh()).halfStable()).isInstanceOf(CriticalPoint.None.class);
    }

    private static void checkHalfStable(ScalarFunction f, double sigmaB2, double q, double sigmaW2) {
        CriticalPoint.Critical point = (CriticalPoint.Critical) new CriticalLine(f).halfStable();
        assertThat(point.sigmaB2()).isCloseTo(sigmaB2, within(1e-9));
        assertThat(point.q()).isCloseTo(q, within(1e-8));
        assertThat(point.sigmaW2()).isCloseTo(sigmaW2, within(1e-9));
        assertThat(point.holds()).isTrue();
    }

    @Test
    void geluBelowItsHalfStablePointDoesNotHold() {
        CriticalLine line = new CriticalLine(Curves.gelu());
        assertThat(((CriticalPoint.Critical) line.forBiasVariance(0)).holds()).isFalse();
        assertThat(((CriticalPoint.Critical) line.forBiasVariance(0.05)).holds())
                .isFalse();
        assertThat(((CriticalPoint.Critical) line.forBiasVariance(0.2)).holds()).isTrue();
    }

    @Test
    void aBiasVarianceIsNotNegative() {
        assertThatThrownBy(() -> new CriticalLine(Curves.tanh()).forBiasVariance(-0.1))
                .hasMessage("critical line: bias variance -0.1 is negative");
    }
}
