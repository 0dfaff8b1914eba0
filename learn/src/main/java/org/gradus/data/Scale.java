package org.gradus.data;

/// Whether inputs are mapped to [0, 1], and by which minimum and maximum; see [Preparation].
public enum Scale {
    /// They are not.
    FALSE,
    /// Each column by its own.
    TRUE,
    /// All columns by the same, those of all inputs: for columns of one unit, as the pixels of an
    /// image, whose sizes beside each other say something.
    ALL
}
