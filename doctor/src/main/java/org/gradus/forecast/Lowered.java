package org.gradus.forecast;

import org.gradus.moments.ScalarFunction;
import org.gradus.moments.Wrapped;

/// The function `x ↦ φ(x) - by`: an activation without its mean, as the next batch normalisation
/// sees it.
record Lowered(ScalarFunction function, double by) implements Wrapped {
    @Override
    public void evaluate(double[] x, double[] value, double[] slope) {
        function.evaluate(x, value, slope);
        for (int i = 0; i < value.length; i++) value[i] -= by;
    }
}
