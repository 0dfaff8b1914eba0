package org.gradus.exam;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The sound networks of the noisy world, each sought once, and kept.
public final class SoundNetworks {
    private final Family family;
    private final Lines<SoundNetwork> lines;
    private final Map<String, SoundNetwork> known = new ConcurrentHashMap<>();

    /// @param lines where they are kept; what is found there is not sought again
    public SoundNetworks(Family family, Lines<SoundNetwork> lines) {
        this.family = family;
        this.lines = lines;
        for (SoundNetwork s : lines.found()) known.put(s.key(), s);
    }

    /// The n-th sound network, of the group whose turn it is.
    SoundNetwork get(long number) {
        String kind = Group.of(number).name();
        return sought(SoundNetwork.key(family, kind, number), () -> SoundNetwork.of(family, number));
    }

    /// The n-th sound network that has what a fault needs.
    SoundNetwork get(Set<Need> needs, long number) {
        String kind = SoundNetwork.kind(needs);
        return sought(SoundNetwork.key(family, kind, number), () -> SoundNetwork.plain(family, needs, number));
    }

    /// All that were sought so far, group by group.
    public List<SoundNetwork> all() {
        return known.values().stream()
                .sorted(Comparator.comparing((SoundNetwork s) -> s.kind()).thenComparingLong(SoundNetwork::number))
                .toList();
    }

    /// The same, for [Repairs].
    Bases bases() {
        return (needs, number) -> {
            SoundNetwork sound = get(needs, number);
            return new Bases.Base(sound.drawn(needs).own(), sound.seed());
        };
    }

    private SoundNetwork sought(String key, Supplier<SoundNetwork> search) {
        return known.computeIfAbsent(key, _ -> kept(search.get()));
    }

    private SoundNetwork kept(SoundNetwork found) {
        synchronized (lines) {
            return lines.add(found);
        }
    }
}
