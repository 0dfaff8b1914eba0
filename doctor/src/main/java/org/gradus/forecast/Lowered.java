package org.gradus.forecast;

import java.util.List;
import org.gradus.moments.ScalarFunction;

/// The function `x ↦ φ(x) - by`: an activation without its mean, as the next batch normalisation
/// sees it.
record Lowered(ScalarFunction function, double by) implements ScalarFunction {
    @Override
    public void evaluate(double[] x, double[] value, double[] slope) {
        function.evaluate(x, value, slope);
        for (int i = 0; i < value.length; i++) value[i] -= by;
    }

    @Override
    public List<Double> kinks() {
        return function.kinks();
    }

    @Override
    public double growth() {
        return function.growth();
    }

    @Override
    public double centre() {
        return function.centre();
    }
}
