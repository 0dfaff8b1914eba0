package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.cli.Shell.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every command: width, characters, colours, streams and exit codes.
class CommandLineLaws {
    private static final String NEURON = "sigmoid(w0*x0 + w1*x1 + w2)";
    private static final List<String> NEURON_VALUES = List.of("w0=2", "w1=-3", "w2=-3", "x0=-1", "x1=-2");
    private static final String LONG = "a_name_that_is_far_too_long_for_a_column_of_a_table_on_eighty_columns";

    private static final String SMALL = "3-4-2/4/tanh/cross_entropy/sgd";

    @TempDir
    static Path folder;

    @BeforeAll
    static void aRecipeLiesInTheFolder() {
        Recipes.write(folder, "small", Recipes.SMALL);
        Recipes.write(folder, "broken", "name: broken\nmodel: [");
    }

    private static Shell shell() {
        return Shell.piped().in(folder);
    }

    /// One call of every command in every shape of its output; new commands add theirs.
    static Stream<List<String>> calls() {
        return Stream.of(
                List.of(),
                List.of("--help"),
                List.of("--version"),
                List.of("graph", "--help"),
                List.of("check", "--help"),
                List.of("env", "--help"),
                List.of("help"),
                List.of("help", "train"),
                List.of("help", "trian"),
                List.of("completion", "tcsh"),
                List.of("completion", "--help"),
                List.of("graph", "(x+y)*z", "x=-2", "y=5", "z=-4"),
                List.of("graph", "(x+y)*z", "x=-2", "y=5", "z=-4", "--json"),
                List.of("graph", "log(x) + relu(y) + exp(z)*x^0", "x=-1", "y=-1", "z=-800"),
                List.of("graph", LONG + " + " + "x + ".repeat(40) + "x", "x=1e300", LONG + "=-1.23456789e-300"),
                List.of("check", "gelu(x)*y", "log(x)", "abs(x)/" + LONG),
                List.of("check", "relu(x)", "x=0"),
                List.of("check", "x", "--json"),
                List.of("env"),
                List.of("env", "--json"),
                List.of("presets"),
                List.of("presets", "--json"),
                List.of("presets", "deep-sigmoid"),
                List.of("presets", "sigmoid"),
                List.of("forecast", "deep-sigmoid"),
                List.of("forecast", "relu-glorot"),
                List.of("forecast", "zero-init", "--json"),
                List.of("forecast", "tanh-critical", "--json"),
                List.of("forecast", "deep-sigmod"),
                List.of("runs"),
                List.of("diagnose", "small.yaml"),
                List.of("diagnose", "--help"),
                List.of("diagnose", "missing.yaml"),
                List.of("doctor", "--help"),
                List.of("doctor", "2000-01-01-a"),
                List.of("train", "small.yaml"),
                List.of("train", "small.yaml", "--json"),
                List.of("runs"),
                List.of("runs", "--json"),
                List.of("train", "broken.yaml"),
                List.of("train", "missing.yaml"),
                List.of("train", "--resume", "2000-01-01-a"),
                List.of("train"),
                List.of("report", "2000-01-01-a"),
                List.of("compare", "2000-01-01-a", "2000-01-01-b"),
                List.of("compare"),
                List.of("compare", "--help"),
                List.of("evaluate", "--help"),
                List.of("evaluate", "small.yaml"),
                List.of("evaluate", "small.yaml", "--folds=3"),
                List.of("evaluate", "small.yaml", "--folds=3", "--json"),
                List.of("evaluate", "small.yaml", "--folds=1000"),
                List.of("rate", "--help"),
                List.of("rate", "small.yaml"),
                List.of("rate", "overflow"),
                List.of("rate", "small.yaml", "--json"),
                List.of("rate", "small.yaml", "--from=1", "--to=1"),
                List.of("sweep", "--help"),
                List.of("sweep", "small.yaml"),
                List.of("sweep", "small.yaml", "--grid=optimizer.adam.rate=0.01,0.1", "--seeds=2"),
                List.of("sweep", "small.yaml", "--grid=batch=10,20", "--json"),
                List.of("sweep", "small.yaml", "--grid=btach=10,20"),
                List.of("optim"),
                List.of("optim", "--json"),
                List.of("optim", "six_hump_camel", "-n", "50"),
                List.of("optim", "powell_singular", "-n", "20"),
                List.of("optim", "rastrigni"),
                List.of("optim", "--help"),
                List.of("stationary", "2000-01-01-a"),
                List.of("stationary", "--help"),
                List.of("train", "--help"),
                List.of("report", "--help"),
                List.of("bench", "--help"),
                List.of("bench", "--only", SMALL, "--threads=1", "--seconds=0.01", "--no-start"),
                List.of("bench", "--profile", SMALL, "--seconds=0.01"),
                List.of("bench", "--only=W9"),
                List.of("frob"),
                List.of("grph"),
                List.of("graph"),
                List.of("graph", "x", "--jsn"),
                List.of("env", "--colour"),
                List.of("env", "more"),
                List.of("env", "--color=purple"),
                List.of("check", "x", "--points=0"),
                List.of("graph", "2*lo(x)"),
                List.of("graph", "1+".repeat(100) + "*"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void noLineForPeopleIsWiderThanEightyColumns(List<String> call) {
        if (call.contains("--json")) return;
        Result result = shell().run(call.toArray(String[]::new));
        assertThat((result.out() + result.err()).lines()).allMatch(line -> Terminal.columns(line) <= 80);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void asciiMeansAscii(List<String> call) {
        Result asked =
                shell().run(Stream.concat(call.stream(), Stream.of("--ascii")).toArray(String[]::new));
        Result forced = shell().withoutUnicode().run(call.toArray(String[]::new));
        assertThat(asked.out() + asked.err() + forced.out() + forced.err())
                .matches(text -> text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void noEscapeCodeIsWrittenToAPipe(List<String> call) {
        Result result = shell().run(call.toArray(String[]::new));
        assertThat(result.out() + result.err()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theExitCodeIsOneOfFourAndARefusalSaysWhyOnStandardErrorAlone(List<String> call) {
        Result result = shell().run(call.toArray(String[]::new));
        assertThat(result.code()).isIn(Gradus.DONE, Gradus.REFUSED);
        if (result.code() == Gradus.DONE) assertThat(result.out()).isNotBlank();
        else {
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).startsWith("gradus").doesNotContain("\tat ", "Exception");
        }
    }

    @Test
    void gradusAloneSaysWhatToTryFirst() {
        Golden.check("welcome", shell().run().all());
    }

    @Test
    void whatIsToBeTriedFirstWorks() {
        List<String> tries = shell().run()
                .out()
                .lines()
                .filter(line -> line.startsWith("  gradus "))
                .toList();
        assertThat(tries).hasSize(3);
        // the doctor takes its time: .ci/run calls it so
        assertThat(tries.getFirst()).isEqualTo("  gradus doctor deep-sigmoid");
        for (String line : tries.subList(1, tries.size())) {
            String[] call = line.strip().substring("gradus ".length()).split(" ");
            assertThat(shell().run(call).code()).as(line).isZero();
        }
    }

    @Test
    void anUnknownCommandGetsTheNearestNames() {
        Result result = shell().run("grahp");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("""
                gradus: unknown command `grahp`; nearest: graph
                `gradus` lists the commands.
                """);
    }

    @Test
    void anUnknownOptionGetsTheNearestNames() {
        assertThat(shell().run("env", "--colour").err())
                .startsWith("gradus env: unknown option `--colour`; nearest: --color\n");
        assertThat(shell().run("graph", "x", "--jsn").err())
                .startsWith("gradus graph: unknown option `--jsn`; nearest: --json\n");
    }

    @Test
    void coloursShowOnATerminalAndObeyThePerson() {
        String[] call = Stream.concat(Stream.of("graph", NEURON), NEURON_VALUES.stream())
                .toArray(String[]::new);
        String[] always =
                Stream.concat(Stream.of(call), Stream.of("--color=always")).toArray(String[]::new);
        String[] never =
                Stream.concat(Stream.of(call), Stream.of("--color=never")).toArray(String[]::new);
        Shell terminal = Shell.onTerminal().in(folder), quiet = terminal.with("NO_COLOR", "1");
        assertThat(terminal.run(call).out()).contains("\u001b[");
        assertThat(quiet.run(call).out()).doesNotContain("\u001b");
        assertThat(terminal.with("TERM", "dumb").run(call).out()).doesNotContain("\u001b");
        assertThat(terminal.run(never).out()).doesNotContain("\u001b");
        assertThat(quiet.run(always).out()).contains("\u001b[");
        assertThat(shell().run(always).out()).contains("\u001b[");
        assertThat(terminal.run(call).out().replaceAll("\u001b\\[[\\d;]*m", ""))
                .isEqualTo(shell().run(call).out());
    }

    @Test
    void aWiderTerminalIsUsed() {
        String[] call = {"graph", LONG + "+1", LONG + "=1"};
        assertThat(shell().run(call).out()).doesNotContain(LONG);
        assertThat(shell().with("COLUMNS", "120").run(call).out()).contains(LONG);
        assertThat(shell().with("COLUMNS", "wide").run(call).out())
                .isEqualTo(shell().run(call).out());
    }

    @Test
    void aFaultOfOurOwnIsOneLineAndAHint() {
        Result result = shell().run(failing(), "graph", "x", "x=1");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("""
                gradus graph failed: IllegalStateException: the paper is out
                This is a fault of Gradus. Run again with GRADUS_TRACE=1 to see where it
                    happened.
                """);
    }

    @Test
    void theStackTraceOfAFaultIsThereForWhoeverAsks() {
        Result result = shell().with("GRADUS_TRACE", "1").run(failing(), "graph", "x", "x=1");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("\tat org.gradus.cli").doesNotContain("Run again");
    }

    private static PrintWriter failing() {
        return new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                throw new IllegalStateException("the paper is out");
            }

            @Override
            public void flush() {
                // nothing was kept
            }

            @Override
            public void close() {
                // nothing was opened
            }
        });
    }
}
