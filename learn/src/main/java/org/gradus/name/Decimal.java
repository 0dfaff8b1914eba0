package org.gradus.name;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers in decimal digits, rounded half to even, with the same characters in every locale. How
/// many digits, and from where on powers of ten, each page decides for itself.
public final class Decimal {
    private Decimal() {}

    /// Up to so many significant digits, without zeros at the end: `2.3`, `12000`, `2.1e-14`.
    ///
    /// @param from the lowest power of ten that is written out
    /// @param to the lowest power above it that is not
    public static String brief(double value, int digits, int from, int to) {
        if (special(value)) return word(value);
        BigDecimal rounded = rounded(value, digits).stripTrailingZeros();
        int power = power(rounded);
        if (power >= from && power < to) return rounded.toPlainString();
        return rounded.scaleByPowerOfTen(-power).toPlainString() + "e" + power;
    }

    /// So many significant digits, zeros at the end among them, and every digit before the point:
    /// `2.30`, `1234`, `2.10e-14`.
    ///
    /// @param from the lowest power of ten that is written out
    /// @param to the lowest power above it that is not
    public static String full(double value, int digits, int from, int to) {
        if (special(value)) return word(value);
        BigDecimal rounded = rounded(value, digits);
        int power = power(rounded);
        if (power >= from && power < to) return fixed(value, Math.max(0, digits - 1 - power));
        return rounded.scaleByPowerOfTen(-power).setScale(digits - 1).toPlainString() + "e" + power;
    }

    /// A fixed count of decimals, without a minus in front of a zero.
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) return word(value);
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? rounded.abs().toPlainString() : rounded.toPlainString();
    }

    /// Whether a number has no digits to round: 0, and what is not finite.
    public static boolean special(double value) {
        return value == 0 || !Double.isFinite(value);
    }

    /// What stands for such a number: `0`, `NaN`, `∞`, `-∞`.
    public static String word(double value) {
        return value == 0 ? "0" : Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }

    private static BigDecimal rounded(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    /// Of the first digit.
    private static int power(BigDecimal x) {
        return x.precision() - x.scale() - 1;
    }
}
