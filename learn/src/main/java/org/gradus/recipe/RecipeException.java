package org.gradus.recipe;

/// Thrown when a recipe cannot be read; the message names the place, the value and what was expected.
public final class RecipeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public RecipeException(String message) {
        super(message);
    }
}
