package org.gradus.studio.lab;

import java.util.Locale;
import org.gradus.draw.Numbers;
import org.gradus.name.Decimal;

/// Numbers in the lab's sentences and formulas, with a true minus sign.
final class Amount {
    private static final double SMALL = 1, TINY = 1e-3, LARGE = 1e4, HUGE = 1e6;
    private static final int DIGITS = 3, MANY = 6;

    private Amount() {}

    /// Two decimals, such as `−4.00`; below 1 and far above three digits, such as `0.0955`.
    static String of(double x) {
        if (Double.isNaN(x)) return "NaN";
        if (Decimal.special(x)) return signed(Decimal.word(x));
        double size = Math.abs(x);
        return signed(size >= SMALL && size < LARGE ? Decimal.fixed(x, 2) : Numbers.of(x, DIGITS));
    }

    /// Four decimals, such as `24.7041`, without zeros at the end: `−12`.
    static String fine(double x) {
        if (Double.isNaN(x)) return "NaN";
        if (Decimal.special(x)) return signed(Decimal.word(x));
        double size = Math.abs(x);
        if (size < TINY || size >= HUGE) return signed(Decimal.brief(x, MANY, -3, MANY));
        return signed(String.format(Locale.ROOT, "%.4f", x).replaceFirst("\\.?0+$", ""));
    }

    private static String signed(String number) {
        return number.startsWith("-") ? "−" + number.substring(1) : number;
    }
}
