package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gradus.clinic.Joint.Suspect;
import org.gradus.clinic.Joint.Undone;
import org.gradus.detect.Clipping;
import org.gradus.detect.Detector;
import org.gradus.detect.Experiments;
import org.gradus.detect.Finding;
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
    private static final Undone CLIP = undone(new Clipping(), "clip", new NoClip()),
            INPUTS = undone(new InputScale(), "inputs", new StandardizeInputs()),
            RATE = undone(new LrTooHigh(), "rate", new ScaleRate(0.1), new ScaleRate(0.01));

    private static Undone undone(Detector detector, String reason, Remedy... remedies) {
        return new Undone(new Suspect(detector, List.of(remedies), reason, new Finding.RuledOut(reason)), remedies[0]);
    }

    /// Experiments whose outcomes are made up: what is left, by the remedies that are applied.
    private record Made(Map<Set<Remedy>, Double> left) implements Experiments {
        private double left(Remedy remedy) {
            Set<Remedy> applied = remedy instanceof Together t ? Set.copyOf(t.remedies()) : Set.of(remedy);
            return left.getOrDefault(applied, 0.9);
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
        public Gain gain(Remedy less, Remedy more) {
            return over(left(less), left(more));
        }

        private static Gain over(double before, double after) {
            return new Gain(before - after, before - after - 0.05);
        }
    }

    private static Optional<Joint> joint(Map<Set<Remedy>, Double> left, Optional<Undone> alone, boolean pairs) {
        List<Suspect> suspects = List.of(CLIP.suspect(), INPUTS.suspect(), RATE.suspect());
        return Joint.of(new Made(left), suspects, alone, pairs);
    }

    private static Set<String> named(Map<Set<Remedy>, Double> left, Optional<Undone> alone) {
        return joint(left, alone, true)
                .map(j -> j.parts().stream()
                        .map(p -> p.undone().suspect().reason())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static Set<Remedy> with(Undone... undone) {
        return Set.of(undone).stream().map(Undone::remedy).collect(Collectors.toSet());
    }

    /// Neither helps alone, both together do, and the third has no part in it.
    @Test
    void twoThatHelpOnlyTogetherAreNamedAndTheIdleOneIsNot() {
        Map<Set<Remedy>, Double> left = Map.of(with(CLIP, INPUTS, RATE), 0.1, with(CLIP, INPUTS), 0.1);
        assertThat(named(left, Optional.empty())).containsExactlyInAnyOrder("clip", "inputs");
    }

    /// Undone beside both, the third does harm, so that all at once show nothing.
    @Test
    void twoAreFoundThoughUndoingAThirdDoesHarm() {
        Map<Set<Remedy>, Double> left = Map.of(with(CLIP, INPUTS), 0.1);
        assertThat(named(left, Optional.empty())).containsExactlyInAnyOrder("clip", "inputs");
        assertThat(joint(left, Optional.empty(), false)).isEmpty();
    }

    @Test
    void oneThatDoesAsMuchAloneNeedsNoOther() {
        Map<Set<Remedy>, Double> left = Map.of(with(CLIP, INPUTS, RATE), 0.15, with(CLIP), 0.1);
        assertThat(named(left, Optional.of(CLIP))).isEmpty();
    }

    @Test
    void oneThatHelpsAloneIsNamedWithWhatHelpsOnTopOfIt() {
        Map<Set<Remedy>, Double> left =
                Map.of(with(CLIP, INPUTS, RATE), 0.1, with(CLIP, INPUTS), 0.1, with(CLIP), 0.5, with(CLIP, RATE), 0.5);
        assertThat(named(left, Optional.of(CLIP))).containsExactlyInAnyOrder("clip", "inputs");
        assertThat(joint(left, Optional.of(CLIP), false)
                        .orElseThrow()
                        .parts()
                        .getLast()
                        .gain()
                        .mean())
                .isEqualTo(0.4);
    }

    /// The rate has to fall a hundredfold, beside the inputs.
    @Test
    void theRemedyThatHelpsBesideTheOthersIsTaken() {
        Remedy lower = RATE.suspect().remedies().getLast();
        Map<Set<Remedy>, Double> left =
                Map.of(with(INPUTS), 0.6, Set.of(new StandardizeInputs(), lower), 0.1, with(INPUTS, RATE), 0.6);
        Joint found = joint(left, Optional.of(INPUTS), false).orElseThrow();
        assertThat(found.parts()).extracting(p -> p.undone().remedy()).contains(lower, new StandardizeInputs());
    }

    @Test
    void whatHelpsInNoCombinationIsNotNamed() {
        assertThat(named(Map.of(), Optional.empty())).isEmpty();
    }
}
