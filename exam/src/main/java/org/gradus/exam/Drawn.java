package org.gradus.exam;

import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Subset;
import org.gradus.recipe.Recipe;

/// A drawn network with the samples that its user has, and many more of the same law, which only
/// those see who say whether it is sound.
///
/// @param recipe its data are a [Subset] of the law's
record Drawn(Recipe recipe) {
    /// Held-out samples by which soundness and harm are measured.
    static final int FRESH = 2000;

    /// The network as its user has it.
    Case own() {
        return Case.of(recipe);
    }

    /// The same, trained on the same samples, with fresh ones held out in place of the user's.
    Case judged() {
        Subset own = (Subset) recipe.data();
        Recipe judged = recipe.withData(own.withHeldOut(Integer.MAX_VALUE));
        Dataset all = Case.of(judged).data();
        int held = own.heldOut(), rows = all.test().count();
        int[] fresh = IntStream.range(held, rows).toArray();
        return new Case(judged, all.with(all.train(), all.test().rows(fresh)));
    }
}
