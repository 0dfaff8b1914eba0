package org.gradus.cli;

import java.nio.file.Path;
import org.gradus.model.JavaExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus export`: a trained network in another form.
@Command(
        name = "export",
        description = "Write a trained network as a Java class that needs no library.",
        footerHeading = "%nExample:%n",
        footer = "  gradus export 2026-11-23-a --java com.shop.Flowers -o Flowers.java")
final class ExportCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(paramLabel = "MODEL", description = "A model file, or a run that left one.")
    private String named = "";

    @Option(
            names = "--java",
            paramLabel = "CLASS",
            arity = "0..1",
            fallbackValue = "Network",
            defaultValue = "Network",
            description = "The name of the class, with its package (default: Network).")
    private String type = "";

    @Option(names = "-o", paramLabel = "FILE", description = "Write the class into a file.")
    private String out = "";

    ExportCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        Surroundings around = gradus.surroundings();
        Trained trained = Trained.named(named, around);
        String source = JavaExport.write(trained.model(), type);
        if (out.isEmpty()) {
            around.out().print(source);
            around.out().flush();
            return;
        }
        Path file = around.path(out);
        Gradus.write(file, source);
        gradus.terminal().say("class " + type + ", in " + out);
    }
}
