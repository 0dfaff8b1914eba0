package org.gradus.probe;

import java.util.List;
import java.util.Map;
import org.gradus.activation.Activation;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.layer.Call;
import org.gradus.math.Statistics;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The slopes of a nonlinearity at every pre-activation, as expressions.
///
/// @param input the pre-activations
/// @param slope |φ′| there
/// @param steepest the largest |φ′| that there is, or the one that counts as full
record Slopes(Expr input, Expr slope, double steepest) {

    /// Whether each unit has a slope of its own.
    static boolean known(Call phi) {
        return !phi.activation().mixes();
    }

    /// @param steepest the slopes that count as full, of the activations seen so far
    static Slopes of(Call phi, Map<Activation, Double> steepest) {
        Expr ones = Expr.constant(Tensor.full(phi.output().shape(), 1));
        Expr slope = Gradient.vjp(phi.output(), ones, List.of(phi.input()))
                .getFirst()
                .abs();
        return new Slopes(phi.input(), slope, steepest.computeIfAbsent(phi.activation(), Slopes::full));
    }

    /// The slope that counts as full; of an activation that cannot say, that of a layer without one.
    private static double full(Activation phi) {
        try {
            double full = phi.fullSlope();
            return full > 0 && Double.isFinite(full) ? full : 1;
        } catch (RuntimeException _) {
            // whatever an activation of others throws, the training goes on
            return 1;
        }
    }

    private Expr flat() {
        return Expr.constant(Vitals.FLAT * steepest).greaterThan(slope);
    }

    /// The share of units on the flat low side.
    Expr flatBelow() {
        return flat().times(Expr.constant(0).greaterThan(input)).mean();
    }

    /// The share of units on the flat high side.
    Expr flatAbove() {
        return flat().times(input.greaterThan(0)).mean();
    }

    /// At how many samples and positions each unit has a slope.
    Expr alive() {
        return Statistics.places(slope.greaterThan(0))
                .sum(0)
                .reshape(Shape.of(slope.shape().last()));
    }

    /// The share of units without slope; from the count of those that have one, which spares a pass.
    Expr zero() {
        int size = slope.shape().size();
        return Expr.constant(size).minus(alive().sum()).times(1.0 / size);
    }
}
