package org.gradus.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Fixed points, depth scales and layer counts against values computed once in 25-digit arithmetic.
class SignalMapLaws {

    private static final double NINE_DIGITS = 1e-8;

    private static FixedPoint.Settled settled(ScalarFunction f, double sigmaW, double sigmaB) {
        SignalMap map = new SignalMap(f, sigmaW * sigmaW, sigmaB * sigmaB);
        return (FixedPoint.Settled) map.fixedPoint(map.first(1));
    }

    private static void check(
            ScalarFunction f, double sigmaW, double sigmaB, double q, double chi1, double chiQ, double xiQ) {
        FixedPoint.Settled point = settled(f, sigmaW, sigmaB);
        assertThat(point.q()).isCloseTo(q, within(NINE_DIGITS));
        assertThat(point.chi1()).isCloseTo(chi1, within(NINE_DIGITS));
        assertThat(point.chiQ()).isCloseTo(chiQ, within(NINE_DIGITS));
        assertThat(point.xiQ()).isCloseTo(xiQ, within(1e-6));
        assertThat(point.xiGradient()).isCloseTo(1 / Math.abs(Math.log(chi1)), within(1e-4 / Math.abs(chi1 - 1)));
    }

    private static void checkOrdered(
            ScalarFunction f,
            double sigmaW,
            double sigmaB,
            double q,
            double chi1,
            double chiQ,
            double xiQ,
            double xiC) {
        check(f, sigmaW, sigmaB, q, chi1, chiQ, xiQ);
        FixedPoint.Correlation correlation = new SignalMap(f, sigmaW * sigmaW, sigmaB * sigmaB).correlationPoint(q);
        assertThat(correlation.c()).isEqualTo(1);
        assertThat(correlation.xiC()).isCloseTo(xiC, within(1e-5 * xiC));
    }

    @Test
    void chaoticFixedPointsHaveTheirValues() {
        check(Curves.tanh(), 1.3, 0, 0.40898323, 1.06436917, 0.63107396, 2.172344);
        check(Curves.tanh(), 1.5, 0, 0.79335404, 1.13932322, 0.50467776, 1.462341);
        check(Curves.tanh(), 2, 0, 2.12147357, 1.36267334, 0.33096715, 0.904375);
        check(Curves.tanh(), 4, 0, 12.50060101, 2.37680158, 0.13160677, 0.493112);
        check(Curves.selu(), 1, 0, 1, 1.07157499, 0.78264788, 4.080427);
        FixedPoint.Settled erf = settled(Curves.erf(), 1.5, 0);
        assertThat(erf.q()).isCloseTo(1.07675213, within(NINE_DIGITS));
        assertThat(erf.chi1()).isCloseTo(1.24356287, within(NINE_DIGITS));
    }

    @Test
    void orderedFixedPointsHaveTheirValues() {
        checkOrdered(Curves.tanh(), 1, 0.3, 0.27629919, 0.70025815, 0.47337283, 1.337127, 2.80657455);
        checkOrdered(Curves.tanh(), 0.9, 0.3, 0.21652463, 0.60037125, 0.43416303, 1.198559, 1.95998857);
        checkOrdered(Curves.sigmoid(), 1, 0, 0.26468688, 0.05572071, 0.04950556, 0.332704, 0.34633193);
        checkOrdered(Curves.sigmoid(), 1, 1, 1.30213404, 0.04195973, 0.02694622, 0.276708, 0.31535347);
        checkOrdered(Curves.sigmoid(), 4, 0, 5.85540356, 0.39887901, 0.12433880, 0.479675, 1.08802426);
        checkOrdered(Curves.hardTanh(), 1, 0.5, 0.68966323, 0.77146933, 0.30613863, 0.844796, 3.85418298);
        checkOrdered(Curves.softplus(), 1, 0, 0.85630516, 0.28872185, 0.45051654, 1.254138, 0.80496404);
        checkOrdered(Curves.elu(), 1.2, 0.2, 0.80919178, 0.98153851, 0.84559461, 5.962488, 53.665250);
        checkOrdered(Curves.gelu(), 1, 0.5, 0.39220691, 0.38876873, 0.42960942, 1.183602, 1.05845796);
        checkOrdered(Curves.silu(), 1.2, 0.5, 0.45469763, 0.47416735, 0.51720056, 1.516704, 1.34013236);
        checkOrdered(Curves.relu(), 1, 0.3, 0.18, 0.5, 0.5, 1.442695, 1.442695);
    }

