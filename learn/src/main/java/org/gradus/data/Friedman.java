package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A curved law under noise, of which five inputs matter and all others do not: y = 10 sin(π x1
/// x2) + 20 (x3 - 1/2)² + 10 x4 + 5 x5 + noise · ε, with inputs uniform in [0, 1) and standard
/// normal ε (Friedman, "Multivariate adaptive regression splines", Annals of Statistics 19, 1991;
/// scikit-learn's `make_friedman1`).
///
/// Without noise, the variance of y is about 23.8; noise² is the mean squared error that no
/// predictor can beat.
///
/// @param samples how many in all, at least 2
/// @param features how many inputs, at least 5
/// @param noise the standard deviation of the noise
/// @param seed fixes the numbers drawn
/// @param split the part of the samples that is for training
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], each column or all alike
public record Friedman(
        @Default("1000") int samples,
        @Default("10") int features,
        @Default("1") double noise,
        @Default("1") long seed,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    /// The variance of the law itself.
    public static final double VARIANCE = 23.8;

    private static final int INFORMATIVE = 5;

    public Friedman {
        Setting.atLeast(2, "samples", samples);
        Setting.atLeast(INFORMATIVE, "features", features);
        Setting.notNegative("noise", noise);
        Setting.part("split", split);
    }

    public static List<Source> examples() {
        return List.of(new Friedman(200, 6, 1, 1, 0.8, 1, false, Scale.FALSE));
    }

    @Override
    public Dataset load(Path folder) {
        Draws draws = new Draws(seed);
        Tensor inputs = Tensor.generate(Shape.of(samples, features), draws::place);
        Tensor targets = Tensor.generate(Shape.of(samples, 1), i -> law(inputs, i * features) + noise * draws.noise(i));
        return new Preparation(split, splitSeed, standardize, scale)
                .of(new Table("friedman", inputs, targets, new Task.Regression(1)));
    }

    /// @param at where the sample's inputs begin
    private static double law(Tensor x, int at) {
        double bowl = x.get(at + 2) - 0.5;
        return 10 * Math.sin(Math.PI * x.get(at) * x.get(at + 1))
                + 20 * bowl * bowl
                + 10 * x.get(at + 3)
                + 5 * x.get(at + 4);
    }
}
