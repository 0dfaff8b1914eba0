package org.gradus.name;

/// Thrown when something a person gave cannot be used: a recipe, a file, the name of a run. The message names
/// the place, the value and what was expected; what would act on a terminal is escaped, see [Shown].
public class InputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InputException(String message) {
        super(Shown.lines(message));
    }

    public InputException(String message, Throwable cause) {
        super(Shown.lines(message), cause);
    }
}