    @Test
    void theChaoticPhaseHasAStableCorrelationBelowOne() {
        FixedPoint.Settled point = settled(Curves.tanh(), 2, 0.3);
        FixedPoint.Correlation correlation = new SignalMap(Curves.tanh(), 4, 0.09).correlationPoint(point.q());
        assertThat(correlation.c()).isCloseTo(0.263894780, within(1e-9));
        assertThat(correlation.xiC()).isCloseTo(6.648264, within(1e-6));
        FixedPoint.Settled odd = settled(Curves.tanh(), 2, 0);
        assertThat(new SignalMap(Curves.tanh(), 4, 0).correlationPoint(odd.q()).c())
                .isZero();
    }

    @Test
    void aSignalMayDieOutKeepOrGrowWithoutBound() {
        assertThat(settled(Curves.relu(), 1, 0).q()).isZero();
        assertThat(settled(Curves.tanh(), 1, 0).q()).isZero();
        assertThat(settled(Curves.relu(), Math.sqrt(2), 0).q()).isCloseTo(2, within(1e-12));
        assertThat(settled(Curves.gelu(), Math.sqrt(2), 0).chi1()).isCloseTo(0.5, within(1e-9));
        SignalMap growing = new SignalMap(Curves.relu(), 2.2, 0);
        assertThat(growing.fixedPoint(1)).isInstanceOf(FixedPoint.Unbounded.class);
    }

    /// q = σ_w² exp(2q) has two roots below σ_w² = 1 / (2e), of which the lower is stable, and none above.
    @Test
    void theExponentialSettlesOnlyWithSmallWeightsAndSmallSignals() {
        SignalMap small = new SignalMap(Curves.exp(), 0.15, 0);
        FixedPoint.Settled point = (FixedPoint.Settled) small.fixedPoint(0.01);
        assertThat(point.q())
                .isCloseTo(0.15 * Math.exp(2 * point.q()), within(1e-12))
                .isLessThan(0.5);
        assertThat(point.chiQ()).isCloseTo(2 * point.q(), within(1e-9));
        for (double start : new double[] {1.5, 9, 12, 1e5}) {
            assertThat(small.fixedPoint(start)).as("from %s", start).isInstanceOf(FixedPoint.Unbounded.class);
        }
        assertThat(new SignalMap(Curves.exp(), 0.2, 0).fixedPoint(0.01)).isInstanceOf(FixedPoint.Unbounded.class);
    }

    @Test
    void reluAtCriticalityLosesAnglesOnlyAlgebraically() {
        SignalMap map = new SignalMap(Curves.relu(), 2, 0);
        double[] first = {0.318, 0.494, 0.605};
        double c = 0;
        for (int layer = 1; layer <= 20; layer++) {
            c = map.nextCorrelation(2, c);
            if (layer <= first.length) {
                assertThat(c).isCloseTo(first[layer - 1], within(5e-4));
            }
        }
        assertThat(c).isCloseTo(0.948, within(5e-4));
    }

    @Test
    void layersUntilTheGradientHasChangedAThousandfold() {
        checkRow(Curves.sigmoid(), 4, 5, 6);
        checkRow(Curves.tanh(), 13, 0, -147);
        checkRow(Curves.softsign(), 11, 783, -399);
        checkRow(Curves.hardTanh(), 13, 0, -49);
        checkRow(Curves.relu(), 8, 20, 0);
        checkRow(Curves.elu(), 12, 0, -284);
        checkRow(Curves.selu(), 33, -200, -79);
        checkRow(Curves.gelu(), 6, 12, 32);
        checkRow(Curves.silu(), 6, 11, 25);
        checkRow(Curves.mish(), 7, 15, 61);
        checkRow(Curves.softplus(), 6, 12, 66);
    }

    private static void checkRow(ScalarFunction f, int third, int one, int two) {
        assertThat(new int[] {layers(f, 1.0 / 3), layers(f, 1), layers(f, 2)})
                .as("σ_w² = 1/3, 1, 2 (positive: vanishes, negative: explodes, 0: neither)")
                .containsExactly(third, one, two);
    }

    private static int layers(ScalarFunction f, double sigmaW2) {
        SignalMap map = new SignalMap(f, sigmaW2, 0);
        double q = map.first(1);
        double log = 0;
        for (int layer = 1; layer <= 2000; layer++) {
            log += Math.log(map.chi(q)) / 2;
            if (Math.abs(log) >= Math.log(1000)) {
                return log < 0 ? layer : -layer;
            }
            q = map.next(q);
        }
        return 0;
    }

    @Test
    void variancesMustMakeSense() {
        assertThatThrownBy(() -> new SignalMap(Curves.relu(), 0, 0)).hasMessageContaining("σ_w² > 0");
        assertThatThrownBy(() -> new SignalMap(Curves.relu(), 1, -1)).hasMessageContaining("σ_b² -1.0");
    }
}
