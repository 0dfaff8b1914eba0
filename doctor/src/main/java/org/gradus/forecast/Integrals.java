package org.gradus.forecast;

import java.util.HashMap;
import java.util.Map;
import org.gradus.moments.Moments;
import org.gradus.moments.ScalarFunction;
import org.gradus.moments.TwoPoint;
import org.gradus.moments.Wrapped;

/// An activation read from a table, with the integrals over it that were made: in a deep stack
/// equal layers ask for the same again and again.
final class Integrals implements Wrapped {
    private final ScalarFunction function;
    private final Map<At, Moments> moments = new HashMap<>();
    private final Map<At, Moments> onSpheres = new HashMap<>();
    private final Map<At, TwoPoint> pairs = new HashMap<>();

    Integrals(ScalarFunction function) {
        this.function = function.tabulated();
    }

    /// What an integral depends on, compared bit by bit.
    private record At(double moved, double q, double correlation) {}

    /// The moments at the second moment `q`, the function shifted by a constant bias.
    Moments moments(double shift, double q) {
        return moments.computeIfAbsent(new At(shift, q, 1), _ -> Moments.at(function.shifted(shift), q));
    }

    /// The moments on a sphere, the function lowered by a constant.
    Moments onSphere(double by, double dimension) {
        return onSpheres.computeIfAbsent(
                new At(by, dimension, 1),
                _ -> Moments.onSphere(by == 0 ? function : new Lowered(function, by), dimension));
    }

    /// The kernels of two inputs, the function shifted by a constant bias.
    TwoPoint pair(double shift, double q, double correlation) {
        return pairs.computeIfAbsent(
                new At(shift, q, correlation), _ -> TwoPoint.at(function.shifted(shift), q, correlation));
    }

    /// How many moments were integrated.
    int moments() {
        return moments.size();
    }

    /// How many kernels were integrated, each of which takes as long as some hundred moments.
    int pairs() {
        return pairs.size();
    }

    @Override
    public void evaluate(double[] x, double[] value, double[] slope) {
        function.evaluate(x, value, slope);
    }

    @Override
    public ScalarFunction function() {
        return function;
    }
}
