package org.gradus.graph;

/// What the elements of an expression are.
public enum Kind {
    /// Real numbers: computed in `f32` or `f64`, whichever a plan was made for. Masks are real zeros and ones.
    REAL,
    /// 32-bit integers: labels, indices, counters and random keys. They have no gradient.
    INT
}
