package org.gradus.moments;

import java.util.List;

/// The function `x ↦ φ(x + shift)`.
record Shifted(ScalarFunction function, double shift) implements ScalarFunction {

    @Override
    public void evaluate(double[] x, double[] value, double[] slope) {
        double[] moved = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            moved[i] = x[i] + shift;
        }
        function.evaluate(moved, value, slope);
    }

    @Override
    public List<Double> kinks() {
        return function.kinks().stream().map(kink -> kink - shift).toList();
    }

    @Override
    public double growth() {
        return function.growth();
    }

    @Override
    public double centre() {
        return function.centre() - shift;
    }
}
