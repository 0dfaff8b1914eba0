package org.gradus.train;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.optim.Stop;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;

/// The training samples of some data, divided into those that steps see and those on which early stopping is
/// decided. All are trained on when a recipe does not stop early.
///
/// Of each class about the same part is held out, drawn at random. A class of two samples or more is in both parts
/// where either has room for all classes.
///
/// @param trained the data with those training samples alone that steps see, in the order of the data
/// @param validation what is held out, in the order of the data
public record Split(Dataset trained, Optional<Samples> validation) {
    /// The random stream from which the samples held out are drawn.
    private static final int STREAM = -2;

    /// The division that a recipe makes. Only the seed of its stop counts, not its own.
    ///
    /// @throws IllegalArgumentException when samples are to be held out and there are fewer than two
    public static Split of(Recipe recipe, Dataset data) {
        if (recipe.stop().isEmpty()) return new Split(data, Optional.empty());
        Stop stop = recipe.stop().get();
        int n = data.train().count();
        if (n < 2) {
            throw new IllegalArgumentException(
                    "stop: expected at least 2 training samples, to hold one of them out, found " + n);
        }
        int[] groups = groups(data);
        int[] left = quotas(groups, stop.held(n));
        boolean[] held = new boolean[n];
        for (int row : Philox.permutation(n, stop.seed(), STREAM, 0)) held[row] = left[groups[row]]-- > 0;
        Samples trained = rows(data.train(), held, false), validation = rows(data.train(), held, true);
        return new Split(data.with(trained, data.test()), Optional.of(validation));
    }

    private static Samples rows(Samples all, boolean[] held, boolean wanted) {
        return all.rows(
                IntStream.range(0, held.length).filter(i -> held[i] == wanted).toArray());
    }

    /// The class of each sample; all are of one where there are no classes.
    private static int[] groups(Dataset data) {
        return data.task() instanceof Task.Classification
                ? data.train().targets().toInts()
                : new int[data.train().count()];
    }

    /// How many samples of each class are held out: those of its share, to whole numbers, and what
    /// rounding leaves over from the classes that are furthest below their share. One of a class stays
    /// and one goes, where that can be.
    private static int[] quotas(int[] groups, int held) {
        int n = groups.length, classes = Arrays.stream(groups).max().orElse(0) + 1;
        int[] sizes = new int[classes];
        for (int group : groups) sizes[group]++;
        int stays = Arrays.stream(sizes).map(c -> Math.max(0, c - 1)).sum() < held ? 0 : 1;
        int goes = Arrays.stream(sizes).filter(c -> c > 1).count() > held ? 0 : 1;
        int[] least = Arrays.stream(sizes).map(c -> c > 1 ? goes : 0).toArray();
        int[] most = Arrays.stream(sizes).map(c -> Math.max(0, c - stays)).toArray();
        int[] quotas = IntStream.range(0, classes)
                .map(k -> Math.clamp((long) sizes[k] * held / n, least[k], most[k]))
                .toArray();
        if (Arrays.stream(quotas).sum() > held) quotas = least;
        for (int rest = held - Arrays.stream(quotas).sum(); rest > 0; rest--) {
            int next = -1;
            long furthest = 0;
            for (int k = 0; k < classes; k++) {
                long below = (long) sizes[k] * held - (long) quotas[k] * n;
                if (quotas[k] == most[k] || next >= 0 && below <= furthest) continue;
                next = k;
                furthest = below;
            }
            quotas[next]++;
        }
        return quotas;
    }
}
