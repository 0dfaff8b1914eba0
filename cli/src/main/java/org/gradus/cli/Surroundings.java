package org.gradus.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.RunFolder;

/// What a command finds around it: where it writes, and what the machine says of the terminal.
///
/// @param out where data goes
/// @param err where talk goes
/// @param unicode whether what is written there can hold every letter
/// @param terminal whether a person looks on
/// @param variables the environment variables
/// @param folder the working folder
record Surroundings(
        PrintWriter out,
        PrintWriter err,
        boolean unicode,
        boolean terminal,
        Map<String, String> variables,
        Path folder) {

    Surroundings {
        variables = Map.copyOf(variables);
    }

    /// Those of this process.
    static Surroundings ofProcess() {
        Charset charset = System.out.charset();
        PrintWriter out = writer(new FileOutputStream(FileDescriptor.out), charset);
        PrintWriter err = writer(standardError(), System.err.charset());
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        boolean unicode = charset.equals(StandardCharsets.UTF_8);
        return new Surroundings(
                out, err, unicode, terminal, System.getenv(), Path.of("").toAbsolutePath());
    }

    private static PrintWriter writer(OutputStream out, Charset charset) {
        return new PrintWriter(out, true, charset);
    }

    /// Standard error, or the file that the launcher names in its place when it filters what the JVM itself says.
    private static OutputStream standardError() {
        String named = System.getProperty("gradus.stderr", "");
        try {
            if (!named.isEmpty()) return new FileOutputStream(named, true);
        } catch (IOException _) {
            // the launcher's file is a convenience: what stands there anyway will do
        }
        return new FileOutputStream(FileDescriptor.err);
    }

    /// An environment variable, or the empty string.
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /// A file or folder that a person named, from the working folder.
    Path path(String name) {
        return NamedRecipe.path(folder, name);
    }

    /// What a name means, of a preset, a recipe file or a run.
    NamedRecipe named(String name) {
        return NamedRecipe.named(name, folder, runs());
    }

    /// A recorded run, by its id or by the path of its folder.
    ///
    /// @throws org.gradus.name.InputException when there is none; the message names the nearest
    RunFolder run(String name) {
        return RunFolder.open(runs(), name.contains("/") ? path(name).toString() : name);
    }

    /// The folder of the recorded runs: `GRADUS_RUNS`, else `runs` in the working folder.
    Path runs() {
        String named = variable("GRADUS_RUNS");
        return folder.resolve(named.isEmpty() ? "runs" : named);
    }
}
