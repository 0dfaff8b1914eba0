package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvCommandTest {
    @TempDir
    Path folder;

    @Test
    void everythingThatTrainingNeedsIsNamed() {
        String out = Shell.piped().in(folder).run("env").out();
        assertThat(out.lines().map(line -> line.replaceFirst("^(ok +\\S+).*", "$1")))
                .containsExactly(
                        "ok  JDK",
                        "ok  vectors",
                        "ok  multiply-add",
                        "ok  cores",
                        "ok  memory",
                        "ok  terminal",
                        "ok  runs");
        assertThat(out)
                .contains("80 columns, Unicode, no colour, not a terminal")
                .contains(" bits");
    }

    @Test
    void theRunsFolderIsTriedAndLeftAsItWas() throws IOException {
        assertThat(Shell.piped().in(folder).run("env").out()).contains(folder + "/runs");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenGetsItsRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        String out = Shell.piped()
                .in(folder)
                .with("GRADUS_RUNS", file + "/runs")
                .run("env")
                .out();
        assertThat(out).contains("see  runs", "not writable", "→ set GRADUS_RUNS to a folder you may write to");
    }

    @Test
    void aTerminalWithoutUnicodeGetsItsRemedy() {
        String out =
                Shell.onTerminal().withoutUnicode().run("env", "--color=never").out();
        assertThat(out)
                .contains("80 columns, ASCII, no colour, live", "-> for full pictures, set LANG to a UTF-8 locale");
    }

    @Test
    void jsonHoldsTheSame() {
        String out = Shell.piped().in(folder).run("env", "--json").out();
        assertThat(out).startsWith("{\n  \"version\": 1,").contains("\"what\": \"JDK\"", "\"remedy\": \"\"");
    }
}
