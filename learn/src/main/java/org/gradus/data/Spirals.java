package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Spirals wound into each other, one a class; the two-spirals task of Lang and Witbrock
/// ("Learning to tell two spirals apart", 1988) with any number of arms.
///
/// Arm k of K is r = t, angle = 2π (turns · t + k / K), with its samples evenly spaced in t, from
/// near 0 to 1. Then each coordinate gets Gaussian noise.
///
/// @param samples how many in all, at least one a class
/// @param classes how many arms, at least 2
/// @param turns how often an arm winds around the centre
/// @param noise the standard deviation of the noise on each coordinate
/// @param seed fixes the numbers drawn
/// @param split the part of the samples that is for training; with 1 nothing is held out
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Spirals(
        @Default("1000") int samples,
        @Default("2") int classes,
        @Default("1.5") double turns,
        @Default("0.02") double noise,
        @Default("1") long seed,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    public Spirals {
        Setting.atLeast(2, "classes", classes);
        Setting.atLeast(classes, "samples", samples);
        Setting.notNegative("turns", turns);
        Setting.notNegative("noise", noise);
        Setting.part("split", split);
    }

    public static List<Source> examples() {
        return List.of(new Spirals(200, 2, 1.5, 0.02, 1, 0.8, 1, false, Scale.FALSE));
    }

    @Override
    public boolean curved() {
        return true;
    }

    @Override
    public Dataset load(Path folder) {
        Draws draws = new Draws(seed);
        Tensor inputs = Tensor.generate(Shape.of(samples, 2), i -> on(i / 2, i % 2) + noise * draws.noise(i));
        Tensor arms = Tensor.generateInts(Shape.of(samples), row -> row % classes);
        return new Preparation(split, splitSeed, standardize, scale)
                .of(new Table("spirals", inputs, arms, new Task.Classification(classes)));
    }

    /// One coordinate of a sample without noise.
    private double on(int row, int axis) {
        int arm = row % classes;
        int place = row / classes + 1;
        int onArm = (samples - arm + classes - 1) / classes;
        double t = (double) place / onArm;
        double angle = 2 * Math.PI * (turns * t + (double) arm / classes);
        return t * (axis == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
    }
}
