package org.gradus.forecast;

/// The normalisation between a layer's linear output and its activation.
public enum Norm {
    /// None.
    NONE,
    /// Over the units of a sample.
    LAYER,
    /// Over the samples of a large batch.
    BATCH
}
