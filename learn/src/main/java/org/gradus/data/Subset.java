package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.name.Setting;

/// The first samples of another source: to see what a network makes of less data.
///
/// @param source where the samples come from
/// @param training how many samples of the training part are kept, at most
/// @param heldOut how many of the held-out part, at most
public record Subset(Source source, int training, int heldOut) implements Source.BuiltIn {
    public Subset {
        Setting.atLeast(1, "training", training);
        Setting.atLeast(1, "held_out", heldOut);
    }

    /// The same with another number of held-out samples.
    public Subset withHeldOut(int most) {
        return new Subset(source, training, most);
    }

    public static List<Source> examples() {
        return List.of(new Subset(new Regression(200, 5, 2, 0.1, 1, 0.8, 1, false, Scale.FALSE), 200, 200));
    }

    @Override
    public boolean curved() {
        return source.curved();
    }

    @Override
    public Dataset load(Path folder) {
        Dataset data = source.load(folder);
        return data.with(first(data.train(), training), first(data.test(), heldOut));
    }

    private static Samples first(Samples samples, int most) {
        return samples.rows(IntStream.range(0, Math.min(most, samples.count())).toArray());
    }
}
