package org.gradus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.bench.Answer.Cannot;
import org.gradus.bench.Answer.Lost;
import org.gradus.bench.Answer.Ready;
import org.gradus.bench.Answer.Timed;
import org.gradus.speed.Jvm;
import org.gradus.speed.Mlp;
import org.junit.jupiter.api.Test;

class ContestantTest {
    private static final Duration TURN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A JVM with a library that computes nothing.
    private static ProcessBuilder process(int manner) {
        Path base = Path.of(System.getProperty("basedir", ""));
        String classPath = String.join(
                File.pathSeparator,
                base.resolve("target/test-classes").toString(),
                base.resolve("target/classes").toString(),
                Path.of(Mlp.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString());
        return new ProcessBuilder(
                        Jvm.java(),
                        "-cp",
                        classPath,
                        FakeLibrary.class.getName(),
                        manner + "-1/1/relu/mse/sgd",
                        "1",
                        "plain")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static Contestant contestant(int manner) {
        return new Contestant(process(manner), PATIENCE, Duration.ofMillis(300));
    }

    @Test
    void aLibraryIsReadyTimedAndAskedWhatItCannot() {
        try (Contestant well = contestant(FakeLibrary.WELL)) {
            assertThat(well.state())
                    .isInstanceOfSatisfying(
                            Ready.class, r -> assertThat(r.seconds()).isBetween(0.0, 30.0));
            assertThat(well.warm(TURN, TURN, Mode.PLAIN)).isInstanceOf(Timed.class);
            assertThat(well.run(TURN, Mode.PLAIN)).isInstanceOfSatisfying(Timed.class, t -> {
                assertThat(t.median()).isGreaterThanOrEqualTo(900);
                assertThat(t.best()).isLessThanOrEqualTo(t.median());
                assertThat(t.count()).isBetween(1, 21);
            });
            assertThat(well.run(TURN, Mode.WATCHED)).isInstanceOf(Cannot.class);
            assertThat(well.run(TURN, Mode.PLAIN)).isInstanceOf(Timed.class);
        }
    }

    @Test
    void aCrashIsAnAnswerAndSoIsEverythingAfterIt() {
        try (Contestant crashing = contestant(FakeLibrary.CRASHES)) {
            assertThat(crashing.state()).isInstanceOf(Ready.class);
            assertThat(crashing.run(TURN, Mode.PLAIN)).isEqualTo(new Lost("ended with code 134"));
            assertThat(crashing.run(TURN, Mode.PLAIN)).isEqualTo(new Lost("ended with code 134"));
        }
    }

    @Test
    void oneThatHangsIsEnded() {
        try (Contestant hanging = contestant(FakeLibrary.HANGS)) {
            assertThat(hanging.run(TURN, Mode.PLAIN))
                    .isInstanceOfSatisfying(Lost.class, l -> assertThat(l.why()).startsWith("no answer in"));
        }
    }

    @Test
    void oneThatCannotStartSaysWhy() {
        try (Contestant refusing = contestant(FakeLibrary.REFUSES)) {
            assertThat(refusing.state())
                    .isEqualTo(new Lost("failed java.lang.UnsatisfiedLinkError: no native library"));
        }
    }

    @Test
    void whatALibraryPrintsIsNoAnswer() {
        try (Contestant chatting = contestant(FakeLibrary.CHATS)) {
            assertThat(chatting.run(TURN, Mode.PLAIN))
                    .isInstanceOfSatisfying(
                            Timed.class, t -> assertThat(t.median()).isNotEqualTo(1));
        }
    }

    @Test
    void aMatchGoesOnWithoutWhoIsLost() {
        Map<Library, Integer> manners = Map.of(Library.GRADUS, FakeLibrary.WELL, Library.DJL, FakeLibrary.CRASHES);
        Match match = new Match(Mlp.W1, 3, TURN, List.of(Mode.PLAIN, Mode.WATCHED));
        List<Entry> entries = List.of(new Entry(Library.GRADUS, 1), new Entry(Library.DJL, 1));
        List<Standing> standings = match.play(entries, entry -> contestant(manners.get(entry.library())));
        Standing well = standings.getFirst(), lost = standings.getLast();
        assertThat(well.plain().orElseThrow().count()).isEqualTo(3);
        assertThat(well.watched()).isEmpty();
        assertThat(well.trouble(Optional.empty())).isEmpty();
        assertThat(lost.plain()).isEmpty();
        assertThat(lost.trouble(Optional.empty())).isEqualTo("lost: ended with code 134");
        assertThat(well.ratios(lost).getCount()).isZero();
        assertThat(well.ratios(well).getMax()).isEqualTo(1);
    }
}
