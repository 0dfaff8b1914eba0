package org.gradus.moments;

import java.util.Arrays;

/// A function read from a table of polynomials: the same values to about 13 digits, many times faster than an
/// expression.
///
/// A panel is all numbers of one sign, one power of two and the same two leading bits after it, so its index
/// is read off the bits of the argument, zero is a border, and tiny arguments keep their relative accuracy.
/// On each panel φ and φ′ are sums of Chebyshev polynomials through their values at the Chebyshev points.
/// Where that does not reach the accuracy (beyond the table, at a kink inside a panel), the function itself
/// is asked.
final class Table implements Wrapped {

    private static final int POINTS = 14;
    private static final int BITS = 2;
    private static final int SHIFT = 52 - BITS;
    private static final int FINEST = -120;
    private static final int COARSEST = 10;
    private static final int FIRST = (FINEST + 1023) << BITS;
    private static final int PANELS = (COARSEST - FINEST) << BITS;
    private static final double ACCURACY = 1e-12;

    /// Of the largest coefficient: what is but the rounding of those that count.
    private static final double NOTHING = 4e-16;

    /// `cos(π j (k + 1/2) / POINTS)` at `j · POINTS + k`: the Chebyshev polynomials at their points.
    private static final double[] COSINES = new double[POINTS * POINTS];

    static {
        for (int j = 0; j < POINTS; j++) {
            for (int k = 0; k < POINTS; k++) {
                COSINES[j * POINTS + k] = Math.cos(Math.PI * j * (k + 0.5) / POINTS);
            }
        }
    }

    private final ScalarFunction function;
    private final double[] values = new double[2 * PANELS * POINTS];
    private final double[] slopes = new double[2 * PANELS * POINTS];
    private final boolean[] covered = new boolean[2 * PANELS];
    private final int[] terms = new int[2 * PANELS];
    private final double[] centres = new double[2 * PANELS];
    private final double[] halves = new double[2 * PANELS];

    private Table(ScalarFunction function) {
        this.function = function;
        double[] x = new double[2 * PANELS * POINTS];
        for (int panel = 0; panel < 2 * PANELS; panel++) {
            centres[panel] = centre(panel);
            halves[panel] = half(panel);
            for (int k = 0; k < POINTS; k++) {
                x[panel * POINTS + k] = centre(panel) + half(panel) * COSINES[POINTS + k];
            }
        }
        function.evaluate(x, values, slopes);
        for (int panel = 0; panel < 2 * PANELS; panel++) {
            boolean fits = transform(values, panel);
            covered[panel] = transform(slopes, panel) && fits && !kinkInside(panel);
            terms[panel] = Math.max(terms(values, panel), terms(slopes, panel));
        }
    }

    /// The table of `function`, which may be a table already.
    static ScalarFunction of(ScalarFunction function) {
        return function instanceof Table ? function : new Table(function);
    }

    @Override
    public void evaluate(double[] x, double[] value, double[] slope) {
        int[] outside = new int[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            int panel = panel(x[i]);
            if (panel < 0) {
                outside[count++] = i;
                continue;
            }
            // a panel's width is a power of two: the quotient is exact
            double u = (x[i] - centres[panel]) / halves[panel];
            sums(panel, u, i, value, slope);
        }
        if (count > 0) {
            ask(x, value, slope, Arrays.copyOf(outside, count));
        }
    }

    private void ask(double[] x, double[] value, double[] slope, int[] outside) {
        double[] points = Arrays.stream(outside).mapToDouble(i -> x[i]).toArray();
        double[] askedValue = new double[points.length];
        double[] askedSlope = new double[points.length];
        function.evaluate(points, askedValue, askedSlope);
        for (int k = 0; k < outside.length; k++) {
            value[outside[k]] = askedValue[k];
            slope[outside[k]] = askedSlope[k];
        }
    }

    @Override
    public ScalarFunction function() {
        return function;
    }

    /// The panel of `x`, negative ones behind the positive; -1 when there is none.
    private int panel(double x) {
        int index = (int) (Double.doubleToRawLongBits(Math.abs(x)) >>> SHIFT) - FIRST;
        if (index < 0 || index >= PANELS) {
            return -1;
        }
        int panel = x < 0 ? index + PANELS : index;
        return covered[panel] ? panel : -1;
    }

    private static double half(int panel) {
        int exponent = FINEST + (panel % PANELS >> BITS);
        return Math.scalb(1.0, exponent - BITS - 1);
    }

    private static double centre(int panel) {
        double low = Double.longBitsToDouble((long) (FIRST + panel % PANELS) << SHIFT);
        return panel < PANELS ? low + half(panel) : -low - half(panel);
    }

    private boolean kinkInside(int panel) {
        return function.kinks().stream().anyMatch(kink -> Math.abs(kink - centre(panel)) < half(panel));
    }

    /// Turns values at the Chebyshev points into coefficients; whether the last ones are small enough to
    /// stop.
    private static boolean transform(double[] values, int panel) {
        double[] coefficients = new double[POINTS];
        for (int j = 0; j < POINTS; j++) {
            for (int k = 0; k < POINTS; k++) {
                coefficients[j] += values[panel * POINTS + k] * COSINES[j * POINTS + k];
            }
            coefficients[j] *= (j == 0 ? 1.0 : 2.0) / POINTS;
        }
        System.arraycopy(coefficients, 0, values, panel * POINTS, POINTS);
        double largest = Math.abs(centre(panel)) < 1 ? 0 : 1;
        for (double coefficient : coefficients) {
            largest = Math.max(largest, Math.abs(coefficient));
        }
        double last = Math.max(Math.abs(coefficients[POINTS - 1]), Math.abs(coefficients[POINTS - 2]));
        return last <= ACCURACY * largest;
    }

    /// The number of coefficients up to the last that counts.
    private static int terms(double[] coefficients, int panel) {
        int first = panel * POINTS, terms = POINTS;
        double largest = 0;
        for (int k = first; k < first + POINTS; k++) largest = Math.max(largest, Math.abs(coefficients[k]));
        while (terms > 1 && Math.abs(coefficients[first + terms - 1]) <= NOTHING * largest) terms--;
        return terms;
    }

    /// Clenshaw's sums of Chebyshev polynomials at `u` in [-1, 1], for φ and φ′ side by side: two
    /// chains of additions that do not wait for one another.
    private void sums(int panel, double u, int at, double[] value, double[] slope) {
        int first = panel * POINTS;
        double twice = 2 * u, v1 = 0, v2 = 0, s1 = 0, s2 = 0;
        for (int k = first + terms[panel] - 1; k > first; k--) {
            double v = values[k] + twice * v1 - v2, s = slopes[k] + twice * s1 - s2;
            v2 = v1;
            v1 = v;
            s2 = s1;
            s1 = s;
        }
        value[at] = values[first] + u * v1 - v2;
        slope[at] = slopes[first] + u * s1 - s2;
    }
}
