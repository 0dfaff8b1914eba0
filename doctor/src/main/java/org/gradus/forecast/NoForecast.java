package org.gradus.forecast;

import java.io.Serial;
import java.time.Duration;

/// Thrown inside this package when a layer cannot be forecast; the caller turns it into
/// [Forecast.NotPredicted].
final class NoForecast extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;
    private final boolean grows;

    private NoForecast(String path, String reason, boolean grows) {
        super(path + ": " + reason);
        this.path = path;
        this.reason = reason;
        this.grows = grows;
    }

    NoForecast(String path, String reason) {
        this(path, reason, false);
    }

    /// That of a signal that has become too large.
    static NoForecast tooLarge(String path, String reason) {
        return new NoForecast(path, reason, true);
    }

    /// The layer's path.
    String path() {
        return path;
    }

    /// Why there is no forecast, in plain English.
    String reason() {
        return reason;
    }

    /// Whether the signal has become too large.
    boolean grows() {
        return grows;
    }

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
}
