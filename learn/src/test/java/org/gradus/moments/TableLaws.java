package org.gradus.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A tabulated function against the function itself.
class TableLaws {

    private static final long SEED = 7;

    private static void check(ScalarFunction f, double[] x) {
        double[] value = new double[x.length];
        double[] slope = new double[x.length];
        double[] tableValue = new double[x.length];
        double[] tableSlope = new double[x.length];
        f.evaluate(x, value, slope);
        f.tabulated().evaluate(x, tableValue, tableSlope);
        for (int i = 0; i < x.length; i++) {
            double scale = Math.max(Math.abs(value[i]), Math.min(1, Math.abs(x[i])));
            assertThat(tableValue[i]).as("φ(%s)", x[i]).isCloseTo(value[i], within(2e-12 * scale));
            assertThat(tableSlope[i]).as("φ'(%s)", x[i]).isCloseTo(slope[i], within(2e-12));
        }
    }

    @Test
    void everyFunctionKeepsItsValuesAtEveryScale() {
        Random random = new Random(SEED);
        double[] x = new double[3000];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextGaussian() * Math.exp(3 * random.nextGaussian());
        }
        for (ScalarFunction f : List.of(
                Curves.tanh(), Curves.sigmoid(), Curves.relu(), Curves.selu(), Curves.softplus(), Curves.mish())) {
            check(f, x);
        }
        check(Curves.gelu(), x);
        check(Curves.hardTanh(), x);
        check(Curves.softsign(), x);
    }

    @Test
    void tinyHugeAndSpecialArgumentsAreAnswered() {
        check(Curves.tanh(), new double[] {0, -0.0, 1e-30, -1e-30, 1e-60, 1e-310, 1, -1, 1023, 1024, 1e6, 1e300});
        double[] value = new double[1];
        Curves.tanh().tabulated().evaluate(new double[] {Double.NaN}, value, new double[1]);
        assertThat(value[0]).isNaN();
    }

    @Test
    void aKinkInsideAPanelIsLeftToTheFunction() {
        double kink = 0.7777;
        Curves.Curve hinge = new Curves.Curve(v -> Math.max(v, kink), v -> v > kink ? 1 : 0, List.of(kink));
        Curves.Curve undeclared = new Curves.Curve(hinge.function(), hinge.derivative(), List.of());
        double[] around = {0.76, 0.7776, 0.77775, 0.79, 0.85};
        check(hinge, around);
        check(undeclared, around);
        assertThat(hinge.tabulated().kinks()).containsExactly(kink);
    }

    @Test
    void aTableOfATableIsItself() {
        ScalarFunction table = Curves.tanh().tabulated();
        assertThat(table.tabulated()).isSameAs(table);
    }
}
