package org.gradus.loss;

import org.gradus.graph.Expr;
import org.gradus.tensor.Tensor;

/// What training makes small: a number for each sample, and its mean over the batch.
///
/// Targets are class numbers `[n]`, integers, or real numbers `[n, outputs]`. A loss that compares numbers
/// reads class numbers as rows with a single 1.
///
/// One that ships also declares `public static List<Loss> examples()`, on which every law runs.
public interface Loss {
    /// What a loss takes a network's output for.
    enum Reads {
        /// Any numbers, of which probabilities are made by a sigmoid or a softmax within the loss.
        LOGITS,
        /// Numbers from 0 to 1.
        PROBABILITIES,
        /// Numbers that are to be near the targets.
        VALUES
    }

    /// What it takes the output for.
    Reads reads();

    /// Whether the outputs of a sample compete for one class: of logits only the differences count, and
    /// probabilities are to sum to 1. False, unless said: each output has an answer of its own.
    default boolean exclusive() {
        return false;
    }

    /// The loss of each sample.
    ///
    /// @param output the network's last output, `[n, outputs]`
    /// @param targets class numbers `[n]` or real numbers `[n, outputs]`
    /// @return `[n, 1]`
    Expr perSample(Expr output, Expr targets);

    /// The output that, given to every sample alike, makes the mean loss smallest: the best constant predictor.
    /// Its loss and its residual are what a network's are measured against.
    ///
    /// @param targets all training targets
    /// @param outputs the width of the network's output
    /// @return `[1, outputs]`
    Tensor bestConstant(Tensor targets, int outputs);

    /// The output above which the answer to a yes-or-no question is yes: 0 for logits, 1/2 for probabilities and
    /// for numbers that are held against 0 and 1.
    default double threshold() {
        return reads() == Reads.LOGITS ? 0 : 0.5;
    }

    /// The predicted class as a score a class, `[n, classes]`, for measuring accuracy; one output is class 1
    /// above the [#threshold], and class 0 below.
    default Expr scores(Expr output) {
        return Targets.scores(output, threshold());
    }

    /// The mean loss, a scalar.
    default Expr mean(Expr output, Expr targets) {
        return perSample(output, targets).mean();
    }

    /// The losses that ship.
    sealed interface BuiltIn extends Loss
            permits SoftmaxCrossEntropy, CrossEntropy, SigmoidCrossEntropy, BinaryCrossEntropy, Mse, Mae, Huber {}
}
