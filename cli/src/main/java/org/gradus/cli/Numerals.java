package org.gradus.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as people read them.
final class Numerals {
    /// Powers of ten within which a number is written out.
    private static final int SMALLEST = -4;

    private Numerals() {}

    /// Up to so many significant digits without trailing zeros: `-12`, `0.7310586`, `1.699342e-17`.
    static String of(double value, int digits) {
        if (Double.isNaN(value)) return "NaN";
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "-∞";
        if (value == 0) return "0";
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int power = rounded.precision() - rounded.scale() - 1;
        if (power >= SMALLEST && power < Math.max(digits, 6)) return rounded.toPlainString();
        return rounded.scaleByPowerOfTen(-power).toPlainString() + "e" + power;
    }

    /// Two significant digits with powers: `0.23`, `2.1e-14`.
    static String brief(double value) {
        return of(value, 2);
    }
}
