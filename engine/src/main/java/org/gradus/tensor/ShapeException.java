package org.gradus.tensor;

/// Thrown when the shapes of an operation's inputs do not fit together; the message names the numbers.
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public ShapeException(String message) {
        super(message);
    }
}
