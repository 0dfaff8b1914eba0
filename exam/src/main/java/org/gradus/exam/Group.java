package org.gradus.exam;

/// The kinds of sound networks of the noisy world, by what makes their data hard.
public enum Group {
    /// Gaussian classes that overlap: a Bayes error of 1 to 45 %.
    OVERLAP,
    /// Classes of which some labels are wrong, in the held-out part, too.
    LABEL_NOISE,
    /// Quantities of whose variance the inputs explain 10 to 95 %.
    REGRESSION,
    /// 60 to 500 rows in all.
    SMALL,
    /// Columns that tell nothing, and columns of unequal size.
    COLUMNS,
    /// Classes of which one is 3 to 20 times as large as another.
    SKEWED,
    /// Whole numbers, and inputs of which most are 0.
    WHOLE,
    /// Quantities far from size 1, told by an optimizer that can cope with it, or standardized.
    SCALED,
    /// Other outputs and losses that fit: a sigmoid a class, one sigmoid, a softmax of
    /// probabilities, Huber's loss.
    HEADS,
    /// Data without noise.
    CLEAN;

    /// The group of the n-th sound network.
    static Group of(long number) {
        return values()[(int) (number % values().length)];
    }
}
