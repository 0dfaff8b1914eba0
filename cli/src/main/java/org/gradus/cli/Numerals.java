package org.gradus.cli;

import org.gradus.name.Decimal;

/// Numbers as people read them.
final class Numerals {
    /// The lowest power of ten that is written out.
    private static final int SMALLEST = -4;

    private Numerals() {}

    /// Up to so many significant digits without trailing zeros: `-12`, `0.7310586`, `1.699342e-17`.
    static String of(double value, int digits) {
        return Decimal.brief(value, digits, SMALLEST, Math.max(digits, 6));
    }

    /// A loss in three digits, or that it is no number.
    static String loss(double loss) {
        return Double.isNaN(loss) ? "no number" : of(loss, 3);
    }

    /// Two significant digits with powers: `0.23`, `2.1e-14`.
    static String brief(double value) {
        return of(value, 2);
    }
}
