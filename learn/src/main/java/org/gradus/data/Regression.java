package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A linear law under noise: y = x · w + noise · ε, with standard normal inputs x and noise ε;
/// scikit-learn's `make_regression` with all features informative, on another scale.
///
/// Each output's weights w are a random direction of length 1. So an output's variance is 1 +
/// noise², and noise² is the mean squared error that no predictor can beat.
///
/// @param samples how many in all, at least 2
/// @param features how many inputs, at least 1
/// @param outputs how many quantities to tell, at least 1
/// @param noise the standard deviation of the noise on each output
/// @param seed fixes the numbers drawn
/// @param split the part of the samples that is for training; with 1 nothing is held out
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Regression(
        @Default("1000") int samples,
        @Default("5") int features,
        @Default("1") int outputs,
        @Default("0.1") double noise,
        @Default("1") long seed,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    public Regression {
        Setting.atLeast(2, "samples", samples);
        Setting.atLeast(1, "features", features);
        Setting.atLeast(1, "outputs", outputs);
        Setting.notNegative("noise", noise);
        Setting.part("split", split);
    }

    public static List<Source> examples() {
        return List.of(new Regression(200, 5, 2, 0.1, 1, 0.8, 1, false, Scale.FALSE));
    }

    @Override
    public Dataset load(Path folder) {
        Draws draws = new Draws(seed);
        Tensor inputs = Tensor.generate(Shape.of(samples, features), draws::input);
        Tensor weights = weights(draws);
        Tensor targets = Tensor.generate(Shape.of(samples, outputs), i -> {
            double y = noise * draws.noise(i);
            for (int j = 0; j < features; j++) {
                y += inputs.get(i / outputs * features + j) * weights.get(i % outputs * features + j);
            }
            return y;
        });
        return new Preparation(split, splitSeed, standardize, scale)
                .of(new Table("regression", inputs, targets, new Task.Regression(outputs)));
    }

    /// `[outputs, features]`, each row of length 1.
    private Tensor weights(Draws draws) {
        Tensor raw = Tensor.generate(Shape.of(outputs, features), draws::weight);
        double[] squares = new double[outputs];
        for (int i = 0; i < raw.size(); i++) squares[i / features] += raw.get(i) * raw.get(i);
        return Tensor.generate(raw.shape(), i -> raw.get(i) / Math.sqrt(squares[i / features]));
    }
}
