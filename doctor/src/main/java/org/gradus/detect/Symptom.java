package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.detect.Experiments.Special;
import org.gradus.detect.Finding.Found;
import org.gradus.probe.Field;

/// What a training itself shows to be wrong, whatever the cause: a failure even where no cause is
/// proven.
public enum Symptom {
    /// A step made a number that is not finite.
    NON_FINITE("nan"),
    /// Some layer never got any gradient.
    NO_GRADIENT("no-gradient"),
    /// The network is no better than guessing on the samples trained on, although there is
    /// something to learn: shuffled labels do worse.
    NOT_LEARNING("not-learning");

    /// The error left, relative to guessing, that counts as no better than guessing.
    private static final double GUESSING = 0.98;

    private final String label;

    Symptom(String label) {
        this.label = label;
    }

    /// What it is called where causes are named, such as after `--fail-on`.
    public String label() {
        return label;
    }

    /// The first symptom that a training shows.
    public static Optional<Diagnosis> of(Evidence e) {
        for (Symptom s : values()) {
            Optional<Found> found = s.found(e);
            if (found.isPresent()) return Optional.of(s.diagnosis(found.get()));
        }
        return Optional.empty();
    }

    private Diagnosis diagnosis(Found found) {
        Odds.Contender odds = new Odds.Contender(label, found.confidence(), Double.NaN, true, false);
        return new Diagnosis(label, found, odds, 1, List.of());
    }

    private Optional<Found> found(Evidence e) {
        return switch (this) {
            case NON_FINITE -> new Nan().examine(e) instanceof Found f ? Optional.of(f) : Optional.empty();
            case NO_GRADIENT -> noGradient(e);
            case NOT_LEARNING -> notLearning(e);
        };
    }

    private static Optional<Found> noGradient(Evidence e) {
        int steps = e.history().size();
        if (steps == 0 || !e.poor() || !new Frozen().kept(e).isEmpty()) return Optional.empty();
        List<String> layers = IntStream.range(0, e.layers().size())
                .filter(l -> e.history().last(Field.GRADIENT, l, steps) == 0)
                .mapToObj(e.layers()::get)
                .toList();
        if (layers.isEmpty()) return Optional.empty();
        String count = layers.size() + " of " + e.layers().size();
        return Optional.of(Found.ill(
                        1,
                        layers,
                        "No step brought " + layers.getFirst() + " any gradient.",
                        "weights without a gradient stay as they were drawn")
                .since(1)
                .seen("layers without any gradient", count, "none", "all steps")
                .seen(Words.loss(e)));
    }

    private static Optional<Found> notLearning(Evidence e) {
        if (!(e.left() > GUESSING)) return Optional.empty();
        if (!(e.experiments().special(Special.SHUFFLED).gain().low() > 0)) return Optional.empty();
        return Optional.of(Found.ill(
                        1,
                        e.layers(),
                        "The network is no better than guessing on the samples that it was trained on.",
                        "there is something to learn: the same network does worse on shuffled labels")
                .seen(Words.left(e), Words.loss(e)));
    }
}
