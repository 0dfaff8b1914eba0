package org.gradus.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.gradus.name.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FramesLaws {
    @TempDir
    Path root;

    private Path file;

    @BeforeEach
    void aFile() {
        file = root.resolve("frames.bin");
    }

    /// Four frames of three numbers.
    private List<Frames.Frame> four() {
        try (Frames frames = Frames.append(file, 3, 0)) {
            for (int step = 1; step <= 4; step++) {
                frames.write(step, step * 10L, 0.5, 0.1, new float[] {1, 2, step});
            }
        }
        return Frames.read(file, 3);
    }

    private static List<Long> steps(List<Frames.Frame> frames) {
        return frames.stream().map(Frames.Frame::step).toList();
    }

    @Test
    void framesReadBackAsTheyWereWritten() {
        List<Frames.Frame> read = four();
        assertThat(steps(read)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(read.getLast().nanos()).isEqualTo(40);
        assertThat(read.getLast().loss()).isEqualTo(0.5f);
        assertThat(read.getLast().rate()).isEqualTo(0.1f);
        assertThat(read.getLast().values()).containsExactly(1, 2, 4);
    }

    @Test
    void halfAFrameAndZerosBehindTheLastAreNoFrames() throws IOException {
        four();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOfRange(whole, 16, 40), StandardOpenOption.APPEND);
        assertThat(steps(Frames.read(file, 3))).containsExactly(1L, 2L, 3L, 4L);
        Files.write(file, whole);
        Files.write(file, new byte[4096], StandardOpenOption.APPEND);
        assertThat(steps(Frames.read(file, 3))).containsExactly(1L, 2L, 3L, 4L);
        for (int end = 0; end < whole.length; end++) {
            Files.write(file, Arrays.copyOf(whole, end));
            assertThat(Frames.read(file, 3)).hasSizeLessThan(4);
        }
    }

    /// The checksum finds every byte that was altered, so what is read was written.
    @Test
    void anAlteredByteEndsTheFramesAtItsPlaceOrRefusesTheFile() throws IOException {
        four();
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(3);
        for (int at = 0; at < whole.length; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, altered);
            if (at < 16) {
                assertThatThrownBy(() -> Frames.read(file, 3))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("expected");
            } else {
                List<Long> left = steps(Frames.read(file, 3));
                assertThat(left).as("byte " + at).hasSizeLessThan(4);
                assertThat(left).isEqualTo(List.of(1L, 2L, 3L).subList(0, left.size()));
            }
        }
    }

    @Test
    void aFileOfAnotherVersionOrWidthIsRefusedByName() throws IOException {
        four();
        assertThatThrownBy(() -> Frames.read(file, 4)).hasMessageContaining("expected 4 numbers a frame, found 3");
        byte[] other = Files.readAllBytes(file);
        other[8] = 7;
        Files.write(file, other);
        assertThatThrownBy(() -> Frames.read(file, 3))
                .hasMessageContaining("expected frames of version 4, found version 7");
    }

    @Test
    void aResumedRunDropsTheFramesBeyondItsCheckpoint() {
        four();
        try (Frames frames = Frames.append(file, 3, 2)) {
            frames.write(3, 0, 40, 0.1, new float[3]);
        }
        assertThat(Frames.read(file, 3)).extracting(Frames.Frame::loss).containsExactly(0.5f, 0.5f, 40f);
    }

    @Test
    void aLongTrainingKeepsTheFirstStepsTheLatestAndTheFewerOfOldOnesTheOlderTheyAre() {
        long n = 1_000_000;
        Thinning rule = new Thinning(256);
        List<Long> kept = LongStream.rangeClosed(1, n)
                .filter(s -> rule.keeps(s, n))
                .boxed()
                .toList();
        assertThat(kept).startsWith(LongStream.rangeClosed(1, 64).boxed().toArray(Long[]::new));
        assertThat(kept).endsWith(LongStream.rangeClosed(n - 255, n).boxed().toArray(Long[]::new));
        assertThat(kept).hasSizeBetween(1000, 64 + 256 + 128 * 12 + 20);
    }

    @Test
    void thinningOftenKeepsWhatThinningOnceKeeps() {
        Thinning rule = new Thinning(64);
        SplittableRandom random = new SplittableRandom(5);
        List<Long> often = LongStream.rangeClosed(1, 20_000).boxed().toList();
        List<Long> once = often.stream().filter(s -> rule.keeps(s, 20_000)).toList();
        for (long now = 100; now <= 20_000; now += random.nextLong(1, 500)) {
            long at = now;
            often = often.stream().filter(s -> s > at || rule.keeps(s, at)).toList();
        }
        assertThat(often.stream().filter(s -> rule.keeps(s, 20_000)).toList()).isEqualTo(once);
    }

    @Test
    void aFileThatIsThinnedGoesOn() {
        Thinning rule = new Thinning(64);
        int last = 32 * 64;
        try (Frames frames = Frames.append(file, 2, rule, 0)) {
            for (int step = 1; step <= last; step++) {
                assertThat(frames.thins(step)).isEqualTo(step == last);
                frames.write(step, step, step, 0.1, new float[2]);
            }
            frames.thin(last);
            frames.write(last + 1, 1, 1, 0.1, new float[2]);
        }
        List<Frames.Frame> read = Frames.read(file, 2);
        List<Long> expected = LongStream.rangeClosed(1, last + 1)
                .filter(s -> s > last || rule.keeps(s, last))
                .boxed()
                .toList();
        assertThat(steps(read)).isEqualTo(expected);
    }

    @Test
    void aFileThatHasGrownIsReadOnFromWhereItWasRead() {
        four();
        Frames.End end = further(Frames.End.NONE, 1, 2, 3, 4).orElseThrow();
        assertThat(further(end)).contains(end);
        try (Frames frames = Frames.append(file, 3, 4)) {
            frames.write(5, 0, 1, 0.1, new float[3]);
        }
        assertThat(further(end, 5)).isEqualTo(further(Frames.End.NONE, 1, 2, 3, 4, 5));
    }

    @Test
    void aFileThatNoLongerHoldsWhatWasReadIsNotReadOn() {
        four();
        Frames.End end = further(Frames.End.NONE, 1, 2, 3, 4).orElseThrow();
        // resumed from the second step, as short as before, as long as before, and longer
        try (Frames frames = Frames.append(file, 3, 2)) {
            frames.write(3, 0, 40, 0.1, new float[3]);
            frames.flush();
            assertThat(further(end)).isEmpty();
            frames.write(4, 0, 40, 0.1, new float[3]);
            frames.flush();
            assertThat(further(end)).isEmpty();
            frames.write(5, 0, 40, 0.1, new float[3]);
        }
        assertThat(further(end)).isEmpty();
        assertThat(Frames.read(root.resolve("none"), 3, end, _ -> {})).isEmpty();
        assertThat(Frames.read(root.resolve("none"), 3, Frames.End.NONE, _ -> {}))
                .contains(Frames.End.NONE);
    }

    private Optional<Frames.End> further(Frames.End from, long... expected) {
        List<Frames.Frame> read = new ArrayList<>();
        Optional<Frames.End> end = Frames.read(file, 3, from, read::add);
        assertThat(steps(read))
                .containsExactlyElementsOf(LongStream.of(expected).boxed().toList());
        return end;
    }
}
