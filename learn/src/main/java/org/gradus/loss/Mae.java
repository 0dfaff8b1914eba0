package org.gradus.loss;

import java.util.Arrays;
import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.tensor.Tensor;

/// The mean absolute error: the mean over outputs of |y - t|.
///
/// **Residual** at the output: sign(y - t) / outputs, 0 where they are equal. Its size does not fall as the
/// error falls, so whether a network has fitted is for the loss to say. The best constant predictor is the
/// median of each column.
public record Mae() implements Loss.BuiltIn {
    public static List<Loss> examples() {
        return List.of(new Mae());
    }

    @Override
    public Reads reads() {
        return Reads.VALUES;
    }

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
}
