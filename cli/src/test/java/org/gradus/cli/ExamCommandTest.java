package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.cli.Shell.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The report cards, in small.
class ExamCommandTest {
    @TempDir
    Path folder;

    private Result card(String... more) {
        List<String> call =
                List.of("exam", "--family=TRAIN", "--healthy=1", "--threads=1", "--out=" + folder.resolve("c.jsonl"));
        String[] all = Stream.concat(call.stream(), Arrays.stream(more)).toArray(String[]::new);
        return Shell.piped().in(folder).run(all);
    }

    @Test
    void theNoisyCardIsKeptWrittenAndNotMadeTwice() throws IOException {
        Path page = folder.resolve("card.md");
        Result once = card("--world=NOISY", "--page=" + page);
        assertThat(once.code()).isZero();
        assertThat(once.out()).contains("false alarms in 0 of 1");
        assertThat(page).content().contains("| overlap | 0 of 1").contains("--world=NOISY --family=TRAIN");
        assertThat(Files.readAllLines(folder.resolve("c.jsonl"))).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("c-sound.jsonl"))).hasSize(1);
        Result again = card("--world=NOISY");
        assertThat(again.out())
                .isEqualTo(once.out().lines().skip(1).map(l -> l + "\n").collect(Collectors.joining()));
        assertThat(Files.readAllLines(folder.resolve("c.jsonl"))).hasSize(1);
    }

    @Test
    void aCountBelowNoneIsRefused() {
        Result refused = card("--pairs=-1");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--pairs: expected 0 to 10000, found -1");
    }
}
