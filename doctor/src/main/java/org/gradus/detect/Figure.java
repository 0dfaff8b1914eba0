package org.gradus.detect;

import java.util.Locale;
import org.gradus.name.Decimal;

/// Numbers as people read them: two significant digits, powers where they help, never a false zero.
public final class Figure {
    private Figure() {}

    /// What stands where there is no number.
    public static final String NONE = "–";

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

    /// A range such as `0.21-0.25`.
    public static String range(double low, double high) {
        return of(low) + "-" + of(high);
    }
}
