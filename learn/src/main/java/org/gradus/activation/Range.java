package org.gradus.activation;

/// The values from `lower` to `upper`; where a bound is infinite, without end. Whether a finite bound is
/// reached or only neared is not said.
public record Range(double lower, double upper) {
    /// All numbers.
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /// Whether some numbers lie within, but for a slack on either side.
    public boolean holds(double low, double high, double slack) {
        return !(low < lower - slack) && !(high > upper + slack);
    }
}
