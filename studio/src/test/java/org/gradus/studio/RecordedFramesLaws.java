package org.gradus.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.probe.Measure;
import org.gradus.runs.Frames;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the studio knows of a run's frames while their file changes.
class RecordedFramesLaws {
    @TempDir
    Path root;

    private final RunCard card = new RunCard(
            RunCard.VERSION,
            "small",
            "",
            "",
            "gradus train",
            "2026-11-29T00:00:00Z",
            "0",
            "25",
            1000,
            List.of("dense1", "dense2"),
            Arrays.stream(Field.values()).map(Field::key).toList(),
            List.of(),
            Arrays.stream(Measure.values()).map(Measure::key).toList());

    private RunFolder run() throws IOException {
        Files.createDirectories(root.resolve("2026-11-29-a"));
        Files.writeString(root.resolve("2026-11-29-a").resolve(RunFolder.RUN), "{}");
        return RunFolder.open(root, "2026-11-29-a");
    }

    /// Appends steps whose loss is given, after dropping those behind a step.
    private void write(RunFolder run, long after, long last, double loss) {
        try (Frames frames = Frames.append(run.file(RunFolder.FRAMES), card.width(), after)) {
            for (long step = after + 1; step <= last; step++) frames.write(step, 0, loss, 0.1, new float[card.width()]);
        }
    }

    private static List<Double> losses(History history) {
        return IntStream.range(0, history.size()).mapToObj(history::loss).toList();
    }

    @Test
    void whatIsNewIsAddedAndWhatWasShownStays() throws IOException {
        RunFolder run = run();
        RecordedFrames frames = new RecordedFrames(run, card);
        assertThat(frames.history("none").size()).isZero();
        write(run, 0, 3, 1);
        History first = frames.history("a");
        assertThat(losses(first)).containsExactly(1.0, 1.0, 1.0);
        write(run, 3, 5, 2);
        assertThat(frames.history("a")).as("nothing has changed").isSameAs(first);
        assertThat(losses(frames.history("b"))).containsExactly(1.0, 1.0, 1.0, 2.0, 2.0);
        assertThat(losses(first)).containsExactly(1.0, 1.0, 1.0);
    }

    @Test
    void aFileThatWasReplacedIsReadAnew() throws IOException {
        RunFolder run = run();
        RecordedFrames frames = new RecordedFrames(run, card);
        write(run, 0, 5, 1);
        assertThat(frames.history("a").size()).isEqualTo(5);
        // resumed from an earlier step, and as long as before
        write(run, 3, 5, 2);
        assertThat(losses(frames.history("b"))).containsExactly(1.0, 1.0, 1.0, 2.0, 2.0);
        Files.delete(run.file(RunFolder.FRAMES));
        assertThat(frames.history("c").size()).isZero();
    }
}
