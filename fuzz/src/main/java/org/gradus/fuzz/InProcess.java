package org.gradus.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.gradus.cli.Gradus;

/// The command line in this JVM.
final class InProcess {
    private InProcess() {}

    /// Runs `gradus` in a folder.
    static Child.Result run(Path folder, String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter both = new PrintWriter(text);
        int code = Gradus.run(folder, Map.of(), both, both, arguments);
        both.flush();
        return new Child.Result(code, text.toString());
    }
}
