package org.gradus.forecast;

import java.io.Serial;

/// Thrown inside this package when a layer cannot be forecast; the caller turns it into
/// [Forecast.NotPredicted].
final class NoForecast extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;
    private final boolean grows;

    NoForecast(String path, String reason) {
        this(path, reason, false);
    }

    private NoForecast(String path, String reason, boolean grows) {
        super(path + ": " + reason);
        this.path = path;
        this.reason = reason;
        this.grows = grows;
    }

    /// That of a signal that has become too large.
    static NoForecast tooLarge(String path, String reason) {
        return new NoForecast(path, reason, true);
    }

    /// Whether the signal has become too large.
    boolean grows() {
        return grows;
    }

    Forecast.NotPredicted answer() {
        return new Forecast.NotPredicted(path, reason);
    }
}
