package org.gradus.loss;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.tensor.Tensor;

/// The cross-entropy of a sigmoid, on logits: t softplus(-z) + (1 - t) softplus(z), and its mean over outputs,
/// each a yes-or-no question of its own.
///
/// The form has no difference of large numbers: neither the loss nor its gradient rounds to 0 for a confident
/// and right logit.
///
/// **Residual** at the logits: (sigmoid(z) - t) / outputs. The best constant predictor has the column means π
/// as probabilities: R0 = √(π (1 - π)) for one output.
public record SigmoidCrossEntropy() implements Loss.BuiltIn {
    public static List<Loss> examples() {
        return List.of(new SigmoidCrossEntropy());
    }

    @Override
    public Reads reads() {
        return Reads.LOGITS;
    }

    @Override
    public Expr perSample(Expr output, Expr targets) {
        Expr t = Targets.numbers(this, targets, output);
        Expr yes = t.times(output.negate().softplus());
        Expr no = Expr.constant(1).minus(t).times(output.softplus());
        return yes.plus(no).mean(1);
    }

    /// ln(π / (1 - π)) of each column's mean π, cut where the probability is 0 or 1 for all that `f32` can
    /// tell.
    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        return Targets.columns(this, targets, outputs, t -> {
            double mean = Targets.mean(t);
            double logit = StrictMath.log(mean) - StrictMath.log(1 - mean);
            return Math.clamp(logit, -Targets.FAR, Targets.FAR);
        });
    }
}
