package org.gradus.recipe;

import org.gradus.name.InputException;
import org.gradus.name.Shown;

/// Thrown when a recipe cannot be read; the message names the place, the value and what was expected.
public final class RecipeException extends InputException {
    private static final long serialVersionUID = 1;

    public RecipeException(String message) {
        super(Shown.line(message));
    }
}
