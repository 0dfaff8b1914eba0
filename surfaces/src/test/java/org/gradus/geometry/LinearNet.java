package org.gradus.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.graph.Expr;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// ‖W_L … W₁ - Σ‖² / 2 with diagonal Σ: a network of linear layers on whitened data, whose
/// stationary points are known (Baldi and Hornik 1989). Each of them learns a subset of the modes;
/// its loss is half the sum of the squares of the others. For two layers all that are not global
/// minima are strict saddles; for more, 0 has no curvature (Kawaguchi 2016).
///
/// @param modes the singular values on the diagonal of Σ, positive
/// @param layers how many weights, each `[modes, modes]`
public record LinearNet(List<Double> modes, int layers) {
    public LinearNet {
        modes = List.copyOf(modes);
        Setting.atLeast(1, "layers", layers);
    }

    /// The loss as a function of all weights, the first layer's first.
    public Objective objective() {
        int n = modes.size();
        List<Expr> weights = IntStream.rangeClosed(1, layers)
                .mapToObj(l -> Expr.parameter("w" + l, Shape.of(n, n)))
                .toList();
        Expr product = weights.getFirst();
        for (Expr w : weights.subList(1, layers)) product = w.matmul(product);
        Tensor target = Tensor.generate(Shape.of(n, n), i -> i % (n + 1) == 0 ? modes.get(i / (n + 1)) : 0);
        return Objective.of(product.minus(Expr.constant(target)).square().sum().times(0.5), weights);
    }

    /// The balanced stationary point at which some modes are learned and the others are 0.
    ///
    /// @param learned the numbers of the learned modes
    public double[] point(List<Integer> learned) {
        int n = modes.size();
        double[] at = new double[layers * n * n];
        for (int l = 0; l < layers; l++) {
            for (int mode : learned) at[(l * n + mode) * n + mode] = Math.pow(modes.get(mode), 1.0 / layers);
        }
        return at;
    }

    /// Its loss.
    public double loss(List<Integer> learned) {
        List<Integer> others =
                new ArrayList<>(IntStream.range(0, modes.size()).boxed().toList());
        others.removeAll(learned);
        return others.stream().mapToDouble(i -> modes.get(i) * modes.get(i) / 2).sum();
    }
}
