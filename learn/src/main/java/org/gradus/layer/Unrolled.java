package org.gradus.layer;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.name.Setting;
import org.gradus.name.Shown;

/// How many layers a stack has when every repeat is unrolled, and the limit of that. What nests deeper than the
/// stack of a thread holds, or is larger than memory, is refused before anything goes through it.
public final class Unrolled {
    /// The most layers of a stack, far beyond what anyone trains: a typing error should not fill the memory.
    public static final int MOST = 1_000_000;

    /// How deep layers may stand in layers.
    public static final int DEEPEST = 64;

    private Unrolled() {}

    /// Refuses a stack that is too large or too deep.
    ///
    /// @param setting what the error calls the stack
    /// @throws IllegalArgumentException when it is
    public static void check(String setting, List<Layer> layers) {
        check(setting, count(setting, layers, 1));
    }

    /// Refuses too many rounds of some layers.
    static void check(int times, List<Layer> layers) {
        check("times", times * round(count("layers", layers, 2)));
    }

    private static void check(String setting, long count) {
        if (count > MOST) {
            String most = "at most " + Shown.count(MOST) + " layers with every repeat unrolled";
            throw Setting.wrong(setting, most, Shown.count(count));
        }
    }

    /// What a round counts: one without layers takes its time, too.
    private static long round(long layers) {
        return Math.max(1, layers);
    }

    /// Each layer counts as one beside those it holds, unless it is nothing but those.
    private static long count(String setting, List<Layer> layers, int depth) {
        if (depth > DEEPEST) throw Setting.wrong(setting, "layers nested at most " + DEEPEST + " deep", "deeper ones");
        long count = 0;
        for (Layer layer : layers) {
            if (!(layer instanceof Sequence)) count++;
            if (layer.children().isEmpty() && !(layer instanceof Sequence)) continue;
            count += layer.times() * round(count(setting, layer.children(), depth + 1));
        }
        return count;
    }

    /// Every layer in order of use, as often as repeats use it; one that does more than to hold others, before those.
    public static Stream<Layer> leaves(List<Layer> layers) {
        return layers.stream()
                .flatMap(layer -> Stream.concat(
                        layer instanceof Sequence ? Stream.of() : Stream.of(layer),
                        IntStream.range(0, layer.times()).boxed().flatMap(_ -> leaves(layer.children()))));
    }
}
