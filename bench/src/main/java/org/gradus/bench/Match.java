package org.gradus.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gradus.speed.Load;
import org.gradus.speed.Mlp;

/// Several libraries on one network and one number of threads, in turns: each has a JVM of its own, and only one works
/// at
/// any time.
///
/// @param rounds how often each has its turn
/// @param turn how long a turn takes
/// @param watch whether those that can also run with someone looking on
record Match(Mlp mlp, int threads, int rounds, Duration turn, boolean watch) {
    private static final Duration WARM = Duration.ofSeconds(1);
    private static final Duration WARM_AT_MOST = Duration.ofSeconds(4);

    /// Plays it.
    ///
    /// @param peers the folder of the peers' modules, as built
    List<Standing> play(List<Library> libraries, Path peers) {
        return play(libraries, library -> new Contestant(library.process(peers, mlp, threads)));
    }

    List<Standing> play(List<Library> libraries, Function<Library, Contestant> start) {
        List<Standing> standings = new ArrayList<>();
        try {
            for (Library library : libraries) {
                Standing standing = new Standing(library, start.apply(library));
                standings.add(standing);
                Contestant contestant = standing.contestant();
                contestant.warm(WARM, WARM_AT_MOST, false);
                if (watches(library)) contestant.warm(WARM, WARM_AT_MOST, true);
            }
            for (int i = 0; i < rounds; i++) round(standings);
        } finally {
            standings.forEach(s -> s.contestant().close());
        }
        return standings;
    }

    private void round(List<Standing> standings) {
        for (Standing standing : standings) {
            run(standing, false);
            if (watches(standing.library())) run(standing, true);
        }
    }

    private void run(Standing standing, boolean watched) {
        Load.Start start = Load.start();
        Answer answer = standing.contestant().run(turn, watched);
        standing.add(answer, watched, start.stop());
    }

    private boolean watches(Library library) {
        return watch && library.watches();
    }
}
