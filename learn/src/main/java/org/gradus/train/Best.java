package org.gradus.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.gradus.tensor.Tensor;

/// The best epoch of a training that may stop early, with its network.
///
/// @param epoch which, from 1; where the training was not yet measured, the epoch after which it began to be
///     watched
/// @param value what validation measured after it; NaN where nothing was
/// @param network its weights and statistics by name; none where nothing was measured
public record Best(int epoch, double value, Map<String, Tensor> network) {
    public Best {
        network = Collections.unmodifiableMap(new TreeMap<>(network));
    }

    /// That of a training which nothing is known of until after an epoch.
    static Best none(int epoch) {
        return new Best(epoch, Double.NaN, Map.of());
    }

    /// Whether some epoch was measured.
    public boolean known() {
        return !network.isEmpty();
    }
}
