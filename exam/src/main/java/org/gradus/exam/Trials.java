package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.gradus.detect.Evidence.End;
import org.gradus.exam.Batch.Job;
import org.gradus.exam.Twins.Twin;
import org.gradus.recipe.Recipe;

/// Draws sound networks of one world, plants faults into them, and has the doctor and the rules of
/// others examine both.
public final class Trials {
    /// How much more error a planted fault must leave, in training or on held-out samples; others
    /// do no harm.
    private static final double HARM = 0.12, HELD_OUT_HARM = 0.2;

    private final Family family;
    private final Twins twins;

    public Trials(Family family) {
        this.family = family;
        this.twins = new Twins(family);
    }

    /// Examines networks, round after round, so that a run cut short has seen all causes.
    ///
    /// @param nets how many with each planted cause
    /// @param sound how many sound ones
    /// @param threads how many are examined at once; results do not depend on it, but times may
    /// @param lines where results are kept; what is found there is not done again
    /// @param listener told of each new result, in the order of the work
    /// @return all results, in the order of the work
    public List<Result> run(int nets, int sound, int threads, Lines<Result> lines, Consumer<Result> listener) {
        List<Job<Result>> jobs = new ArrayList<>();
        Map<String, List<Fault>> faults = Fault.byCause();
        int rounds = Math.max(1, nets), done = 0;
        for (int i = 0; i < rounds; i++) {
            for (; (long) done * rounds < (long) sound * (i + 1) && done < sound; done++) jobs.add(sound(done));
            if (i >= nets) continue;
            for (List<Fault> kinds : faults.values()) jobs.add(sick(kinds, i));
        }
        return Batch.run(jobs, Result::key, threads, lines, listener);
    }

    private Job<Result> sound(long number) {
        String kind = Sound.of(number).name().toLowerCase(Locale.ROOT);
        return new Job<>(Result.key(World.CLEAN, family, "", kind, number), () -> healthy(kind, number));
    }

    private Job<Result> sick(List<Fault> kinds, long number) {
        int kind = (int) (number % kinds.size());
        Fault fault = kinds.get(kind);
        String name = String.valueOf(kind + 1);
        return new Job<>(
                Result.key(World.CLEAN, family, fault.cause(), name, number), () -> planted(fault, name, number));
    }

    private Result healthy(String kind, long number) {
        Sound sound = Sound.of(number);
        for (long seed = number; ; seed = Twins.next(seed)) {
            SplittableRandom random = new SplittableRandom(seed);
            Case drawn = twins.draw(seed, Set.of());
            for (Recipe recipe : sound.recipes(drawn, random)) {
                Case c = drawn.with(recipe);
                if (!Twins.sound(Twins.train(c))) continue;
                Seen seen = Seen.of(c, sound.met(random), false);
                return seen.result(World.CLEAN, family, "", kind, number, false);
            }
        }
    }

    private Result planted(Fault fault, String kind, long number) {
        Twin twin = twins.get(fault.needs(), number);
        Case sick = fault.into(twin.sound(), twin.seed());
        Seen seen = Seen.of(sick, 1, false);
        Case beside = Harm.beside(twin.sound(), sick, fault);
        End sound = beside.equals(twin.sound()) ? twin.end() : Twins.train(beside);
        boolean harmful = Harm.enough(twin.sound(), sick) && harmful(sound, seen.end());
        return seen.result(World.CLEAN, family, fault.cause(), kind, number, harmful);
    }

    /// Whether a fault leaves more error than the sound network.
    static boolean harmful(End sound, End sick) {
        return sick.left() > sound.left() + HARM || sick.heldOut() > sound.heldOut() + HELD_OUT_HARM;
    }
}
