package org.gradus.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @TempDir
    Path root;

    @Test
    void runsOfADayAreLetteredInOrder() {
        List<String> ids = List.of(
                RunFolder.create(root, DAY).id(),
                RunFolder.create(root, DAY).id(),
                RunFolder.create(root, DAY).id());
        assertThat(ids).containsExactly("2026-11-23-a", "2026-11-23-b", "2026-11-23-c");
    }

    @Test
    void afterZComesAa() throws IOException {
        for (char c = 'a'; c <= 'z'; c++) Files.createDirectory(root.resolve(DAY + "-" + c));
        assertThat(RunFolder.create(root, DAY).id()).isEqualTo("2026-11-23-aa");
    }

    @Test
    void anUnknownRunNamesTheNearest() {
        RunFolder.create(root, DAY).write(RunFolder.RUN, "{}");
        assertThat(RunFolder.open(root, "2026-11-23-a").id()).isEqualTo("2026-11-23-a");
        assertThatThrownBy(() -> RunFolder.open(root, "2026-11-23-b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-23-a");
    }

    @Test
    void framesReadBackAsWrittenWithoutATornOne() throws IOException {
        Path file = root.resolve("frames.bin");
        Histograms histograms = new Histograms(), none = new Histograms();
        int[] counts = new int[512];
        counts[0] = 7;
        counts[120] = 3;
        counts[511] = 1;
        histograms.add(counts);
        histograms.add(new int[512]);
        try (Frames frames = Frames.append(file, 3, 0)) {
            for (int step = 1; step <= 4; step++) {
                frames.write(step, step * 10L, 0.5, 0.1, new float[] {1, 2, step}, step % 4 == 2 ? histograms : none);
            }
        }
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        List<Frames.Frame> read = Frames.read(file, 3);
        assertThat(read).hasSize(4);
        assertThat(read.getLast().step()).isEqualTo(4);
        assertThat(read.getLast().nanos()).isEqualTo(40);
        assertThat(read.getLast().loss()).isEqualTo(0.5f);
        assertThat(read.getLast().rate()).isEqualTo(0.1f);
        assertThat(read.getLast().values()).containsExactly(1, 2, 4);
        assertThat(read).extracting(f -> f.histograms().isPresent()).containsExactly(false, true, false, false);
        Histograms same = read.get(1).histograms().orElseThrow();
        assertThat(same.size()).isEqualTo(2);
        assertThat(same.counts(0)).containsExactly(counts);
        assertThat(same.counts(1)).containsOnly(0);
    }

    @Test
    void aResumedRunDropsTheFramesBeyondItsCheckpoint() {
        Path file = root.resolve("frames.bin");
        Histograms histograms = new Histograms();
        histograms.add(new int[512]);
        try (Frames frames = Frames.append(file, 1, 0)) {
            for (int step = 1; step <= 5; step++) frames.write(step, 0, step, 0.1, new float[1], histograms);
        }
        histograms.clear();
        try (Frames frames = Frames.append(file, 1, 3)) {
            frames.write(4, 0, 40, 0.1, new float[1], histograms);
        }
        assertThat(Frames.read(file, 1)).extracting(Frames.Frame::loss).containsExactly(1f, 2f, 3f, 40f);
    }

    public record Inner(double x, Optional<String> word, OptionalDouble maybe) {}

    public record Outer(int n, List<Inner> inner, List<Integer> steps, boolean on, String text) {}

    @Test
    void recordsReadBackFromJsonAsTheyWereWritten() {
        Outer outer = new Outer(
                3,
                List.of(
                        new Inner(1.5e-14, Optional.of("<b>"), OptionalDouble.of(2)),
                        new Inner(-0.25, Optional.empty(), OptionalDouble.empty())),
                List.of(3, 4),
                true,
                "a \"quoted\"\nline ü");
        assertThat(JsonReader.read(Json.write(outer), Outer.class, "x.json")).isEqualTo(outer);
    }

    @Test
    void aBrokenJsonFileIsNamed() {
        assertThatThrownBy(() -> JsonReader.read("{\"n\": ", Outer.class, "x.json"))
                .hasMessageStartingWith("x.json: not JSON");
        assertThatThrownBy(() -> JsonReader.read("{\"n\": \"three\"}", Outer.class, "x.json"))
                .hasMessageContaining("n: expected a whole number, found \"three\"");
    }
}
