package org.gradus.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.Forecaster;
import org.gradus.forecast.LogGain;

/// How often the forecast's band of ± 2 standard deviations holds what is measured: on
/// architectures drawn at random, one fresh network each, one sample with a random error signal,
/// from the last dense layer to the first.
///
/// @param trials what was forecast and measured, in the order drawn
/// @param left how many draws had no forecast, and so count nowhere
public record Coverage(List<Trial> trials, int left) {

    private static final String GENERATOR = "L64X128MixRandom";

    /// One architecture.
    ///
    /// @param family the kind of stack
    /// @param forecast `ln(‖δ₁‖² / ‖δ_L‖²)` as forecast
    /// @param measured the same of one sample in one fresh network
    public record Trial(String family, LogGain forecast, double measured) {
        /// Whether the measurement lies in the band.
        public boolean inside() {
            return Math.abs(measured - forecast.mean()) <= LogGain.BAND * forecast.sd();
        }

        /// Whether one network's gain is forecast at all, and not only its distribution.
        public boolean predictable() {
            return forecast.variance() <= Forecast.Predicted.LARGEST_VARIANCE;
        }
    }

    /// Some trials counted.
    ///
    /// @param name what they have in common
    /// @param trials how many
    /// @param inside how many lie in the band
    public record Tally(String name, int trials, int inside) {
        static Tally of(String name, List<Trial> trials) {
            return new Tally(name, trials.size(), (int)
                    trials.stream().filter(Trial::inside).count());
        }

        /// The share inside, NaN of none.
        public double share() {
            return (double) inside / trials;
        }

        /// The standard error of a share of 95 %.
        public double error() {
            return Math.sqrt(0.95 * 0.05 / trials);
        }
    }

    /// @param trials what was forecast and measured
    /// @param left draws without a forecast
    public Coverage {
        trials = List.copyOf(trials);
    }

    /// Draws, forecasts and measures.
    ///
    /// @param networks how many architectures to draw
    /// @param seed fixes all of them
    /// @param progress told how many are done
    public static Coverage measure(int networks, long seed, IntConsumer progress) {
        return measure(networks, seed, RandomStack.WIDEST, RandomStack.DEEPEST, progress);
    }

    static Coverage measure(int networks, long seed, int widest, int deepest, IntConsumer progress) {
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i <= networks; i++) {
            RandomStack stack = RandomStack.draw(random, widest, deepest);
            new Forecaster(stack.inputs(), stack.batch())
                    .total(stack.model())
                    .ifPresent(forecast -> trials.add(trial(stack, forecast)));
            progress.accept(i);
        }
        return new Coverage(trials, networks - trials.size());
    }

    private static Trial trial(RandomStack stack, LogGain forecast) {
        int[] batch = IntStream.range(0, stack.batch()).toArray();
        // errors of a size that leaves the middle of the network at about 1
        double scale = Math.exp(-forecast.mean() / 4);
        FreshNetwork network =
                FreshNetwork.measure(stack.model(), stack.inputs().rows(batch), stack.seed(), scale);
        return new Trial(stack.family().toString(), forecast, network.total(0));
    }

    /// All trials.
    public Tally all() {
        return Tally.of("all", trials);
    }

    /// Those whose gain can be forecast.
    public Tally predictable() {
        return Tally.of(
                "predictable", trials.stream().filter(Trial::predictable).toList());
    }

    /// Every family, with those only whose gain can be forecast.
    public List<Tally> families() {
        return trials.stream()
                .map(Trial::family)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .map(f -> Tally.of(
                        f,
                        trials.stream()
                                .filter(t -> t.predictable() && t.family().equals(f))
                                .toList()))
                .toList();
    }
}
