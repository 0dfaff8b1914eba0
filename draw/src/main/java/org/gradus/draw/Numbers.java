package org.gradus.draw;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.gradus.name.Decimal;

/// How numbers are written on every page: measured numbers, losses, metrics, coordinates.
///
/// The same value gives the same characters in any locale; what is no number is a dash.
public final class Numbers {
    /// From here on a metric, and a number with a fixed count of decimals, is longer than it is worth.
    private static final double HUGE = 1000, FAR = 1e15;

    /// What stands where there is no number.
    public static final String NONE = "–";

    private Numbers() {}

    /// A number such as `0.24`, `17`, `2.1e-14`; `∞` where it is infinite, and [#NONE] where it is
    /// none.
    public static String of(double x) {
        if (Double.isNaN(x)) return NONE;
        if (Decimal.special(x)) return Decimal.word(x);
        double size = Math.abs(x);
        if (size >= 1e5 || size < 1e-3) return power(x);
        if (size >= 100) return String.format(Locale.ROOT, "%.0f", x);
        if (size >= 10) return String.format(Locale.ROOT, "%.1f", x).replaceAll("\\.0$", "");
        int digits = size >= 1 ? 1 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", x);
    }

    /// A loss, with two decimals where it is of order 1: a few hundredths may be all that was
    /// learned.
    public static String fine(double x) {
        return Math.abs(x) >= 0.1 && Math.abs(x) < 100 ? String.format(Locale.ROOT, "%.2f", x) : of(x);
    }

    /// A number with some significant digits, with powers below 0.001 and from 100 000 on.
    public static String of(double value, int digits) {
        if (Double.isNaN(value)) return NONE;
        return Decimal.full(value, digits, -3, 5);
    }

    /// A number with a fixed count of decimals, without a minus in front of a zero.
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) return NONE;
        return Math.abs(value) < FAR ? Decimal.fixed(value, decimals) : of(value, 3);
    }

    /// From here on a percentage is written with a power of ten.
    private static final double MUCH = 1e15;

    private static String power(double x) {
        return String.format(Locale.ROOT, "%.1e", x)
                .replace("e-0", "e-")
                .replace("e+0", "e")
                .replace("e+", "e")
                .replace(".0e", "e");
    }

    /// A share such as `24 %`, `0.3 %`, `<0.1 %`; what is not finite as in [#of].
    public static String percent(double share) {
        if (!Double.isFinite(share)) return of(share);
        double p = 100 * share;
        if (Math.abs(p) >= MUCH) return Double.isInfinite(p) ? of(share) : power(p) + " %";
        if (p > 0 && p < 0.1) return "<0.1 %";
        if (p != Math.rint(p) && Math.abs(p) < 10) return String.format(Locale.ROOT, "%.1f %%", p);
        return String.format(Locale.ROOT, "%.0f %%", p);
    }

    /// A metric, such as the share of right answers or R²: `0.972`, and `-1.6e16` where three decimals would say
    /// nothing any more.
    public static String metric(double value) {
        return Math.abs(value) < HUGE ? fixed(value, 3) : of(value);
    }

    /// A loss: `2.30`.
    public static String loss(double value) {
        return of(value, 3);
    }

    /// A loss in at most six columns where it is below 1e100: `2.30`, `1.4e50`.
    public static String shortLoss(double value) {
        return of(value, Math.abs(value) < 1e5 ? 3 : 2);
    }

    /// A difference in loss, with its sign: `-2.10`, `+0.02`, `-1.4e6`.
    public static String effect(double value) {
        String text = Math.abs(value) < 1000 ? fixed(value, 2) : of(value);
        return value > 0 && !text.equals("0.00") ? "+" + text : text;
    }

    /// A ratio as a factor: `×3.1e6`.
    public static String times(double ratio) {
        return "×" + of(ratio);
    }

    /// A power of ten: `1e-15`, and `1` for the zeroth.
    public static String power(int exponent) {
        return exponent == 0 ? "1" : "1e" + exponent;
    }

    /// A coordinate of a drawing: at most two decimals.
    public static String px(double value) {
        if (!Double.isFinite(value))
            throw new IllegalArgumentException("coordinate: expected a number, found " + value);
        BigDecimal rounded = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
