package org.gradus.plan;

import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.graph.op.Summary;
import org.gradus.tensor.Shape;

/// What may stand in one fused call. Every choice leaves all values the same to the bit.
///
/// @param folds whether sums, maxima and summaries join the elementwise operations that make or read what they fold
/// @param rides whether folds wait for a call that reads the same memory in any case; else they come at once
record Fusing(boolean folds, boolean rides) {
    /// Everything that can be fused.
    static final Fusing ALL = new Fusing(true, true);

    /// Whether an operation can be part of a fused call.
    boolean fusable(Expr x) {
        return Storage.elementwise(x) || fold(x);
    }

    /// Whether it is a fold that can be part of one.
    boolean fold(Expr x) {
        return folds && (Storage.reduction(x).isPresent() || Storage.summary(x));
    }

    /// Whether `reader` and the maker of its input can be part of one call, in which the input need not be stored.
    boolean fusable(Expr input, Expr reader) {
        Expr maker = Storage.of(input);
        return fusable(reader)
                && Storage.elementwise(maker)
                && input.shape().equals(shape(reader))
                && maker.shape().equals(shape(reader));
    }

    /// The shape over which an operation runs: that of its result, or of what it folds.
    static Shape shape(Expr x) {
        return x.op() instanceof Op.Reduce || x.op() instanceof Summary
                ? x.input(0).shape()
                : x.shape();
    }
}
