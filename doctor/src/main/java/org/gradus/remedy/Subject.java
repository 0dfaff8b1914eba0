package org.gradus.remedy;

import org.gradus.data.Dataset;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;

/// What a remedy is applied to: a recipe, and what must be known of its data.
///
/// @param sample the shape of a sample
/// @param samples how many there are to train on
public record Subject(Recipe recipe, Shape sample, int samples) {
    /// A recipe on its data.
    public static Subject of(Recipe recipe, Dataset data) {
        return new Subject(recipe, data.train().sample(), data.train().count());
    }

    /// Another recipe on the same data.
    public Subject with(Recipe recipe) {
        return new Subject(recipe, sample, samples);
    }
}
