package org.gradus.forecast;

import java.io.Serial;

/// Thrown inside this package when a layer cannot be forecast; the caller turns it into
/// [Forecast.NotPredicted].
final class NoForecast extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    NoForecast(String path, String reason) {
        super(path + ": " + reason);
        this.path = path;
        this.reason = reason;
    }

    Forecast.NotPredicted answer() {
        return new Forecast.NotPredicted(path, reason);
    }
}
