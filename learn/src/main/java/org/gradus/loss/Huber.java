package org.gradus.loss;

import java.util.Arrays;
import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Tensor;

/// The Huber loss (Huber 1964): the mean over outputs of r²/2 for |r| ≤ δ and δ (|r| - δ/2) beyond, so that an
/// outlier pulls no harder than δ; r = y - t.
///
/// **Residual** at the output: r cut to [-δ, δ], over outputs. The best constant predictor is, for each column,
/// the number at which the cut differences sum to 0.
///
/// @param delta δ, where the parabola goes over into straight lines
public record Huber(@Default("1.0") double delta) implements Loss.BuiltIn {
    public Huber {
        Setting.positive("delta", delta);
    }

    /// δ = 1.
    public static Huber of() {
        return new Huber(1);
    }

    public static List<Loss> examples() {
        return List.of(Huber.of(), new Huber(0.3));
    }

    @Override
    public Reads reads() {
        return Reads.VALUES;
    }

    @Override
    public Expr perSample(Expr output, Expr targets) {
        Expr r = output.minus(Targets.numbers(this, targets, output)), size = r.abs();
        Expr line = size.plus(-delta / 2).times(delta);
        Expr parabola = r.square().times(0.5);
        return size.greaterThan(delta).select(line, parabola).mean(1);
    }

    @Override
    public Tensor bestConstant(Tensor targets, int outputs) {
        return Targets.columns(this, targets, outputs, this::centre);
    }

    /// By bisection: the sum of the cut differences rises with the centre.
    private double centre(double[] column) {
        double low = Arrays.stream(column).min().orElse(0);
        double high = Arrays.stream(column).max().orElse(0);
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (pull(column, middle) < 0) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    private double pull(double[] column, double centre) {
        return Arrays.stream(column)
                .map(t -> Math.clamp(centre - t, -delta, delta))
                .sum();
    }
}
