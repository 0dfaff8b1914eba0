package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gradus.cli.Shell.Result;
import org.gradus.preset.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Help in every way in which people ask for it, and what a shell completes.
class HelpLaws {
    @TempDir
    static Path folder;

    private static Result run(String... call) {
        return Shell.piped().run(call);
    }

    @Test
    void helpOfAllIsGivenInEveryWay() {
        String help = run("--help").out();
        assertThat(help).contains("Usage: gradus", "train", "-h, --help");
        assertThat(run("-h")).isEqualTo(run("--help"));
        assertThat(run("help")).isEqualTo(run("--help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "doctor", "graph", "optim", "check", "completion", "help"})
    void helpOfACommandIsGivenInEveryWay(String command) {
        Result help = run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Usage: gradus " + command);
        assertThat(run(command, "-h")).isEqualTo(help);
        assertThat(run("help", command)).isEqualTo(help);
    }

    @Test
    void helpOfWhatIsNoCommandNamesTheNearest() {
        assertThat(run("help", "trian").code()).isEqualTo(Gradus.REFUSED);
        assertThat(run("help", "trian").err()).startsWith("gradus help: unknown command `trian`; nearest: train");
    }

    @Test
    void anExpressionMayStillBeginWithAMinus() {
        assertThat(run("graph", "-h^2", "h=1").code()).isZero();
    }

    private static String bash(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        List<String> call = new ArrayList<>(List.of("bash"));
        call.addAll(List.of(arguments));
        Process bash = new ProcessBuilder(call)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(bash.exitValue()).as(said).isZero();
        return said;
    }

    /// What bash completes the last of some words to.
    private static List<String> completed(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("gradus.bash");
        Files.writeString(script, run("completion", "bash").out());
        String quoted = "'" + String.join("' '", words) + "'";
        return bash("-c", """
                        source %s
                        COMP_WORDS=(%s)
                        COMP_CWORD=%d
                        COMP_LINE="${COMP_WORDS[*]}"
                        $(complete -p gradus | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                        printf '%%s\\n' "${COMPREPLY[@]}"
                        """.formatted(script, quoted, words.length - 1))
                .lines()
                .map(String::strip)
                .toList();
    }

    @Test
    void theScriptForBashParses() throws IOException, InterruptedException {
        Path script = folder.resolve("parsed.bash");
        Files.writeString(script, run("completion", "bash").out());
        assertThat(bash("-n", script.toString())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tr, train", "doc, doctor", "comp, completion", "he, help"})
    void bashCompletesCommands(String begun, String command) throws IOException, InterruptedException {
        assertThat(completed("gradus", begun)).contains(command);
    }

    @Test
    void bashCompletesOptions() throws IOException, InterruptedException {
        assertThat(completed("gradus", "train", "--th")).contains("--threads");
        assertThat(completed("gradus", "doctor", "--js")).contains("--json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "doctor", "diagnose", "forecast", "presets"})
    void bashCompletesPresetsWhereARecipeIsAskedFor(String command) throws IOException, InterruptedException {
        assertThat(completed("gradus", command, "deep-")).contains("deep-sigmoid", "deep-tanh-small-init");
    }

    @Test
    void bashCompletesShellsAndCommandsAsArguments() throws IOException, InterruptedException {
        assertThat(completed("gradus", "completion", "")).contains("bash", "zsh", "fish");
        assertThat(completed("gradus", "help", "tra")).contains("train");
    }

    @Test
    void zshReadsTheScriptOfBash() {
        assertThat(run("completion", "zsh").out()).contains("bashcompinit", "train", "--threads");
    }

    @Test
    void fishGetsEveryCommandItsOptionsAndThePresets() {
        String fish = run("completion", "fish").out();
        assertThat(fish.lines())
                .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.startsWith("complete -c gradus "))
                .anyMatch(line -> line.contains("__fish_use_subcommand") && line.contains("-a train "))
                .anyMatch(line -> line.contains("__fish_seen_subcommand_from train") && line.contains("-l threads"))
                .anyMatch(line -> line.contains("-s h -l help"));
        String train = fish.lines()
                .filter(line -> line.contains("__fish_seen_subcommand_from train") && line.contains("-a 'deep"))
                .findFirst()
                .orElseThrow();
        Preset.all().forEach(preset -> assertThat(train).contains(preset.name()));
        assertThat(fish)
                .doesNotContain("''")
                .matches(text -> text.chars().filter(c -> c == '\'').count() % 2 == 0);
    }

    @Test
    void anUnknownShellIsRefused() {
        Result refused = run("completion", "tcsh");
        assertThat(refused.code()).isEqualTo(Gradus.REFUSED);
        assertThat(refused.err()).contains("expected bash, zsh or fish, found `tcsh`");
    }
}
