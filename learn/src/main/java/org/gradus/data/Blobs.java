package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Round clouds, one a class; scikit-learn's `make_blobs`.
///
/// Each cloud's centre is uniform in [-10, 10] along each axis; its samples are Gaussian around
/// it. Centres may fall close to each other, so some seeds are harder than others.
///
/// @param samples how many in all, at least one a class
/// @param classes how many clouds, at least 2
/// @param features how many inputs, at least 1
/// @param noise the standard deviation of a cloud along each axis
/// @param seed fixes the numbers drawn
/// @param split the part of the samples that is for training; with 1 nothing is held out
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Blobs(
        @Default("1000") int samples,
        @Default("3") int classes,
        @Default("2") int features,
        @Default("1") double noise,
        @Default("1") long seed,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    public Blobs {
        Setting.atLeast(2, "classes", classes);
        Setting.atLeast(classes, "samples", samples);
        Setting.atLeast(1, "features", features);
        Setting.notNegative("noise", noise);
        Setting.part("split", split);
    }

    public static List<Source> examples() {
        return List.of(new Blobs(200, 3, 2, 1, 1, 0.8, 1, false, Scale.FALSE));
    }

    @Override
    public Dataset load(Path folder) {
        Draws draws = new Draws(seed);
        Tensor inputs = Tensor.generate(Shape.of(samples, features), i -> {
            int centre = i / features % classes;
            return 20 * draws.place(centre * features + i % features) - 10 + noise * draws.noise(i);
        });
        Tensor clouds = Tensor.generateInts(Shape.of(samples), row -> row % classes);
        return new Preparation(split, splitSeed, standardize, scale)
                .of(new Table("blobs", inputs, clouds, new Task.Classification(classes)));
    }
}
