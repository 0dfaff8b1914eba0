package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A circle inside a circle, the smallest task that no line can solve; scikit-learn's
/// `make_circles`.
///
/// Half of the samples lie on the outer circle (radius 1, class 0), half on the inner (radius
/// `factor`, class 1; it has the odd one), evenly spaced by angle from 0 on. Then each coordinate
/// gets Gaussian noise, and the split shuffles.
///
/// @param samples how many in all, at least 2
/// @param noise the standard deviation of the noise on each coordinate
/// @param factor the radius of the inner circle, at least 0 and below 1
/// @param seed fixes the numbers drawn
/// @param split the part of the samples that is for training; with 1 nothing is held out
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Circles(
        @Default("1000") int samples,
        @Default("0.1") double noise,
        @Default("0.5") double factor,
        @Default("1") long seed,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    public Circles {
        Setting.atLeast(2, "samples", samples);
        Setting.notNegative("noise", noise);
        Setting.share("factor", factor);
        Setting.part("split", split);
    }

    public static List<Source> examples() {
        return List.of(new Circles(200, 0.1, 0.5, 1, 0.8, 1, false, Scale.FALSE));
    }

    @Override
    public boolean curved() {
        return true;
    }

    @Override
    public Dataset load(Path folder) {
        Draws draws = new Draws(seed);
        int outer = samples / 2;
        Tensor inputs = Tensor.generate(Shape.of(samples, 2), i -> on(i / 2, outer, i % 2) + noise * draws.noise(i));
        Tensor classes = Tensor.generateInts(Shape.of(samples), row -> row < outer ? 0 : 1);
        return new Preparation(split, splitSeed, standardize, scale)
                .of(new Table("circles", inputs, classes, new Task.Classification(2)));
    }

    /// One coordinate of a sample without noise.
    private double on(int row, int outer, int axis) {
        double radius = row < outer ? 1 : factor;
        double turn = row < outer ? (double) row / outer : (double) (row - outer) / (samples - outer);
        double angle = 2 * Math.PI * turn;
        return radius * (axis == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
    }
}
