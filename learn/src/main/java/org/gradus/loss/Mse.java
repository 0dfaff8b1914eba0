package org.gradus.loss;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.tensor.Tensor;

/// The mean squared error: the mean over outputs of (y - t)², without a factor 1/2, as in PyTorch and Keras.
///
/// **Residual** at the output: 2 (y - t) / outputs. The best constant predictor is the mean of each column; its
/// loss is their mean variance σ², its residual R0 = 2 σ / √outputs.
public record Mse() implements Loss.BuiltIn {
    public static List<Loss> examples() {
        return List.of(new Mse());
    }

    @Override
    public Reads reads() {
        return Reads.VALUES;
    }

    @Override
    public Expr perSample(Expr output, Expr targets) {
        return output.minus(Targets.numbers(this, targets, output)).square().mean(1);
    }

    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        return Targets.columns(this, targets, outputs, Targets::mean);
    }
}
