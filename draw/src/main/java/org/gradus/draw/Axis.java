package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A scale with fixed limits: where on the page a value stands.
///
/// @param low the value at `from`; on a logarithmic scale its power of ten
/// @param high the value at `to`; on a logarithmic scale its power of ten
/// @param log whether the scale is logarithmic
/// @param from the coordinate of the low end
/// @param to the coordinate of the high end
public record Axis(double low, double high, boolean log, double from, double to) {

    /// The least distance of two labels, relative to the limits: beyond it, numbers are not told
    /// apart.
    private static final double FINEST = 1e-12;

    /// The least distance of two labels, and one over the largest: beyond, powers of ten leave the
    /// range of numbers.
    private static final double SMALLEST = 1e-290;

    /// A logarithmic scale between two powers of ten.
    public static Axis log(int low, int high, double from, double to) {
        return new Axis(low, high, true, from, to);
    }

    public static Axis linear(double low, double high, double from, double to) {
        return new Axis(low, high, false, from, to);
    }

    /// Where a value lies with respect to the limits.
    public enum Place {
        INSIDE,
        BELOW,
        ABOVE,
        /// Exactly 0 on a logarithmic scale.
        ZERO,
        /// Not a finite number.
        UNDEFINED
    }

    public Place place(double value) {
        if (!Double.isFinite(value)) return Place.UNDEFINED;
        if (log && value == 0) return Place.ZERO;
        double v = inner(value);
        return v < low ? Place.BELOW : v > high ? Place.ABOVE : Place.INSIDE;
    }

    public boolean holds(double value) {
        return place(value) == Place.INSIDE;
    }

    /// The coordinate of a value; a value outside stands at the edge, one that is no number at the high edge.
    public double at(double value) {
        return Double.isNaN(value) ? to : along(inner(value));
    }

    /// The coordinate of a power of ten.
    public double atPower(double exponent) {
        return along(exponent);
    }

    /// Halves keep the difference of two large numbers within range. Of a scale whose limits are
    /// equal, all that lies at them stands at the low end.
    private double along(double v) {
        double length = high / 2 - low / 2;
        if (v <= low || length == 0) return from;
        return v >= high ? to : from + (v / 2 - low / 2) / length * (to - from);
    }

    private double inner(double value) {
        if (!log) return value;
        return value > 0 ? Math.log10(value) : Double.NEGATIVE_INFINITY;
    }

    /// The powers of ten to label, at most about seven, the zeroth among them where it is inside.
    public List<Integer> powers() {
        return powers(0);
    }

    /// The powers of ten to label, no nearer to each other than some pixels.
    List<Integer> powers(double apart) {
        int span = (int) (high - low);
        double decade = Math.abs(to - from) / span;
        int usual = span <= 6 ? 1 : span <= 12 ? 2 : span <= 21 ? 3 : 5, step = usual * decade < apart ? 5 : usual;
        return IntStream.rangeClosed((int) low, (int) high)
                .filter(e -> Math.floorMod(e, step) == 0)
                .boxed()
                .toList();
    }

    /// Round values to label on a linear scale, about as many as asked; none where its limits are
    /// so near each other, for their size, or so large or small, that no round value lies between.
    public List<Double> ticks(int about) {
        double raw = (high - low) / about;
        boolean apart = raw > FINEST * Math.max(Math.abs(low), Math.abs(high));
        if (!apart || raw < SMALLEST || raw > 1 / SMALLEST) return List.of();
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                raw / power < 1.5 ? power : raw / power < 3.5 ? 2 * power : raw / power < 7.5 ? 5 * power : 10 * power;
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) ticks.add(i * step);
        return ticks;
    }
}
