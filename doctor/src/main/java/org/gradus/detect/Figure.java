package org.gradus.detect;

import org.gradus.draw.Numbers;

/// Numbers as people read them, by [Numbers]: two significant digits, powers where they help, never a false zero.
public final class Figure {
    private Figure() {}

    /// A number such as `0.24`, `17`, `2.1e-14`; `∞` where it is infinite, and a dash where it is none.
    public static String of(double x) {
        return Numbers.of(x);
    }

    /// A loss, with two decimals where it is of order 1: a few hundredths may be all that was
    /// learned.
    public static String fine(double x) {
        return Numbers.fine(x);
    }

    /// A share such as `24 %`, `0.3 %`, `<0.1 %`; what is not finite as in [#of].
    public static String percent(double share) {
        return Numbers.percent(share);
    }

    /// A range such as `0.21-0.25`.
    public static String range(double low, double high) {
        return of(low) + "-" + of(high);
    }
}
