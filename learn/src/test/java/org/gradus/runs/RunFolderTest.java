package org.gradus.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.name.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @TempDir
    Path root;

    /// A run that has begun, and its id.
    private String created() {
        try (RunClaim claim = RunClaim.create(root, DAY)) {
            claim.run().write(RunFolder.RUN, "{}");
            return claim.run().id();
        }
    }

    @Test
    void runsOfADayAreLetteredInOrder() {
        List<String> ids = List.of(created(), created(), created());
        assertThat(ids).containsExactly("2026-11-23-a", "2026-11-23-b", "2026-11-23-c");
    }

    @Test
    void afterZComesAa() throws IOException {
        for (char c = 'a'; c <= 'z'; c++) Files.createDirectories(root.resolve(DAY + "-" + c + "/in use"));
        assertThat(created()).isEqualTo("2026-11-23-aa");
    }

    @Test
    void anUnknownRunNamesTheNearest() {
        created();
        assertThat(RunFolder.open(root, "2026-11-23-a").id()).isEqualTo("2026-11-23-a");
        assertThatThrownBy(() -> RunFolder.open(root, "2026-11-23-b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-23-a");
    }

    @Test
    void aRunThatIsBeingWrittenIsRefusedToAllOthersUntilItIsLetGo() {
        RunFolder run;
        try (RunClaim claim = RunClaim.create(root, DAY)) {
            run = claim.run();
            assertThatThrownBy(() -> RunClaim.of(run))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("run 2026-11-23-a is being written by another process");
        }
        RunClaim.of(run).close();
    }

    @Test
    void whatKilledProcessesLeftBehindIsClearedAwayAndNothingElse() throws IOException {
        String begun = created();
        Path half = Files.writeString(root.resolve(begun + "/run.json.17-4.part"), "{");
        RunClaim.create(root, DAY).close();
        Files.writeString(root.resolve("2026-11-23-b/recipe.yaml"), "name: killed before its run.json");
        Path empty = Files.createDirectory(root.resolve("2026-11-23-c"));
        Path foreign = Files.createDirectories(root.resolve("2026-11-23-d"));
        Files.writeString(foreign.resolve("notes.part"), "made by a person");
        Path other = Files.createDirectories(root.resolve("mine"));
        try (RunClaim living = RunClaim.create(root, DAY)) {
            assertThat(living.run().id()).as("its letter is free again").isEqualTo("2026-11-23-b");
            assertThat(half).doesNotExist();
            assertThat(empty).doesNotExist();
            assertThat(foreign.resolve("notes.part")).exists();
            assertThat(other).exists();
            created();
            assertThat(living.run().path()).as("a run that has just begun").exists();
        }
        assertThat(root.resolve(begun).resolve(RunFolder.RUN)).exists();
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
