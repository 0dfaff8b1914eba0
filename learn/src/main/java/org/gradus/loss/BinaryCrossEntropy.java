package org.gradus.loss;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.tensor.Tensor;

/// The cross-entropy of yes or no, on probabilities: -t ln p - (1 - t) ln(1 - p), and its mean over outputs,
/// for an output that is a sigmoid already.
///
/// Probabilities are cut to [1e-7, 1 - 1e-7] before the logarithm, so the loss is at most 16.1, and **outside
/// the cut there is no gradient**. [SigmoidCrossEntropy] on the logits has neither limit.
///
/// **Residual** at the output: (p - t) / (p (1 - p)) / outputs, and 0 outside the cut. The best constant
/// predictor has the column means as its row.
public record BinaryCrossEntropy() implements Loss.BuiltIn {
    public static List<Loss> examples() {
        return List.of(new BinaryCrossEntropy());
    }

    @Override
    public Reads reads() {
        return Reads.PROBABILITIES;
    }

    @Override
    public Expr perSample(Expr output, Expr targets) {
        Expr t = Targets.numbers(this, targets, output), p = Targets.probability(output), one = Expr.constant(1);
        Expr yes = t.times(p.log());
        Expr no = one.minus(t).times(one.minus(p).log());
        return yes.plus(no).mean(1).negate();
    }

    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        return Targets.columns(this, targets, outputs, Targets::mean);
    }
}
