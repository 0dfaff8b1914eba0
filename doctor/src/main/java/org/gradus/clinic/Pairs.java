package org.gradus.clinic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Patient.Arm;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Together;

/// Joins two remedies when none is enough alone: the best, and the best of another kind that it
/// can be joined to.
record Pairs(Patient patient, Experiment experiment) {

    /// The pair as one more arm, if two remedies are of different kinds and do not undo each other.
    Optional<Arm> best() {
        List<Remedy> ranked = experiment.candidates().stream()
                .sorted(Comparator.comparingDouble(s -> -experiment.gain(s)))
                .flatMap(s -> s.arm().remedy().stream())
                .filter(r -> r.start() != Remedy.Start.END)
                .distinct()
                .toList();
        for (int i = 0; i < ranked.size(); i++) {
            for (int j = i + 1; j < ranked.size(); j++) {
                Optional<Arm> arm = joined(ranked.get(i), ranked.get(j));
                if (arm.isPresent()) return arm;
            }
        }
        return Optional.empty();
    }

    private Optional<Arm> joined(Remedy a, Remedy b) {
        if (a.getClass() == b.getClass()) return Optional.empty();
        int features = patient.data().features();
        Remedy both = new Together(a, b);
        Optional<Recipe> treated = both.apply(patient.recipe(), features);
        boolean more = treated.isPresent()
                && !treated.equals(a.apply(patient.recipe(), features))
                && !treated.equals(b.apply(patient.recipe(), features));
        return more ? patient.arms(both).stream().findFirst() : Optional.empty();
    }
}
