package org.gradus.exam;

/// What kind of data drawn networks are trained on.
public enum World {
    /// Classes that hardly overlap, and quantities under little noise: a network that is sound leaves
    /// next to no error.
    CLEAN,
    /// Data as people have them: overlap, noise, few rows, untidy columns; a sound network leaves what
    /// no change takes away.
    NOISY
}
