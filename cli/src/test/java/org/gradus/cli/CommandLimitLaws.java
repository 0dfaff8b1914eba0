package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.cli.Shell.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no argument, no file and no disk may make of a command.
class CommandLimitLaws {
    private static final String HUGE = "2147483647";

    private static final String EVIL = "a\u001b[31m\u001b]0;title\u0007\u009b2J\u202e";

    @TempDir
    static Path folder;

    @BeforeAll
    static void hostileFilesLieInTheFolder() {
        Recipes.write(folder, "itself", "name: x\ndata: digits\nmodel: &a [{chain: *a}]\nloss: mse\n");
        Recipes.write(folder, "deep", "name: x\ndata: digits\nmodel: " + "[".repeat(100_000));
        Recipes.write(
                folder,
                "endless",
                "name: x\ndata: digits\nloss: mse\nmodel: [{repeat: {times: " + HUGE + ", layers: [{dense: 1}]}}]\n");
        Recipes.write(
                folder, "many", "name: x\ndata: {xor: {samples: " + HUGE + "}}\nloss: mse\nmodel: [{dense: 1}]\n");
        Recipes.write(folder, "wide", "name: x\ndata: xor\nloss: mse\nmodel: [{dense: " + HUGE + "}, {dense: 1}]\n");
        Recipes.write(folder, "device", "name: x\ndata: {csv: {path: /dev/zero}}\nloss: mse\nmodel: [{dense: 1}]\n");
        Recipes.write(folder, "evil", "name: \"\\e[31m\\a\"\ndata: xor\nloss: mse\nmodel: [{\"\\e[2J\\n\": 1}]\n");
    }

    private static Shell shell() {
        return Shell.piped().in(folder);
    }

    static Stream<List<String>> absurd() {
        Stream<List<String>> options = Stream.of(
                List.of("check", "x", "--points=" + HUGE),
                List.of("check", "x", "--points=-1"),
                List.of("check", "x", "--points=NaN"),
                List.of("check", "x+".repeat(4999) + "x", "--points=1000"),
                Stream.concat(Stream.of("check"), Stream.generate(() -> "x*y").limit(101))
                        .toList(),
                List.of("optim", "beale", "-n", HUGE),
                List.of("optim", "beale", "-n", "-1"),
                List.of("optim", "beale", "--at=NaN,1"),
                List.of("optim", "beale", "--at=1e999,1"),
                List.of("optim", "beale", "--opt=sgd:NaN"),
                List.of("optim", "beale", "--opt=sgd:-1"),
                List.of("exam", "--seeds=" + HUGE),
                List.of("exam", "--seeds=-1"),
                List.of("exam", "--card=" + HUGE),
                List.of("exam", "--card=1", "--healthy=-5"),
                List.of("exam", "--healthy=" + HUGE),
                List.of("exam", "--threads=" + HUGE),
                List.of("bench", "--seconds=Infinity"),
                List.of("bench", "--seconds=NaN"),
                List.of("bench", "--seconds=1e300"),
                List.of("bench", "--threads=" + HUGE),
                List.of("bench", "--only=2-2x" + HUGE + "-1/32/tanh/mse/sgd"),
                List.of("diagnose", "itself.yaml", "--threads=" + HUGE));
        Stream<List<String>> recipes = Stream.of("itself", "deep", "endless", "many", "wide", "device", "evil")
                .flatMap(name -> Stream.of("train", "diagnose", "forecast").map(c -> List.of(c, name + ".yaml")));
        Stream<List<String>> paths = Stream.of(
                List.of("train", "/dev/zero"),
                List.of("train", "./\0.yaml"),
                List.of("optim", "beale", "-n", "5", "--svg=\0"));
        return Stream.of(options, recipes, paths).flatMap(calls -> calls);
    }

