package org.gradus.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.gradus.detect.Figure;
import org.gradus.name.Decimal;

/// How numbers are written on every page. Measured numbers are written as detectors write theirs,
/// by [Figure]; losses, metrics and coordinates have their own rules here.
///
/// The same value gives the same characters in any locale; what is no number is a dash.
final class Numbers {
    /// From here on a number with all its digits is longer than it is worth.
    private static final double LARGE = 1e5, FAR = 1e15;

    private Numbers() {}

    /// A measured number: `0.24`, `460`, `2.1e-14`.
    static String of(double value) {
        return Figure.of(value);
    }

    /// A number with some significant digits, with powers below 0.001 and from 100 000 on.
    static String of(double value, int digits) {
        if (Double.isNaN(value)) return Figure.NONE;
        return Decimal.full(value, digits, -3, 5);
    }

    /// A number with a fixed count of decimals, without a minus in front of a zero.
    static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) return Figure.NONE;
        return Math.abs(value) < FAR ? Decimal.fixed(value, decimals) : of(value, 3);
    }

    /// A share as a percentage: `24 %`, `0.3 %`.
    static String percent(double share) {
        return Figure.percent(share);
    }

    /// A metric, such as the share of right answers: `0.972`.
    static String metric(double value) {
        return Math.abs(value) < LARGE ? fixed(value, 3) : of(value, 3);
    }

    /// A loss: `2.30`.
    static String loss(double value) {
        return of(value, 3);
    }

    /// A loss in at most six columns where it is below 1e100: `2.30`, `1.4e50`.
    static String shortLoss(double value) {
        return of(value, Math.abs(value) < 1e5 ? 3 : 2);
    }

    /// A difference in loss, with its sign: `-2.10`, `+0.02`, `-1.4e6`.
    static String effect(double value) {
        String text = Math.abs(value) < 1000 ? fixed(value, 2) : of(value);
        return value > 0 && !text.equals("0.00") ? "+" + text : text;
    }

    /// A ratio as a factor: `×3.1e6`.
    static String times(double ratio) {
        return "×" + of(ratio);
    }

    /// A power of ten: `1e-15`, and `1` for the zeroth.
    static String power(int exponent) {
        return exponent == 0 ? "1" : "1e" + exponent;
    }

    /// A coordinate of a drawing: at most two decimals.
    static String px(double value) {
        if (!Double.isFinite(value))
            throw new IllegalArgumentException("coordinate: expected a number, found " + value);
        BigDecimal rounded = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
