package org.gradus.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Selu;
import org.gradus.activation.Sigmoid;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.LayerForecast;
import org.gradus.forecast.LogGain;
import org.gradus.init.LecunNormal;
import org.gradus.init.Normal;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.RmsNorm;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The forecast against real networks, drawn, planned and run as a training does.
class CoverageLaws {
    private static final int SMALL = 60;
    private static final int NARROW = 48;
    private static final int SHALLOW = 12;

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_101);
    }

    /// A small sample of narrow and shallow networks: the share inside lies within three standard
    /// errors of 95 %, and would not if the band were a third as wide. `gradus forecast
    /// --coverage=500` is the whole trial; docs/forecast.md has its figures.
    @Test
    void theBandHoldsNineteenOfTwentyRandomNetworks() {
        Coverage coverage = Coverage.measure(SMALL, 7, NARROW, SHALLOW, _ -> {});
        Coverage.Tally all = coverage.predictable();
        assertThat(coverage.left()).isLessThan(SMALL / 10);
        assertThat(all.trials()).isGreaterThan(SMALL * 3 / 4);
        assertThat(all.share()).as("%d of %d", all.inside(), all.trials()).isBetween(0.95 - 3 * all.error(), 1.0);
        List<Coverage.Trial> narrowed = coverage.trials().stream()
                .map(t -> new Coverage.Trial(
                        t.family(),
                        new LogGain(t.forecast().mean(), t.forecast().variance() / 9),
                        t.measured()))
                .toList();
        assertThat(new Coverage(narrowed, 0).all().share()).isLessThan(0.95 - 3 * all.error());
    }

    private static Tensor normal(int samples, int features, double sd) {
        RandomGenerator random = random();
        double[] x = random.doubles((long) samples * features)
                .map(_ -> sd * random.nextGaussian())
                .toArray();
        return Tensor.generate(Shape.of(samples, features), i -> x[i]);
    }

    private static List<Layer> normalized(Layer norm, Activation phi, int width, int depth) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            layers.addAll(List.of(Dense.of(width, new Identity(), new LecunNormal()), norm, new Activate(phi)));
        }
        layers.add(Dense.of(10));
        return layers;
    }

    /// `(‖δ_l‖² / ‖δ_l+1‖²)`, the mean over middle layers and networks of its logarithm, over all samples.
    private static double perLayer(List<Layer> model, Tensor inputs, int networks) {
        double sum = 0;
        for (int seed = 1; seed <= networks; seed++) {
            List<double[]> squares =
                    FreshNetwork.measure(model, inputs, seed, 1).squares();
            int last = squares.size() - 2;
            sum += Math.log(total(squares.get(1)) / total(squares.get(last))) / (last - 1);
        }
        return Math.exp(sum / networks);
    }

    private static double total(double[] squares) {
        return IntStream.range(0, squares.length).mapToDouble(i -> squares[i]).sum();
    }

    private static double expected(List<Layer> model, Tensor inputs) {
        Forecast.Predicted p =
                (Forecast.Predicted) Forecast.of(model, inputs, inputs.shape().dim(0));
        LogGain gain = p.layers().get(p.asked() / 2).gain().orElseThrow();
        return Math.exp(gain.mean() + gain.variance() / 2);
    }

    /// Yang et al. 2019, at 32 samples: the squared gradient grows by 1.521953 in each layer of ReLU behind batch
    /// normalisation, in a wide network.
    @Test
    void batchNormalisationWithReluGrowsAsPublished() {
        List<Layer> wide = normalized(BatchNorm.standard(), new Relu(), 1000, 5);
        Tensor inputs = normal(32, 256, 1);
        assertThat(expected(wide, inputs) / 1.521953).isCloseTo(1, within(0.03));
        assertThat(perLayer(wide, inputs, 1) / 1.521953).isCloseTo(1, within(0.05));
    }

    /// Eight layers of a sigmoid: layer normalisation loses 0.153 of the squared gradient a layer, batch
    /// normalisation keeps 1.034 and what small batches add.
    @Test
    void batchNormalisationCuresTheSigmoidAndLayerNormalisationDoesNot() {
        Tensor inputs = normal(64, 64, 1);
        List<Layer> layer = normalized(new LayerNorm(1e-5), new Sigmoid(), 256, 8);
        List<Layer> batch = normalized(BatchNorm.standard(), new Sigmoid(), 256, 8);
        assertThat(expected(layer, inputs) / 0.152827).isCloseTo(1, within(0.1));
        assertThat(expected(batch, inputs) / 1.033592).isCloseTo(1, within(0.1));
        assertThat(perLayer(layer, inputs, 3) / 0.152827).isCloseTo(1, within(0.1));
        assertThat(perLayer(batch, inputs, 3) / 1.033592).isCloseTo(1, within(0.1));
    }

    /// The same stack with RMS normalisation, which the forecast takes for layer normalisation: in a wide network
    /// the mean that it leaves is near 0.
    @Test
    void rmsNormalisationIsForecastAsLayerNormalisation() {
        Tensor inputs = normal(64, 64, 1);
        List<Layer> rms = normalized(RmsNorm.of(), new Sigmoid(), 256, 8);
        assertThat(expected(rms, inputs) / 0.152827).isCloseTo(1, within(0.1));
        assertThat(perLayer(rms, inputs, 3) / 0.152827).isCloseTo(1, within(0.1));
    }

    /// Nielsen's chapter 5: sigmoid layers of 30 with biases of variance 1 pass on 0.205 of the gradient.
    @Test
    void nielsensNetworksAreMeasuredAsHeDid() {
        List<Layer> model = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            model.add(new Dense(30, new Sigmoid(), new LecunNormal(), true, Optional.of(new Normal(1))));
        }
        model.add(Dense.of(10));
        assertThat(Math.sqrt(perLayer(model, normal(32, 784, 0.32), 20))).isCloseTo(0.205, within(0.02));
    }

    /// Klambauer et al. 2017: SELU holds its activations at variance 1, and its squared gradient grows by
    /// 1.0716 a layer, 3.5 % in norm.
    @Test
    void seluHoldsItsActivationsAndGrowsItsGradient() {
        List<Layer> model = new ArrayList<>();
        for (int i = 0; i < 32; i++) model.add(Dense.of(512, new Selu(), new LecunNormal()));
        model.add(Dense.of(10));
        Tensor inputs = normal(32, 512, 1);
        Forecast.Predicted p = (Forecast.Predicted) Forecast.of(model, inputs, 32);
        for (LayerForecast layer : p.layers().subList(0, 32)) {
            assertThat(layer.sd()).isCloseTo(1, within(0.05));
            assertThat(layer.mean()).isCloseTo(0, within(0.05));
        }
        assertThat(expected(model, inputs)).isCloseTo(1.0716, within(0.01));
        assertThat(perLayer(model, inputs, 1)).isCloseTo(1.0716, within(0.1));
    }
}
