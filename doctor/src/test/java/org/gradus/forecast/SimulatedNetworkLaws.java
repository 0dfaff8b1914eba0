package org.gradus.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gradus.activation.Activation;
import org.gradus.activation.Exp;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.forecast.Block.Norm;
import org.gradus.forecast.Block.Weights;
import org.junit.jupiter.api.Test;

/// The forecast against fresh networks simulated in plain arrays, with fixed seeds.
///
/// The mean and the variance of the log gain agree within four standard errors of the simulation, plus the
/// stated part that small-noise theory leaves out at width 64; the band of ± 2 standard deviations holds 90
/// to 99 %.
class SimulatedNetworkLaws {

    private static final int WIDTH = 64;
    private static final int DEPTH = 8;
    private static final int NETWORKS = 200;

    private static void check(List<Block> network, double bias, double relativeVariance) {
        Forecast.Predicted forecast = (Forecast.Predicted) Stacks.forecast(Signal.standardized(), network);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_101);
        double[] logs = new double[NETWORKS];
        int inside = 0;
        for (int i = 0; i < NETWORKS; i++) {
            double[] signals = RandomNetwork.signals(network, Signal.standardized(), random);
            double ratio = signals[0] / signals[signals.length - 1];
            logs[i] = Math.log(ratio);
            inside += forecast.total().contains(Math.sqrt(ratio)) ? 1 : 0;
        }
        double mean = Arrays.stream(logs).average().orElseThrow();
        double variance = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum() / (NETWORKS - 1);
        LogGain total = forecast.total();
        assertThat(mean).isCloseTo(total.mean(), within(4 * Math.sqrt(variance / NETWORKS) + bias));
        double scatter = 4 * variance * Math.sqrt(2.0 / NETWORKS) + relativeVariance * variance;
        assertThat(variance).isCloseTo(total.variance(), within(scatter));
        assertThat(inside / (double) NETWORKS).as("inside the band").isBetween(0.90, 0.99);
    }

    private static List<Block> stack(Activation f, Weights weights) {
        return Stacks.plain(f, WIDTH, DEPTH, weights);
    }

    private static Weights weights(double sigmaW2) {
        return Weights.independent(sigmaW2 / WIDTH);
    }

    @Test
    void tanhStacks() {
        check(stack(new Tanh(), weights(1)), 0, 0);
        check(stack(new Tanh(), weights(1.761).withBias(0.05)), 0, 0);
    }

    @Test
    void reluStacks() {
        check(stack(new Relu(), weights(2)), 0, 0);
    }

    @Test
    void sigmoidStacks() {
        check(stack(new Sigmoid(), weights(1)), 0, 0);
    }

    @Test
    void exponentialsOfSmallWeights() {
        check(stack(new Exp(), weights(0.05)), 0.05, 0.1);
        check(stack(new Exp(), weights(0.1)), 0.2, 0.1);
    }

    @Test
    void constantBiases() {
        check(stack(new Tanh(), new Weights(1.0 / WIDTH, false, 0, 0.5)), 0, 0);
    }

    @Test
    void orthogonalWeightsScatterLess() {
        check(stack(new Tanh(), new Weights(1.0 / WIDTH, true, 0, 0)), 0, 0);
        check(stack(new Relu(), new Weights(2.0 / WIDTH, true, 0, 0)), 0, 0.1);
        check(stack(new Tanh(), new Weights(1.5 / WIDTH, true, 0.1, 0)), 0, 0);
    }

    @Test
    void layerNormalisation() {
        check(Stacks.normalized(new Tanh(), WIDTH, DEPTH, weights(1), Norm.LAYER, 1), 0, 0);
        check(Stacks.normalized(new Sigmoid(), WIDTH, DEPTH, weights(1), Norm.LAYER, 1), 0, 0);
        check(Stacks.normalized(new Relu(), WIDTH, DEPTH, weights(1), Norm.LAYER, 1), 0, 0);
    }

    @Test
    void dropout() {
        check(Stacks.normalized(new Relu(), WIDTH, DEPTH, weights(2), Norm.NONE, 0.8), 0, 0.1);
    }

    @Test
    void residualBlocks() {
        check(Stacks.residual(new Tanh(), WIDTH, DEPTH, weights(1), 1), 0.05, 0);
        check(Stacks.residual(new Tanh(), WIDTH, DEPTH, weights(1), 1 / Math.sqrt(DEPTH)), 0.05, 0);
    }
}
