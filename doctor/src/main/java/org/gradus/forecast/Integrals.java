package org.gradus.forecast;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.gradus.moments.Moments;
import org.gradus.moments.ScalarFunction;
import org.gradus.moments.TwoPoint;
import org.gradus.moments.Wrapped;

/// The integrals over a network's activations that were made: in a deep stack equal layers ask for the same
/// again and again. Each activation is read from a table, since a forecast asks it for millions of values, over
/// which an expression would take minutes.
final class Integrals {
    private final IdentityHashMap<ScalarFunction, ScalarFunction> tables = new IdentityHashMap<>();
    private final Map<At, Moments> moments = new HashMap<>(), onSpheres = new HashMap<>();
    private final Map<At, TwoPoint> pairs = new HashMap<>();

    /// What an integral depends on, compared bit by bit; of functions there is one table each.
    private record At(ScalarFunction table, double moved, double q, double correlation) {}

    /// `x ↦ φ(x) - by`: an activation without its mean, as the next batch normalisation sees it.
    private record Lowered(ScalarFunction function, double by) implements Wrapped {
        @Override
        public void evaluate(double[] x, double[] value, double[] slope) {
            function.evaluate(x, value, slope);
            for (int i = 0; i < value.length; i++) value[i] -= by;
        }
    }

    private At at(Block.Dense layer, double moved, double q, double correlation) {
        return new At(tables.computeIfAbsent(layer.activation(), ScalarFunction::tabulated), moved, q, correlation);
    }

    /// The moments of a layer's activation at the second moment `q`, the function shifted by a constant bias.
    Moments moments(Block.Dense layer, double shift, double q) {
        return moments.computeIfAbsent(at(layer, shift, q, 1), at -> Moments.at(at.table.shifted(shift), q));
    }

    /// The moments on a sphere, the function lowered by a constant.
    Moments onSphere(Block.Dense layer, double by, double dimension) {
        return onSpheres.computeIfAbsent(
                at(layer, by, dimension, 1),
                at -> Moments.onSphere(by == 0 ? at.table : new Lowered(at.table, by), dimension));
    }

    /// The kernels of two inputs, the function shifted by a constant bias.
    TwoPoint pair(Block.Dense layer, double shift, double q, double correlation) {
        return pairs.computeIfAbsent(
                at(layer, shift, q, correlation), at -> TwoPoint.at(at.table.shifted(shift), q, correlation));
    }

    /// How many moments of one input were integrated so far.
    int moments() {
        return moments.size();
    }

    /// How many kernels of two inputs were integrated so far, each of which takes as long as some hundred
    /// moments.
    int pairs() {
        return pairs.size();
    }
}
