package org.gradus.moments;

import java.util.Arrays;

/// The break points of a quadrature, gathered in any order.
final class Breaks {

    private static final int FINEST = 0;
    private static final int COARSEST = 20;

    private double[] points = new double[64];
    private int count;

    void add(double point) {
        if (count == points.length) {
            points = Arrays.copyOf(points, 2 * count);
        }
        points[count++] = point;
    }

    /// Breaks for the variable `t` of `φ(offset + scale · t)`: at the kinks of φ, and at `2^k` on either side
    /// of its centre, the scales on which an activation bends, as far as they are finer than `step`.
    Breaks of(ScalarFunction function, double scale, double offset, double step) {
        for (double kink : function.kinks()) {
            add((kink - offset) / scale);
        }
        double centre = (function.centre() - offset) / scale;
        for (int k = FINEST; k <= COARSEST && Math.scalb(1.0, k) < step * Math.abs(scale); k++) {
            add(centre - Math.scalb(1.0, k) / scale);
            add(centre + Math.scalb(1.0, k) / scale);
        }
        return this;
    }

    /// Breaks that close in on `point` in powers of two, from `step` down to `width`.
    void closeIn(double point, double step, double width) {
        for (double distance = step; distance > width / 2; distance /= 2) {
            add(point - distance);
            add(point + distance);
        }
    }

    /// The points inside `[-limit, limit]`, ascending.
    double[] within(double limit) {
        return Arrays.stream(points, 0, count)
                .filter(point -> Math.abs(point) <= limit)
                .sorted()
                .toArray();
    }
}
