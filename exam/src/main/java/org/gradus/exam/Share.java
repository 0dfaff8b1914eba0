package org.gradus.exam;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// How often something happened among cases, with Wilson's 95 % score interval for the
/// probability behind it (E. B. Wilson, "Probable inference, the law of succession, and
/// statistical inference", 1927), which holds its level at shares near 0 and 1.
///
/// @param count the cases in which it happened
/// @param of all cases
public record Share(long count, long of) {
    /// The two-sided 95 % quantile of the normal distribution.
    private static final double Z = 1.959963984540054;

    public Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("share: expected a count from 0 to " + of + ", found " + count);
        }
    }

    /// How often something holds among some cases.
    static <T> Share among(List<T> cases, Predicate<T> which) {
        return new Share(cases.stream().filter(which).count(), cases.size());
    }

    /// The share itself; NaN without cases.
    public double value() {
        return (double) count / of;
    }

    /// The lower end of the interval; exactly 0 when it never happened.
    public double low() {
        return count == 0 ? 0 : centre() - reach();
    }

    /// The upper end of the interval; exactly 1 when it always happened.
    public double high() {
        return count == of ? 1 : centre() + reach();
    }

    private double centre() {
        return (value() + Z * Z / (2.0 * of)) / (1 + Z * Z / of);
    }

    private double reach() {
        double p = value();
        return Z * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of)) / (1 + Z * Z / of);
    }

    /// The share in words: `47 of 50, 94.0 % (83.8 to 97.9)`.
    @Override
    public String toString() {
        if (of == 0) return "no cases";
        return String.format(
                Locale.ROOT, "%d of %d, %.1f %% (%.1f to %.1f)", count, of, 100 * value(), 100 * low(), 100 * high());
    }
}
