package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Judge;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;

/// Draws sound networks, plants faults into them, and has the doctor examine both.
public final class Trials {
    /// The error left of guessing's up to which a drawn network counts as sound.
    private static final double SOUND = 0.12;

    /// How much more error a planted fault must leave, in training or on held-out samples; others
    /// do no harm.
    private static final double HARM = 0.12, HELD_OUT_HARM = 0.2;

    /// Where to look for the next network when a drawn one is not sound.
    private static final int NEXT = 100_000;

    private Trials() {}

    /// What the doctor made of a drawn network.
    ///
    /// @param planted the planted cause; empty for a sound network
    /// @param seed draws the network again
    /// @param left the error left of guessing's, in training
    /// @param heldOut the same on held-out samples
    /// @param harmful whether the fault leaves more error than the sound network; false for a
    ///     sound one
    /// @param causes what was found, the first diagnosis first
    public record Result(String planted, long seed, double left, double heldOut, boolean harmful, List<String> causes) {
        public Result {
            causes = List.copyOf(causes);
        }

        /// Whether the planted cause comes first, or nothing was found in a sound network.
        public boolean right() {
            return planted.isEmpty()
                    ? causes.isEmpty()
                    : !causes.isEmpty() && causes.getFirst().equals(planted);
        }
    }

    /// Examines `nets` sound networks and as many with each fault, one after the other.
    ///
    /// @param listener told of each as soon as it is examined
    public static List<Result> run(Family family, int nets, Consumer<Result> listener) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < nets; i++) add(results, sound(family, i), listener);
        for (Fault fault : Fault.all()) {
            for (int i = 0; i < nets; i++) add(results, sick(family, fault, i), listener);
        }
        return results;
    }

    private static void add(List<Result> results, Result result, Consumer<Result> listener) {
        results.add(result);
        listener.accept(result);
    }

    private static Result sound(Family family, long seed) {
        Evidence e = train(family.sound(new SplittableRandom(seed)));
        return e.left() > SOUND ? sound(family, seed + NEXT) : result("", seed, e, false);
    }

    private static Result sick(Family family, Fault fault, long seed) {
        Case sound = family.sound(new SplittableRandom(seed));
        Evidence before = train(sound);
        if (before.left() > SOUND) return sick(family, fault, seed + NEXT);
        Evidence e = train(fault.into(sound, seed));
        boolean harmful = e.left() > before.left() + HARM || e.heldOutLeft() > before.heldOutLeft() + HELD_OUT_HARM;
        return result(fault.cause(), seed, e, harmful);
    }

    private static Result result(String planted, long seed, Evidence e, boolean harmful) {
        List<String> causes = Judge.judge(e) instanceof Verdict.Unwell u
                ? u.diagnoses().stream().map(Diagnosis::cause).toList()
                : List.of();
        return new Result(planted, seed, e.left(), e.heldOutLeft(), harmful, causes);
    }

    private static Evidence train(Case c) {
        return new Clinic(c.data()).train(c.recipe(), c.recipe().seed(), (_, _, _) -> {});
    }
}
