package org.gradus.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A shell around the command line: it runs a command in this process and catches what it writes.
///
/// @param unicode whether the output can hold more than ASCII
/// @param terminal whether the output is a terminal
/// @param variables the environment
/// @param folder the working folder
record Shell(boolean unicode, boolean terminal, Map<String, String> variables, Path folder) {
    static Shell piped() {
        return new Shell(true, false, Map.of(), Path.of("").toAbsolutePath());
    }

    static Shell onTerminal() {
        return new Shell(true, true, Map.of(), Path.of("").toAbsolutePath());
    }

    Shell with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new Shell(unicode, terminal, more, folder);
    }

    Shell in(Path folder) {
        return new Shell(unicode, terminal, variables, folder);
    }

    Shell withoutUnicode() {
        return new Shell(false, terminal, variables, folder);
    }

    /// What a command left behind.
    record Result(int code, String out, String err) {
        /// Both streams and the code, for golden files.
        String all() {
            return (out.isEmpty() ? "" : out) + (err.isEmpty() ? "" : "--- standard error\n" + err) + "--- exit " + code
                    + "\n";
        }
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        Result rest = run(new PrintWriter(out), arguments);
        return new Result(rest.code(), out.toString(), rest.err());
    }

    /// What a command finds around it here; what it writes is lost.
    Surroundings surroundings() {
        PrintWriter lost = new PrintWriter(new StringWriter());
        return new Surroundings(lost, lost, unicode, terminal, variables, folder);
    }

    /// Runs a command that writes to a given place.
    Result run(PrintWriter out, String... arguments) {
        StringWriter err = new StringWriter();
        int code = Gradus.run(
                new Surroundings(out, new PrintWriter(err), unicode, terminal, variables, folder), arguments);
        return new Result(code, "", err.toString());
    }
}
