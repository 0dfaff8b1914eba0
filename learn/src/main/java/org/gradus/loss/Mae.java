package org.gradus.loss;

import java.util.Arrays;
import org.gradus.graph.Expr;
import org.gradus.tensor.Tensor;

/// The mean absolute error: the mean over outputs of |y - t|.
///
/// **Residual** at the output: sign(y - t) / outputs, 0 where they are equal. Its size does not fall as the
/// error falls, so whether a network has fitted is for the loss to say. The best constant predictor is the
/// median of each column.
public record Mae() implements Loss.BuiltIn {
    @Override
    public Expr perSample(Expr output, Expr targets) {
        return output.minus(Targets.numbers(this, targets, output)).abs().mean(1);
    }

    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        return Targets.columns(this, targets, outputs, Mae::median);
    }

    private static double median(double[] column) {
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /// Halfway between the two numbers for no and yes.
    @Override
    public double threshold() {
        return 0.5;
    }
}
