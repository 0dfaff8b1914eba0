package org.gradus.bench;

import java.util.Locale;

/// What a library is asked to do again and again.
enum Mode {
    /// Steps of its training.
    PLAIN,
    /// Steps on which someone looks on.
    WATCHED,
    /// Predictions.
    PREDICT;

    /// As orders have it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
