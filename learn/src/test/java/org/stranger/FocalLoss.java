package org.stranger;

import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.loss.Loss;
import org.gradus.math.Statistics;
import org.gradus.name.Default;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The focal loss on logits (Lin et al. 2017), as someone else would write it: a cross-entropy of yes or no,
/// times the probability of the wrong answer to a power.
///
/// @param gamma the power
public record FocalLoss(@Default("2") double gamma) implements Loss {
    private static final double FAR = 40;

    @Override
    public Reads reads() {
        return Reads.LOGITS;
    }

    @Override
    public Expr perSample(Expr output, Expr targets) {
        Expr t = targets;
        if (targets.kind() == Kind.INT) {
            int outputs = output.shape().last();
            t = outputs == 1 ? targets.toReal().reshape(output.shape()) : Statistics.oneHot(targets, outputs);
        }
        return t.times(wrong(output.negate()))
                .plus(Expr.constant(1).minus(t).times(wrong(output)))
                .mean(1);
    }

    /// -p^γ ln(1 - p), of the probability of yes where the answer is no.
    private Expr wrong(Expr z) {
        return z.softplus().times(z.negate().softplus().times(-gamma).exp());
    }

    private double wrong(double z) {
        return Math.log1p(Math.exp(z)) * Math.exp(-gamma * Math.log1p(Math.exp(-z)));
    }

    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        int n = targets.shape().dim(0);
        boolean classes = targets.element() == Element.I32;
        return Tensor.generate(Shape.of(1, outputs), k -> {
            double yes = 0;
            for (int i = 0; i < n; i++) {
                yes += classes ? targets.getInt(i) == (outputs == 1 ? 1 : k) ? 1 : 0 : targets.get(i * outputs + k);
            }
            return best(yes / n);
        });
    }

    /// By halving around the smallest of three.
    private double best(double yes) {
        double best = 0;
        for (double step = FAR / 2; step > 1e-9; step /= 2) {
            double centre = best;
            if (mean(yes, centre - step) < mean(yes, best)) best = centre - step;
            if (mean(yes, centre + step) < mean(yes, best)) best = centre + step;
        }
        return best;
    }

    private double mean(double yes, double z) {
        return yes * wrong(-z) + (1 - yes) * wrong(z);
    }
}
