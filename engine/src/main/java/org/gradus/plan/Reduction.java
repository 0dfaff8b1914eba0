package org.gradus.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;

/// What is left of a value, seen as a matrix of rows, when some of its axes are folded.
///
/// A row runs along the last axis that is longer than 1. Folds of any other axes are not among these.
public enum Reduction {
    /// One number of all elements.
    TOTAL,
    /// One number for each column: all axes but the last are folded.
    PER_COLUMN,
    /// One number for each row: the last axis is folded.
    PER_ROW;

    /// What a fold of a value of some shape leaves, if it is one of these; axes of size 1 do not count.
    public static Optional<Reduction> of(Op.Reduce op, Shape shape) {
        List<Integer> axes = IntStream.range(0, shape.rank())
                .filter(a -> shape.dim(a) != 1)
                .boxed()
                .toList();
        List<Integer> folded = axes.stream().filter(op.axes()::contains).toList();
        if (folded.isEmpty() || shape.size() == 0) return Optional.empty();
        if (folded.equals(axes)) return Optional.of(TOTAL);
        if (folded.equals(axes.subList(0, axes.size() - 1))) return Optional.of(PER_COLUMN);
        if (folded.equals(axes.subList(axes.size() - 1, axes.size()))) return Optional.of(PER_ROW);
        return Optional.empty();
    }
}
