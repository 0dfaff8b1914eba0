package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// A network of the noisy world that [Soundness] found sound, by the numbers that draw it again.
///
/// @param family the world's half it was drawn from
/// @param kind its [Group]; for one into which faults are planted, what they need
/// @param number which of that kind
/// @param seed drew it
/// @param error what it leaves on fresh samples, relative to guessing
/// @param rejected the changes for which earlier draws were not sound, with `?` behind those that
///     were not sure
/// @param seconds what it took to find it
public record SoundNetwork(
        Family family, String kind, long number, long seed, double error, List<String> rejected, double seconds) {
    /// Where to look for the next network when a drawn one is not sound.
    private static final long NEXT = 100_000;

    /// A network to plant a fault into has something to lose.
    private static final double LEARNED = 0.7;

    private static final String PLAIN = "plain";

    public SoundNetwork {
        rejected = List.copyOf(rejected);
    }

    String key() {
        return key(family, kind, number);
    }

    static String key(Family family, String kind, long number) {
        return String.join("/", family.name(), kind, String.valueOf(number));
    }

    static String kind(Set<Need> needs) {
        return PLAIN + needs.stream().map(Need::name).sorted().map(n -> "+" + n).collect(Collectors.joining());
    }

    /// The n-th sound network of its group.
    static SoundNetwork of(Family family, long number) {
        Group group = Group.of(number);
        return first(
                family,
                group.name(),
                number,
                seed -> new NoisyWorld(family).draw(group, new SplittableRandom(seed)),
                1e9);
    }

    /// The n-th sound network that has what a fault needs.
    static SoundNetwork plain(Family family, Set<Need> needs, long number) {
        return first(family, kind(needs), number, seed -> drawPlain(family, needs, seed), LEARNED);
    }

    private static Drawn drawPlain(Family family, Set<Need> needs, long seed) {
        SplittableRandom r = new SplittableRandom(seed);
        Drawn drawn = new NoisyWorld(family).plain(needs, r);
        while (!holds(needs, drawn.own())) drawn = new NoisyWorld(family).plain(needs, r);
        return drawn;
    }

    private static boolean holds(Set<Need> needs, Case own) {
        return needs.stream().allMatch(need -> need.holds(own));
    }

    private interface Draw {
        Drawn of(long seed);
    }

    private static SoundNetwork first(Family family, String kind, long number, Draw draw, double most) {
        List<String> rejected = new ArrayList<>();
        long start = System.nanoTime();
        for (long seed = number; ; seed += NEXT) {
            Soundness.Ruling ruling = Soundness.of(draw.of(seed));
            if (ruling.error() > most) rejected.add("learns too little");
            else if (ruling.unsound().isEmpty())
                return new SoundNetwork(
                        family, kind, number, seed, ruling.error(), rejected, (System.nanoTime() - start) / 1e9);
            else rejected.add(ruling.unsound().get() + (ruling.unsure() ? "?" : ""));
        }
    }

    /// The network itself.
    Drawn drawn() {
        return new NoisyWorld(family).draw(Group.valueOf(kind), new SplittableRandom(seed));
    }

    /// The network itself, where faults need something of it.
    Drawn drawn(Set<Need> needs) {
        return drawPlain(family, needs, seed);
    }
}