    @ParameterizedTest
    @MethodSource("absurd")
    void whatCannotBeMeantIsRefusedInAFewPlainLines(List<String> call) {
        Result result = shell().run(call.toArray(String[]::new));
        assertThat(result.err()).startsWith("gradus " + call.getFirst() + ": ").doesNotContain("java.", "Exception");
        assertThat(result.code()).isEqualTo(Gradus.REFUSED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSizeLessThan(8);
        assertThat(plain(result.err())).isTrue();
    }

    private static boolean plain(String text) {
        return text.codePoints()
                .allMatch(c -> c == '\n' || !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
    }

    static Stream<List<String>> evil() {
        return Stream.of(
                List.of(EVIL),
                List.of("--" + EVIL),
                List.of("presets", EVIL),
                List.of("train", EVIL),
                List.of("train", EVIL + ".yaml"),
                List.of("train", "small.yaml", "--threads=" + EVIL),
                List.of("diagnose", EVIL),
                List.of("forecast", EVIL),
                List.of("report", EVIL),
                List.of("compare", EVIL),
                List.of("stationary", EVIL),
                List.of("optim", EVIL),
                List.of("optim", "beale", "--opt=" + EVIL),
                List.of("optim", "beale", "--at=" + EVIL),
                List.of("graph", EVIL),
                List.of("graph", "x", "x=" + EVIL),
                List.of("graph", "x+\n\t\u001b", "x=1"),
                List.of("check", "x", EVIL + "=1"),
                List.of("bench", "--only=" + EVIL));
    }

    @ParameterizedTest
    @MethodSource("evil")
    void whatWouldActOnATerminalIsShownOnEveryTerminal(List<String> call) {
        for (Shell shell : List.of(shell(), Shell.onTerminal().in(folder))) {
            Result result = shell.run(call.toArray(String[]::new));
            assertThat(result.code()).isEqualTo(Gradus.REFUSED);
            assertThat(plain(result.err())).as(result.err()).isTrue();
            assertThat(result.err()).contains("\\u001b");
        }
    }

    @Test
    void aValueOfManyLettersIsShownByItsStart() {
        String word = "x".repeat(100_000);
        for (List<String> call : List.of(
                List.of(word),
                List.of("presets", word),
                List.of("train", word),
                List.of("optim", word),
                List.of("graph", word),
                List.of("graph", "1", word + "=1"),
                List.of("bench", "--only=" + word))) {
            Result result = shell().run(call.toArray(String[]::new));
            assertThat(result.code()).isEqualTo(Gradus.REFUSED);
            assertThat(result.err()).hasSizeLessThan(600);
        }
    }

    @Test
    void aLongExpressionIsRefusedAndAnAllowedOneTakesNoLongerThanItIsLong() {
        assertThat(shell().run("graph", "a=a^a;".repeat(9_000) + "a", "a=1").err())
                .startsWith("gradus graph: column 50001: expected at most 50,000 characters, found 54,001\n");
        Result chain = shell().run("graph", "a=x^x;" + "a=a^a;".repeat(8_000) + "a", "x=1", "--json");
        assertThat(chain.code()).isZero();
        assertThat(shell().run("graph", "a=1;" + "a=a^a;".repeat(8_000) + "a").code())
                .isZero();
        assertThat(shell().run("graph", "(".repeat(49_000) + "1").err()).contains("nested too deeply");
        assertThat(shell().run("graph", "-".repeat(49_000) + "1").err()).contains("nested too deeply");
    }

    /// A place where nothing can be written.
    private static PrintWriter full() {
        return new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "--version",
                "presets",
                "presets --json",
                "env",
                "optim",
                "graph 1+1",
                "runs --json"
            })
    void outputThatIsLostIsAFailureInOneLine(String call) {
        String[] arguments = call.isEmpty() ? new String[0] : call.split(" ");
        Result result = shell().with("COLUMNS", "200").run(full(), arguments);
        assertThat(result.code()).isEqualTo(Gradus.FAILED);
        assertThat(result.err()).hasLineCount(1).contains(" failed: standard output cannot be written");
    }

    @Test
    void theDeviceThatIsAlwaysFullIsSeenToBe() throws IOException {
        Path device = Path.of("/dev/full");
        if (!Files.exists(device)) return;
        try (Writer out = new OutputStreamWriter(Files.newOutputStream(device), StandardCharsets.UTF_8)) {
            assertThat(shell().run(new PrintWriter(out), "presets").code()).isEqualTo(Gradus.FAILED);
        } catch (IOException _) {
            // what could not be written when it was flushed cannot be when it is closed
        }
    }

    @Test
    void aDiskWithoutRoomIsAFailureInOneLine() {
        if (!Files.exists(Path.of("/dev/full"))) return;
        Result result = shell().with("COLUMNS", "200").run("optim", "beale", "-n", "5", "--svg=/dev/full");
        assertThat(result.code()).isEqualTo(Gradus.FAILED);
        assertThat(result.err()).isEqualTo("gradus optim failed: cannot write /dev/full: No space left on device\n");
    }

    private static Result throwing(Throwable e) {
        PrintWriter out = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                if (e instanceof Error error) throw error;
                throw (RuntimeException) e;
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
        return shell().with("COLUMNS", "200").run(out, "graph", "1+1");
    }

    @Test
    void theEndOfMemoryOrOfTheStackIsAFailureInOneLine() {
        Result memory = throwing(new OutOfMemoryError("Java heap space"));
        assertThat(memory.code()).isEqualTo(Gradus.FAILED);
        assertThat(memory.err()).hasLineCount(1).startsWith("gradus graph failed: out of memory, of which there were ");
        long gigabytes = Math.ceilDiv(2 * Runtime.getRuntime().maxMemory(), 1_000_000_000);
        assertThat(memory.err()).contains("GRADUS_JAVA_OPTIONS=-Xmx" + gigabytes + "g gives it " + gigabytes + " GB");
        assertThat(Memory.exhausted(900_000_000_000L))
                .endsWith(", and about 900000 MB are needed; GRADUS_JAVA_OPTIONS=-Xmx900g gives it 900 GB");
        assertThat(new Memory(900_000_000_000L).warning().orElseThrow())
                .startsWith("memory: about 900000 MB may be needed, and there are ");
        assertThat(new Memory(1).warning()).isEmpty();
        Result stack = throwing(new IllegalStateException(new StackOverflowError()));
        assertThat(stack.code()).isEqualTo(Gradus.FAILED);
        assertThat(stack.err())
                .isEqualTo("gradus graph failed: something nests deeper than the stack of a thread can hold\n");
    }
}
