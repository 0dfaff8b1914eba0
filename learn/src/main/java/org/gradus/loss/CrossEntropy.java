package org.gradus.loss;

import java.util.Arrays;
import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// The cross-entropy on probabilities: -Σₖ tₖ ln pₖ, for an output that is a softmax already.
///
/// Probabilities are cut to [1e-7, 1 - 1e-7] before the logarithm, so the loss is at most 16.1, and **outside
/// the cut there is no gradient**: a network that is confidently wrong gets no error signal.
/// [SoftmaxCrossEntropy] on the logits has neither limit.
///
/// **Residual** at the output: -t / p, and 0 outside the cut. The best constant predictor has the class
/// frequencies as its row, best among all rows that sum to 1: the column means over their sum, which is 1 for
/// class numbers.
public record CrossEntropy() implements Loss.BuiltIn {
    public static List<Loss> examples() {
        return List.of(new CrossEntropy());
    }

    @Override
    public Reads reads() {
        return Reads.PROBABILITIES;
    }

    @Override
    public boolean exclusive() {
        return true;
    }

    @Override
    public Expr perSample(Expr output, Expr targets) {
        Targets.several(this, output, "binary_cross_entropy");
        Expr t = Targets.numbers(this, targets, output);
        return t.times(Targets.probability(output).log()).sum(1).negate();
    }

    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        Tensor means = Targets.columns(this, targets, outputs, Targets::mean);
        double sum = Arrays.stream(means.toDoubles()).sum();
        return targets.element() == Element.I32 || sum == 0 ? means : means.map(mean -> mean / sum);
    }
}
