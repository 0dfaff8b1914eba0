package org.gradus.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.forecast.Block.Weights;
import org.junit.jupiter.api.Test;

/// The forecast against numbers that others have measured and printed.
class PublishedForecastLaws {

    private static Forecast.Predicted forecast(double inputSd, List<Block> network) {
        return (Forecast.Predicted) Stacks.forecast(Signal.of(inputSd * inputSd, 0), network);
    }

    private static void checkSd(Forecast.Predicted forecast, double tolerance, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(forecast.layers().get(i).sd()).as("layer %d", i + 1).isCloseTo(expected[i], within(tolerance));
        }
    }

    private static void checkMeasured(Forecast.Predicted forecast, double relative, double... measured) {
        for (int i = 0; i < measured.length; i++) {
            double ratio = forecast.layers().get(i).sd() / measured[i];
            assertThat(ratio).as("layer %d", i + 1).isCloseTo(1, within(relative));
        }
    }

    /// CS231n 2017, lecture 6: ten layers of 500, tanh, weights 0.01 · randn, input deviation
    /// 0.998388.
    @Test
    void tanhWithSmallWeightsCollapsesAsInTheLecture() {
        Forecast.Predicted forecast = forecast(0.998388, Stacks.plain(new Tanh(), 500, 10, Weights.independent(1e-4)));
        checkSd(forecast, 1e-6, 0.213232, 0.047572, 0.010636, 0.002378, 0.000532, 0.000119);
        checkMeasured(forecast, 0.01, 0.213081, 0.047551, 0.010630, 0.002378, 0.000532, 0.000119);
    }

    /// The same lecture: ReLU with He weights, input deviation 0.999444.
    @Test
    void reluWithHeWeightsKeepsItsScaleAsInTheLecture() {
        Forecast.Predicted forecast =
                forecast(0.999444, Stacks.plain(new Relu(), 500, 10, Weights.independent(2.0 / 500)));
        checkSd(forecast, 1e-6, 0.825186, 0.825186, 0.825186);
        checkMeasured(forecast, 0.05, 0.825232, 0.827835, 0.813855, 0.826902, 0.834092, 0.860035);
        double[] means = {0.562488, 0.553614, 0.545867, 0.565396, 0.547678, 0.587103};
        for (int i = 0; i < means.length; i++) {
            assertThat(forecast.layers().get(i).mean()).isCloseTo(0.563876, within(1e-6));
            assertThat(means[i] / forecast.layers().get(i).mean()).isCloseTo(1, within(0.05));
        }
    }

    /// The same lecture: tanh and ReLU with Xavier weights.
    @Test
    void xavierWeightsShrinkSlowlyAsInTheLecture() {
        Forecast.Predicted tanh = forecast(1.001, Stacks.plain(new Tanh(), 500, 10, Weights.independent(1.0 / 500)));
        checkSd(tanh, 2e-6, 0.628218, 0.486405, 0.408323, 0.357698, 0.321666);
        checkSd(tanh, 1e-4, 0.628218, 0.486405, 0.408323, 0.357698, 0.321666, 0.294424, 0.272938, 0.255452);
        checkMeasured(tanh, 0.01, 0.627953, 0.486051, 0.407723, 0.357108, 0.320917, 0.292116, 0.273387, 0.254935);
        Forecast.Predicted relu = forecast(0.999444, Stacks.plain(new Relu(), 500, 4, Weights.independent(1.0 / 500)));
        checkSd(relu, 1e-6, 0.583495, 0.412593, 0.291747, 0.206297);
    }

    /// Nielsen, *Neural Networks and Deep Learning*, chapter 5: sigmoid layers of 30, W ~ N(0,
    /// 1/n), b ~ N(0, 1).
    @Test
    void nielsensRatiosLieInTheBand() {
        Weights weights = Weights.independent(1.0 / 30).withBias(1);
        Forecast.Predicted forecast = forecast(1, Stacks.plain(new Sigmoid(), 30, 4, weights));
        LogGain gain = forecast.layers().get(1).gain().orElseThrow();
        double chi = Math.exp(gain.mean() + gain.variance() / 2);
        assertThat(Math.sqrt(chi)).isCloseTo(0.205, within(0.0005));
        assertThat(Math.sqrt(chi) * Math.exp(-gain.sd() / 2)).isCloseTo(0.177, within(0.001));
        assertThat(Math.sqrt(chi) * Math.exp(gain.sd() / 2)).isCloseTo(0.237, within(0.001));
        for (double measured : new double[] {0.226, 0.200, 0.212, 0.176, 0.243, 0.246}) {
            assertThat(gain.contains(measured)).as("ratio %s", measured).isTrue();
        }
    }

    /// Glorot and Bengio 2010: back-propagated variance falls by 3 per layer with their
    /// "standard" weights.
    @Test
    void standardWeightsLoseAFactorOfThreeInVariancePerLayer() {
        Weights standard = Weights.independent(1.0 / (3 * 1000));
        Forecast.Predicted forecast = forecast(0.01, Stacks.plain(new Tanh(), 1000, 5, standard));
        double perLayer = Math.exp(forecast.perLayer().mean());
        assertThat(perLayer).isCloseTo(1 / 3.0, within(0.003));
    }

    /// The same with their "normalised" weights: what is left to fall is the slope of tanh.
    @Test
    void normalizedWeightsLoseTheSlopeAlone() {
        Forecast.Predicted forecast = forecast(1, Stacks.plain(new Tanh(), 1000, 5, Weights.independent(1.0 / 1000)));
        double slopes = 1;
        for (LayerForecast layer : forecast.layers().subList(0, 4)) slopes *= layer.slope() * layer.slope();
        assertThat(Math.exp(forecast.hidden().mean()) / slopes).isCloseTo(1, within(0.1));
    }

    /// CS231n again, tanh with weights of deviation 1: every unit saturates, at an rms of 0.982
    /// and with a mean square slope of 0.0238.
    @Test
    void tanhWithLargeWeightsSaturatesAsInTheLecture() {
        Forecast.Predicted forecast = forecast(1, Stacks.plain(new Tanh(), 500, 10, Weights.independent(1)));
        for (LayerForecast layer : forecast.layers().subList(1, 10)) {
            assertThat(layer.sd() / 0.982).isCloseTo(1, within(0.02));
            assertThat(layer.slope() * layer.slope() / 0.0238).isCloseTo(1, within(0.02));
        }
    }
}
