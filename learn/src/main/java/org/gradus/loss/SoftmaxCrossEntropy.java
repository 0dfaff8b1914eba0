package org.gradus.loss;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Nonlinear;
import org.gradus.tensor.Tensor;

/// The cross-entropy of a softmax, on logits: Σₖ tₖ (ln Σⱼ exp zⱼ - zₖ), the negative log-likelihood of one
/// class among several (Bridle 1990).
///
/// **Residual** at the logits: softmax(z) - t, when the targets sum to 1. The best constant predictor has the
/// class frequencies π as probabilities: R0 = √(1 - Σ πₖ²). Its loss is their entropy, ln 10 for ten balanced
/// classes.
public record SoftmaxCrossEntropy() implements Loss.BuiltIn {
    public static List<Loss> examples() {
        return List.of(new SoftmaxCrossEntropy());
    }

    @Override
    public Reads reads() {
        return Reads.LOGITS;
    }

    @Override
    public boolean exclusive() {
        return true;
    }

    @Override
    public Expr perSample(Expr output, Expr targets) {
        Targets.several(this, output, "sigmoid_cross_entropy");
        Expr t = Targets.numbers(this, targets, output);
        return t.times(Nonlinear.logSumExp(output).minus(output)).sum(1);
    }

    /// The logarithms of the class frequencies; a class without samples gets a logit far below.
    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        return Targets.columns(this, targets, outputs, t -> Math.max(-Targets.FAR, StrictMath.log(Targets.mean(t))));
    }
}
