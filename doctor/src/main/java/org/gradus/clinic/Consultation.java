package org.gradus.clinic;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.recipe.Recipe;

/// Everything the doctor found out about one network, from the forecast to the proven cure.
///
/// @param evidence the training as given
/// @param verdict what is wrong with it
/// @param trials every arm of the experiment, control and sham first; empty for a healthy network
/// @param cure the best accepted remedy, trained in full, if one was accepted
/// @param steps the steps of each arm
/// @param seeds the seeds of each arm
public record Consultation(
        Evidence evidence, Verdict verdict, List<Trial> trials, Optional<Cure> cure, int steps, int seeds) {

    public Consultation {
        trials = List.copyOf(trials);
    }

    /// A remedy that was accepted, trained in full.
    ///
    /// @param recipe the treated recipe
    /// @param changes what it changes, one line a change
    public record Cure(Recipe recipe, String remedy, List<String> changes, Evidence evidence, Verdict verdict) {}
}
