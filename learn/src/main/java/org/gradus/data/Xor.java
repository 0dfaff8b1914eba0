package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The exclusive or, the task that a network without hidden layer cannot learn (Minsky and
/// Papert, *Perceptrons*, 1969).
///
/// Samples lie at the corners (±1, ±1), in turn, with Gaussian noise on each coordinate. Class 1
/// are the corners whose coordinates differ in sign.
///
/// @param samples how many in all, at least 4
/// @param noise the standard deviation of the noise on each coordinate
/// @param seed fixes the numbers drawn
/// @param split the part of the samples that is for training; with 1 nothing is held out
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Xor(
        @Default("1000") int samples,
        @Default("0.2") double noise,
        @Default("1") long seed,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    public Xor {
        Setting.atLeast(4, "samples", samples);
        Setting.notNegative("noise", noise);
        Setting.part("split", split);
    }

    public static List<Source> examples() {
        return List.of(new Xor(200, 0.2, 1, 0.8, 1, false, Scale.FALSE));
    }

    @Override
    public boolean curved() {
        return true;
    }

    @Override
    public Dataset load(Path folder) {
        Draws draws = new Draws(seed);
        Tensor inputs = Tensor.generate(Shape.of(samples, 2), i -> 2 * bit(i / 2, i % 2) - 1 + noise * draws.noise(i));
        Tensor classes = Tensor.generateInts(Shape.of(samples), row -> bit(row, 0) ^ bit(row, 1));
        return new Preparation(split, splitSeed, standardize, scale)
                .of(new Table("xor", inputs, classes, new Task.Classification(2)));
    }

    /// Whether a sample's corner is at +1 along an axis, as 0 or 1.
    private static int bit(int row, int axis) {
        return row >> axis & 1;
    }
}
