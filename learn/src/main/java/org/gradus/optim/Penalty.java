package org.gradus.optim;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// A price on large weights, added to the loss that is differentiated: `l1 · Σ|w| + l2 · Σw²` over
/// the weights of linear layers, not over biases and not over what a normalisation scales by.
///
/// The sums are plain sums, as the regularizers of Keras have them, so the share of one weight in
/// the gradient is `l1 · sign(w) + 2 · l2 · w`, whatever the size of the layer. With plain gradient
/// descent of rate η, `l2` is a weight decay of `2 · l2 · η` a step (Loshchilov and Hutter 2019);
/// with an optimizer that divides by the size of gradients it is another thing. At 0 the slope of
/// |w| is taken as 0.
///
/// @param l1 the price of |w| (Tibshirani 1996), at least 0
/// @param l2 the price of w² (Hoerl and Kennard 1970), at least 0
public record Penalty(@Default("0") double l1, @Default("0") double l2) {
    public Penalty {
        Setting.notNegative("l1", l1);
        Setting.notNegative("l2", l2);
    }

    /// A penalty on magnitudes alone.
    public static Penalty l1(double l1) {
        return new Penalty(l1, 0);
    }

    /// A penalty on squares alone.
    public static Penalty l2(double l2) {
        return new Penalty(0, l2);
    }

    /// What the weights cost, a scalar; 0 without weights.
    public Expr of(List<Expr> weights) {
        Expr total = Expr.constant(0);
        for (Expr w : weights) {
            if (l1 > 0) total = total.plus(w.abs().sum().times(l1));
            if (l2 > 0) total = total.plus(w.square().sum().times(l2));
        }
        return total;
    }

    public static List<Penalty> examples() {
        return List.of(Penalty.l1(0.3), Penalty.l2(0.2), new Penalty(0.1, 0.4));
    }
}
