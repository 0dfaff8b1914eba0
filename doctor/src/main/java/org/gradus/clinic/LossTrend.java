package org.gradus.clinic;

/// Whether a loss still falls: its mean over a window beside its mean over the window before.
final class LossTrend {
    /// The means of stretches between two glances, the latest of two windows.
    private final double[] stretches;

    private int closed;
    private double sum;
    private int count;

    /// @param window how many stretches a window has
    LossTrend(int window) {
        stretches = new double[2 * window];
    }

    void add(double loss) {
        sum += loss;
        count++;
    }

    /// Ends a stretch.
    void close() {
        if (count == 0) return;
        stretches[closed++ % stretches.length] = sum / count;
        sum = 0;
        count = 0;
    }

    /// Whether two windows have been seen.
    boolean full() {
        return closed >= stretches.length;
    }

    /// The mean over the latest window.
    double now() {
        return mean(closed - stretches.length / 2, closed);
    }

    /// The mean over the window before it.
    double before() {
        return mean(closed - stretches.length, closed - stretches.length / 2);
    }

    private double mean(int from, int to) {
        double total = 0;
        for (int i = Math.max(0, from); i < to; i++) total += stretches[i % stretches.length];
        return total / Math.max(1, to - Math.max(0, from));
    }
}
