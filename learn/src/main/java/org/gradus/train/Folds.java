package org.gradus.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.tensor.Philox;

/// Which samples are held out together in cross-validation: each sample is in one of the parts.
///
/// The samples of each class are dealt to the parts in turn, in a random order, so that the sizes of two
/// parts differ by one at most, and so do the numbers of samples that they have of a class (stratified:
/// Kohavi 1995).
public final class Folds {
    private static final int STREAM = -18;

    private Folds() {}

    /// The numbers of the samples in each part, from 0, in the order of the data.
    ///
    /// @param count how many parts, from 2 up to the number of samples
    /// @param seed draws the order
    public static List<int[]> of(Samples samples, Task task, int count, long seed) {
        int n = samples.count();
        if (count < 2 || count > n) {
            throw new IllegalArgumentException("folds: expected 2 to " + n + ", the number of samples, found " + count);
        }
        boolean classes = task instanceof Task.Classification;
        int[] order = Arrays.stream(Philox.permutation(n, seed, STREAM, 0))
                .boxed()
                .sorted(Comparator.comparingInt(i -> classes ? samples.targets().getInt(i) : 0))
                .mapToInt(i -> i)
                .toArray();
        int[] part = new int[n];
        for (int i = 0; i < n; i++) part[order[i]] = i % count;
        return IntStream.range(0, count)
                .mapToObj(k -> IntStream.range(0, n).filter(i -> part[i] == k).toArray())
                .toList();
    }
}
