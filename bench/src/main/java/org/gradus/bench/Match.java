package org.gradus.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gradus.speed.Load;
import org.gradus.speed.Mlp;

/// Several libraries on one network, in turns: each has a JVM of its own for each number of threads, and
/// only one works at any time.
///
/// @param rounds how often each has its turn
/// @param turn how long a turn takes
/// @param modes what they are asked to do; only those that can look on do so
record Match(Mlp mlp, int rounds, Duration turn, List<Mode> modes) {
    private static final Duration WARM = Duration.ofSeconds(1);
    private static final Duration WARM_AT_MOST = Duration.ofSeconds(6);

    /// Plays it.
    ///
    /// @param peers the folder of the peers' modules, as built
    List<Standing> play(List<Entry> entries, Path peers) {
        return play(entries, e -> new Contestant(e.library().process(peers, mlp, e.threads(), modes.getFirst())));
    }

    List<Standing> play(List<Entry> entries, Function<Entry, Contestant> start) {
        List<Standing> standings = new ArrayList<>();
        try {
            for (Entry entry : entries) {
                Contestant contestant = start.apply(entry);
                standings.add(new Standing(entry, contestant));
                for (Mode mode : modes(entry)) contestant.warm(WARM, WARM_AT_MOST, mode);
            }
            for (int i = 0; i < rounds; i++) round(standings);
        } finally {
            standings.forEach(s -> s.contestant().close());
        }
        return standings;
    }

    private void round(List<Standing> standings) {
        for (Standing standing : standings) {
            for (Mode mode : modes(standing.entry())) run(standing, mode);
        }
    }

    private void run(Standing standing, Mode mode) {
        Load.Start start = Load.start();
        Answer answer = standing.contestant().run(turn, mode);
        standing.add(answer, mode == Mode.WATCHED, start.stop());
    }

    private List<Mode> modes(Entry entry) {
        return modes.stream()
                .filter(mode -> mode != Mode.WATCHED || entry.library().watches())
                .toList();
    }
}
