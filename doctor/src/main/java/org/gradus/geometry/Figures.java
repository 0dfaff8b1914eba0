package org.gradus.geometry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers in sentences: two significant digits, with powers where they are far from 1.
final class Figures {
    private Figures() {}

    static String of(double value) {
        if (!Double.isFinite(value)) return Double.isNaN(value) ? "unknown" : value > 0 ? "∞" : "-∞";
        if (value == 0) return "0";
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(2, RoundingMode.HALF_EVEN));
        int power = rounded.precision() - rounded.scale() - 1;
        if (power >= 5 || power < -3) {
            return rounded.scaleByPowerOfTen(-power).stripTrailingZeros().toPlainString() + "e" + power;
        }
        return rounded.stripTrailingZeros().toPlainString();
    }

    static String percent(double share) {
        return of(100 * share) + " %";
    }
}
