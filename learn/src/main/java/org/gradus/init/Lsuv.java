package org.gradus.init;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Tensor;

/// Layer-sequential unit variance (Mishkin and Matas 2016): orthogonal weights, then scaled on a batch of data,
/// layer by layer, until pre-activations have the target variance.
///
/// The values here are those before scaling, and so is the variance. The scaling is the first act of a
/// training, which has the data. It goes by the variance of **each unit over the batch**: the variance over all
/// elements also counts how far units lie apart, which for a sigmoid stack is nearly all of it.
///
/// @param target the variance over the batch that every unit is to have
/// @param tolerance how far from the target a variance may stay, as a share of the target
/// @param maxIterations after how many scalings of a layer to leave it as it is
public record Lsuv(
        @Default("1.0") double target,
        @Default("0.1") double tolerance,
        @Default("10") int maxIterations) implements Init.BuiltIn {
    public Lsuv {
        Setting.positive("target", target);
        Setting.positive("tolerance", tolerance);
        Setting.atLeast(1, "max_iterations", maxIterations);
    }

    /// Target 1, tolerance 0.1, at most 10 scalings, the paper's.
    public static Lsuv of() {
        return new Lsuv(1, 0.1, 10);
    }

    public static List<Init> examples() {
        return List.of(Lsuv.of());
    }

    @Override
    public Tensor values(Request request) {
        return Orthogonal.of().values(request);
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return Orthogonal.of().variance(fans, activation);
    }

    @Override
    public boolean orthogonal() {
        return true;
    }

    @Override
    public Optional<Scaling> scaling() {
        return Optional.of(new Scaling(target, tolerance, maxIterations));
    }
}
