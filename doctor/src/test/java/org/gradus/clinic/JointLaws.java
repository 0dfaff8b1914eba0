package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gradus.clinic.Round.Suspect;
import org.gradus.detect.Clipping;
import org.gradus.detect.Experiments;
import org.gradus.detect.Gain;
import org.gradus.detect.InputScale;
import org.gradus.detect.LrTooHigh;
import org.gradus.remedy.NoClip;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.StandardizeInputs;
import org.gradus.remedy.Together;
import org.junit.jupiter.api.Test;

/// Which of several suspects are named together, by what is left of the error when some of them are
/// undone.
final class JointLaws {
    private static final Suspect CLIP = new Suspect(new Clipping(), new NoClip(), "clip"),
            INPUTS = new Suspect(new InputScale(), new StandardizeInputs(), "inputs"),
            RATE = new Suspect(new LrTooHigh(), new ScaleRate(0.1), "rate");

    /// Experiments whose outcomes are made up: what is left, by the remedies that are applied.
    private record Made(Map<Set<Remedy>, Double> left) implements Experiments {
        private double left(Remedy remedy) {
            Set<Remedy> applied = remedy instanceof Together t ? Set.copyOf(t.remedies()) : Set.of(remedy);
            return left.getOrDefault(applied, 0.9);
        }

        @Override
        public void prepare(Collection<? extends Remedy> remedies) {}

        @Override
        public Notes notes() {
            return Notes.NONE;
        }

        @Override
        public Optional<Point> point() {
            return Optional.empty();
        }

        @Override
        public Outcome control() {
            return new Outcome(0.9, 0.9, Gain.NONE);
        }

        @Override
        public Optional<Outcome> with(Remedy remedy) {
            return Optional.of(new Outcome(left(remedy), left(remedy), over(0.9, left(remedy))));
        }

        @Override
        public Outcome special(Special data) {
            return control();
        }

        @Override
        public Gain signal() {
            return Gain.NONE;
        }

        @Override
        public Gain gain(Remedy less, Remedy more) {
            return over(left(less), left(more));
        }

        private static Gain over(double before, double after) {
            return new Gain(before - after, before - after - 0.05);
        }
    }

    private static Set<String> named(Map<Set<Remedy>, Double> left, Optional<Remedy> alone) {
        return Joint.of(new Made(left), List.of(CLIP, INPUTS, RATE), alone)
                .map(j -> j.parts().stream()
                        .sorted(Comparator.comparing(p -> p.suspect().reason()))
                        .map(p -> p.suspect().reason())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static Set<Remedy> with(Suspect... undone) {
        return Set.of(undone).stream().map(Suspect::remedy).collect(Collectors.toSet());
    }

    /// Neither helps alone, both together do, and the third has no part in it.
    @Test
    void twoThatHelpOnlyTogetherAreNamedAndTheIdleOneIsNot() {
        Map<Set<Remedy>, Double> left = Map.of(with(CLIP, INPUTS, RATE), 0.1, with(CLIP, INPUTS), 0.1);
        assertThat(named(left, Optional.empty())).containsExactlyInAnyOrder("clip", "inputs");
    }

    @Test
    void oneThatDoesAsMuchAloneNeedsNoOther() {
        Map<Set<Remedy>, Double> left = Map.of(with(CLIP, INPUTS, RATE), 0.15, with(CLIP), 0.1);
        assertThat(named(left, Optional.of(CLIP.remedy()))).isEmpty();
    }

    @Test
    void oneThatHelpsAloneIsNamedWithWhatHelpsOnTopOfIt() {
        Map<Set<Remedy>, Double> left =
                Map.of(with(CLIP, INPUTS, RATE), 0.1, with(CLIP, INPUTS), 0.1, with(CLIP), 0.5, with(CLIP, RATE), 0.5);
        assertThat(named(left, Optional.of(CLIP.remedy()))).containsExactlyInAnyOrder("clip", "inputs");
        assertThat(Joint.of(new Made(left), List.of(CLIP, INPUTS, RATE), Optional.of(CLIP.remedy()))
                        .orElseThrow()
                        .parts()
                        .getLast()
                        .gain()
                        .mean())
                .isEqualTo(0.4);
    }

    @Test
    void whatHelpsInNoCombinationIsNotNamed() {
        assertThat(named(Map.of(), Optional.empty())).isEmpty();
    }
}
