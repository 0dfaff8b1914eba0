package org.gradus.tensor;

/// Thrown when a shape is impossible, or when the shapes or kinds of an operation's inputs do not fit together; the
/// message names the numbers.
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// An exception that says what does not fit.
    public ShapeException(String message) {
        super(message);
    }
}
