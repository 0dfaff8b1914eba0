package org.gradus.forecast;

import java.time.Duration;

/// How long a forecast may take.
///
/// @param began in nanoseconds of the system's clock
/// @param time from then on
record Deadline(long began, Duration time) {
    /// No end.
    static final Deadline NONE = new Deadline(0, Duration.ofNanos(Long.MAX_VALUE));

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime(), time);
    }

    boolean over() {
        return System.nanoTime() - began >= time.toNanos();
    }

    /// @throws NoForecast when the time is over
    void check() throws NoForecast {
        if (over()) throw new NoForecast("network", "it takes longer than " + time.toMillis() + " ms");
    }
}
