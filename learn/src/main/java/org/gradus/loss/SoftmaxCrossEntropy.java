package org.gradus.loss;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.op.ArgMax;
import org.gradus.graph.op.Detach;
import org.gradus.math.Statistics;
import org.gradus.tensor.Tensor;

/// The cross-entropy of a softmax, on logits: Σₖ tₖ (ln Σⱼ exp zⱼ - zₖ), the negative log-likelihood of one
/// class among several (Bridle 1990).
///
/// For one class y it is computed as softplus(ln Σ exp zⱼ - z_y), over all j but y: the logarithm of 1 + the odds
/// against it. No large numbers are subtracted, so that neither the loss nor its gradient rounds to 0 for a confident
/// and right logit; the gradient at z_y is minus the sum of the other probabilities, not the own one less 1.
///
/// **Residual** at the logits: softmax(z) - t, when the targets sum to 1. The best constant predictor has the
/// class frequencies π as probabilities: R0 = √(1 - Σ πₖ²). Its loss is their entropy, ln 10 for ten balanced
/// classes.
public record SoftmaxCrossEntropy() implements Loss.BuiltIn {
    /// Below every logit, in `f32` too, and finite.
    private static final double LEAST = -Float.MAX_VALUE;

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
        boolean classes = targets.kind() == Kind.INT;
        Expr hot = classes
                ? t
                : Statistics.oneHot(Expr.of(new ArgMax(), t), output.shape().last());
        Expr own = hot.times(output).sum(1);
        Expr loss = against(hot, own, output).softplus();
        // a class number without an output counts for nothing
        if (classes) return t.sum(1).times(loss);
        // of shares, that of the largest is exact, and the others' are less by what their logits are ahead
        Expr ahead = hot.select(Expr.constant(0), output.minus(own));
        return t.times(loss.minus(ahead)).sum(1);
    }

    /// The logarithm of the odds against a class, ln Σ exp zⱼ over all others - its own logit: `[n, 1]`. Masks
    /// multiply, so that it is NaN where any logit of the row is no finite number.
    ///
    /// @param hot rows with a single 1, at the class
    private static Expr against(Expr hot, Expr own, Expr z) {
        // the sum does not depend on what is taken out of its logits, so no gradient has to pass there
        Expr most = Expr.of(new Detach(), hot.select(Expr.constant(LEAST), z).max(1));
        Expr cold = Expr.constant(1).minus(hot);
        Expr others = cold.times(cold.times(z.minus(most)).exp());
        return others.sum(1).log().plus(most.minus(own));
    }

    /// The logarithms of the class frequencies; a class without samples gets a logit far below.
    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        return Targets.columns(this, targets, outputs, t -> Math.max(-Targets.FAR, StrictMath.log(Targets.mean(t))));
    }
}
