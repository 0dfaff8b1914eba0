package org.gradus.exam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.gradus.exam.Batch.Job;

/// Examines sound networks of the noisy world, and such with one or two faults planted into them.
/// Those with one fault are treated by [Repairs].
public final class NoisyTrials {
    /// How much more error on fresh samples a planted fault must leave, relative to guessing; others
    /// do no harm. It is as far above what the doctor names a cause for as the gain that a sound
    /// network leaves is below: on the very edge a fault would be found by the toss of a coin.
    static final double HARM = 0.15;

    /// Seeds over which harm is averaged.
    private static final int SEEDS = 2;

    private static final String PAIR = "2";

    private final Family family;
    private final SoundNetworks networks;

    /// @param networks of the same family
    public NoisyTrials(Family family, SoundNetworks networks) {
        this.family = family;
        this.networks = networks;
    }

    /// How many networks are examined.
    ///
    /// @param sound without a fault; those in which something is found are treated
    /// @param each with each fault
    /// @param pairs with two faults; all are treated
    public record Size(int sound, int each, int pairs) {}

    /// Examines networks, round after round, so that a run cut short has seen all kinds.
    ///
    /// @param threads how many are examined at once; results do not depend on it, but times may
    /// @param lines where results are kept; what is found there is not done again
    /// @param listener told of each new result, in the order of the work
    /// @return all results, in the order of the work
    public List<Result> run(Size size, int threads, Lines<Result> lines, Consumer<Result> listener) {
        List<Job<Result>> jobs = new ArrayList<>();
        int rounds = Math.max(1, Math.max(size.each(), Group.values().length));
        int sound = 0, pairs = 0;
        for (int i = 0; i < rounds; i++) {
            for (; (long) sound * rounds < (long) size.sound() * (i + 1) && sound < size.sound(); sound++)
                jobs.add(sound(sound));
            for (; (long) pairs * rounds < (long) size.pairs() * (i + 1) && pairs < size.pairs(); pairs++)
                jobs.add(pair(pairs));
            if (i >= size.each()) continue;
            for (List<Fault> kinds : Fault.byCause().values()) jobs.add(single(kinds, i));
        }
        return Batch.run(jobs, Result::key, threads, lines, listener);
    }

    private Job<Result> sound(long number) {
        String kind = Group.of(number).name();
        return new Job<>(Result.key(World.NOISY, family, "", kind, number), () -> {
            Case own = networks.get(number).drawn().own();
            return Seen.of(own, 1, true).result(World.NOISY, family, "", kind, number, false);
        });
    }

    private Job<Result> single(List<Fault> kinds, long number) {
        int which = (int) (number % kinds.size());
        Fault fault = kinds.get(which);
        String kind = String.valueOf(which + 1);
        return new Job<>(Result.key(World.NOISY, family, fault.cause(), kind, number), () -> {
            Planted planted = planted(List.of(fault), number);
            boolean harmful = planted.harms(fault);
            return Seen.of(planted.sick(planted.drawn().own(), List.of(fault)), 1, false)
                    .result(World.NOISY, family, fault.cause(), kind, number, harmful);
        });
    }

    /// Two faults that can stand together: they change different parts of the recipe, and each does
    /// harm alone and beside the other.
    private Job<Result> pair(long number) {
        return new Job<>(Result.key(World.NOISY, family, Result.PAIR, PAIR, number), () -> {
            SplittableRandom r = new SplittableRandom(number ^ 0x9E3779B97F4A7C15L);
            while (true) {
                List<Fault> two = Pair.draw(r);
                Planted planted = planted(two, r.nextInt(1000));
                if (!Pair.standTogether(planted.drawn().own(), two, planted.seed()) || !planted.harmsTogether(two))
                    continue;
                String names = two.getFirst().cause() + "+" + two.getLast().cause();
                return Seen.of(planted.sick(planted.drawn().own(), two), 1, true)
                        .result(World.NOISY, family, names, PAIR, number, true);
            }
        });
    }

    private Planted planted(List<Fault> faults, long number) {
        Set<Need> needs = new HashSet<>();
        faults.forEach(f -> needs.addAll(f.needs()));
        SoundNetwork sound = networks.get(needs, number);
        return new Planted(sound.drawn(needs), sound.seed(), sound.error());
    }

    /// A sound network with faults.
    ///
    /// @param error what it leaves on fresh samples without any
    private record Planted(Drawn drawn, long seed, double error) {
        Case sick(Case sound, List<Fault> faults) {
            Case sick = sound;
            for (Fault fault : faults) sick = fault.into(sick, seed);
            return sick;
        }

        private double left(List<Fault> faults) {
            return Soundness.error(sick(drawn.judged(), faults), SEEDS);
        }

        boolean harms(Fault fault) {
            List<Fault> one = List.of(fault);
            Case sound = drawn.judged(), sick = sick(sound, one), beside = Harm.beside(sound, sick, fault);
            double least = beside.equals(sound) ? error : Soundness.error(beside, SEEDS);
            return enough(one) && left(one) > least + HARM;
        }

        private boolean enough(List<Fault> faults) {
            return Harm.enough(drawn.own(), sick(drawn.own(), faults));
        }

        /// Whether taking either fault away leaves less error, and not as little as the sound network.
        boolean harmsTogether(List<Fault> two) {
            double first = left(List.of(two.getFirst())), second = left(List.of(two.getLast())), both = left(two);
            double least = Math.min(first, second);
            return enough(two) && least > error + HARM && both > error + HARM;
        }
    }
}
