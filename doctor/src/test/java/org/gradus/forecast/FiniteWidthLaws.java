package org.gradus.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gradus.activation.Activation;
import org.gradus.activation.Gelu;
import org.gradus.activation.HardTanh;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Selu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.forecast.Block.Weights;
import org.junit.jupiter.api.Test;

/// Mean and variance of the log gain at finite width: values computed once from the recursion, beside what
/// 200 to 300 simulated networks gave.
class FiniteWidthLaws {

    private static LogGain hidden(Activation f, int width, int depth, double sigmaW2, double sigmaB2) {
        return hidden(Signal.standardized(), f, width, depth, sigmaW2, sigmaB2);
    }

    private static LogGain hidden(Signal input, Activation f, int width, int depth, double sigmaW2, double sigmaB2) {
        Weights weights = Weights.independent(sigmaW2 / width).withBias(sigmaB2);
        return ((Forecast.Predicted) Stacks.forecast(input, Stacks.plain(f, width, depth, weights))).hidden();
    }

    private static void check(LogGain gain, double mean, double variance) {
        assertThat(gain.mean()).isCloseTo(mean, within(0.0006));
        assertThat(gain.variance()).isCloseTo(variance, within(0.0006));
    }

    @Test
    void reluHasFiveOverTheWidthPerLayer() {
        check(hidden(new Relu(), 128, 30, 2, 0), -0.566, 1.133);
        assertThat(hidden(new Relu(), 128, 30, 2, 0).variance()).isCloseTo(5 * 29 / 128.0, within(1e-10));
    }

    @Test
    void aLinearNetworkHasTwoOverTheWidthPerLayer() {
        check(hidden(new Identity(), 128, 30, 1, 0), -0.227, 0.453);
    }

    @Test
    void otherActivationsCarryForwardFluctuations() {
        check(hidden(new Tanh(), 128, 30, 1.761, 0.05), -1.236, 0.912);
        check(hidden(new Tanh(), 128, 30, 3, 0.05), 4.394, 1.232);
        check(hidden(new Tanh(), 128, 12, 1, 0.05), -4.120, 0.250);
        check(hidden(new Selu(), 128, 30, 1, 0), 1.539, 0.932);
        check(hidden(new HardTanh(), 128, 30, 1.1655446896, 0.05), -0.849, 0.680);
    }

    @Test
    void theSigmoidOnDarkImagesLosesTwelveUnitsInFourLayers() {
        Signal darkImages = Signal.of(0.1, 0);
        check(hidden(darkImages, new Sigmoid(), 100, 5, 1, 1), -12.691, 0.102);
    }

    @Test
    void deepGeluWithHeWeightsIsNotPredictable() {
        Weights he = Weights.independent(2.0 / 256);
        Forecast.Predicted forecast =
                (Forecast.Predicted) Stacks.forecast(Signal.standardized(), Stacks.plain(new Gelu(), 256, 30, he));
        assertThat(forecast.hidden().variance()).isCloseTo(7.2, within(0.05));
        assertThat(forecast.predictable()).isFalse();
        assertThat(forecast.sentence()).endsWith("only the distribution over networks is known.");
    }

    @Test
    void wideNetworksScatterLess() {
        double narrow = hidden(new Tanh(), 32, 10, 1.5, 0).variance();
        double wide = hidden(new Tanh(), 320, 10, 1.5, 0).variance();
        assertThat(wide).isCloseTo(narrow / 10, within(1e-10));
    }
}
