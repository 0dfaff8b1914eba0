package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Round.Suspect;
import org.gradus.detect.Experiments;
import org.gradus.detect.Gain;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Together;

/// Causes that hide each other: undoing one alone does not help, or not enough, because of the
/// others.
///
/// All suspects are undone at once. If that leaves less error than undoing any one of them, each is
/// put back in turn, and the one that costs least stays back, until each that is left is needed
/// (backward elimination).
///
/// @param parts the causes that are needed, what costs most to put back first
record Joint(List<Part> parts) {
    /// Suspects that are undone at once, at most.
    private static final int MOST = 6;

    Joint {
        parts = List.copyOf(parts);
    }

    /// One of the causes.
    ///
    /// @param gain what putting it back costs
    record Part(Suspect suspect, Gain gain) {}

    /// @param alone the best single remedy
    static Optional<Joint> of(Experiments experiments, List<Suspect> suspects, Optional<Remedy> alone) {
        if (suspects.size() < 2) return Optional.empty();
        List<Suspect> left = new ArrayList<>(suspects.subList(0, Math.min(MOST, suspects.size())));
        Remedy all = together(left);
        Gain gain = alone.map(a -> experiments.gain(a, all)).orElseGet(() -> experiments.gain(all));
        if (!gain.helps()) return Optional.empty();
        while (left.size() > 1) {
            List<Part> parts = parts(experiments, left);
            Part least = parts.stream()
                    .min(Comparator.comparingDouble(p -> p.gain().mean()))
                    .orElseThrow();
            if (least.gain().helps()) {
                return Optional.of(new Joint(parts.stream()
                        .sorted(Comparator.comparingDouble(p -> -p.gain().mean()))
                        .toList()));
            }
            left.remove(least.suspect());
        }
        return Optional.empty();
    }

    private static List<Part> parts(Experiments experiments, List<Suspect> left) {
        Remedy all = together(left);
        List<Remedy> others = left.stream().map(s -> without(left, s)).toList();
        experiments.prepare(others);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            parts.add(new Part(left.get(i), experiments.gain(others.get(i), all)));
        }
        return parts;
    }

    private static Remedy without(List<Suspect> all, Suspect one) {
        return together(all.stream().filter(s -> !s.equals(one)).toList());
    }

    private static Remedy together(List<Suspect> suspects) {
        List<Remedy> remedies =
                suspects.stream().map(Suspect::remedy).distinct().toList();
        return remedies.size() == 1 ? remedies.getFirst() : new Together(remedies);
    }
}
