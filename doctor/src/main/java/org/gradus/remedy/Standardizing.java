package org.gradus.remedy;

import org.gradus.data.Balanced;
import org.gradus.data.Dataset;
import org.gradus.data.Standardized;
import org.gradus.recipe.Recipe;

/// What remedies that change the data make of the patient's data, told from the recipes alone.
public final class Standardizing {
    private Standardizing() {}

    /// The data that a treated recipe was trained on: the same as by [Remedy#data] of its remedy.
    ///
    /// @param data the data of the untreated recipe
    public static Dataset data(Recipe untreated, Recipe treated, Dataset data) {
        if (treated.data().equals(untreated.data())) return data;
        if (treated.data() instanceof Balanced && !(untreated.data() instanceof Balanced)) return Balanced.of(data);
        boolean targets = targets(treated) && !targets(untreated);
        boolean inputs = inputs(treated) && !inputs(untreated)
                || !(treated.data() instanceof Standardized) && !(untreated.data() instanceof Standardized);
        return Standardized.of(data, inputs, targets);
    }

    private static boolean targets(Recipe recipe) {
        return recipe.data() instanceof Standardized s && s.targets();
    }

    private static boolean inputs(Recipe recipe) {
        return recipe.data() instanceof Standardized s && s.inputs();
    }
}
