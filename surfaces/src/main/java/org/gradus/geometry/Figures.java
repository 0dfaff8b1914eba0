package org.gradus.geometry;

import org.gradus.name.Decimal;

/// Numbers in sentences: two significant digits, with powers where they are far from 1.
public final class Figures {
    private Figures() {}

    public static String of(double value) {
        return Double.isNaN(value) ? "unknown" : Decimal.brief(value, 2, -3, 5);
    }

    public static String percent(double share) {
        return of(100 * share) + " %";
    }
}
