package org.gradus.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gradus.cli.Table.Column;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.runs.Json;
import picocli.CommandLine.Command;

/// `gradus env`: what Gradus finds on this machine, each with its remedy where something is amiss.
@Command(
        name = "env",
        description = "This machine: JDK, vectors, memory, terminal, folders.",
        footerHeading = "%nExample:%n",
        footer = "  gradus env")
final class EnvCommand implements Runnable {
    private static final int OLDEST_JDK = 25;
    private static final long MEGABYTE = 1 << 20;

    /// Heap that a training of ordinary size asks for.
    private static final long ENOUGH = 512 * MEGABYTE;

    private static final String VECTORS = "jdk.incubator.vector";

    private final Gradus gradus;

    EnvCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    /// One line of the list.
    ///
    /// @param remedy what to do about it; empty when all is well
    private record Finding(String what, String found, String remedy) {}

    @Override
    public void run() {
        List<Finding> findings = List.of(
                jdk(),
                vectors(),
                fusing(),
                cores(),
                memory(),
                terminal(),
                runs(gradus.surroundings().runs()));
        if (gradus.json()) {
            gradus.print(Json.object(
                    "findings", findings.stream().map(EnvCommand::json).toList()));
            return;
        }
        Terminal terminal = gradus.terminal();
        Table table = new Table(terminal, Column.left(""), Column.left(""), Column.left(""));
        for (Finding f : findings) {
            boolean well = f.remedy().isEmpty();
            Ink ink = well ? Ink.PLAIN : Ink.WARN;
            table.row(ink, well ? "ok" : "see", f.what(), f.found());
            if (!well) table.row(ink, "", "", "→ " + f.remedy());
        }
        table.print("");
    }

    private static Map<String, Object> json(Finding f) {
        return Json.object("what", f.what(), "found", f.found(), "remedy", f.remedy());
    }

    private static Finding jdk() {
        String found = Runtime.version() + ", " + System.getProperty("java.vendor");
        boolean old = Runtime.version().feature() < OLDEST_JDK;
        return new Finding("JDK", found, old ? "install a JDK " + OLDEST_JDK : "");
    }

    /// The vector width that the JVM prefers for `float` on this CPU.
    private static Finding vectors() {
        if (ModuleLayer.boot().findModule(VECTORS).isEmpty()) {
            return new Finding(
                    "vectors", "none: plain loops, several times slower", "run with --add-modules " + VECTORS);
        }
        try {
            // by reflection, since the incubating module may be absent, and only the kernels are built on it
            Object species = Class.forName(VECTORS + ".FloatVector")
                    .getField("SPECIES_PREFERRED")
                    .get(null);
            Object bits = Class.forName(VECTORS + ".VectorSpecies")
                    .getMethod("vectorBitSize")
                    .invoke(species);
            return new Finding("vectors", bits + " bits", "");
        } catch (ReflectiveOperationException e) {
            String reason = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() + "" : e + "";
            return new Finding("vectors", "unknown: " + reason, "");
        }
    }

    private static Finding fusing() {
        String found = Processor.fuses() ? "in one instruction" : "in software, tens of times slower";
        return new Finding("multiply-add", found, Processor.fuses() ? "" : "use a processor with FMA: any since 2013");
    }

    private static Finding cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Finding("cores", String.valueOf(cores), "");
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        String remedy = heap < ENOUGH ? "run with GRADUS_JAVA_OPTIONS=-Xmx1g" : "";
        return new Finding("memory", "heap of at most " + heap / MEGABYTE + " MB", remedy);
    }

    private Finding terminal() {
        Terminal terminal = gradus.terminal();
        String found = "%d columns, %s, %s, %s"
                .formatted(
                        terminal.width(),
                        terminal.unicode() ? "Unicode" : "ASCII",
                        terminal.colour() ? "colour" : "no colour",
                        terminal.live() ? "live" : "not a terminal");
        boolean lacking = terminal.live() && !gradus.surroundings().unicode();
        return new Finding("terminal", found, lacking ? "for full pictures, set LANG to a UTF-8 locale" : "");
    }

    /// Whether a run can be recorded, tried by a file that is taken away again.
    private static Finding runs(Path runs) {
        Path folder = runs;
        while (!Files.exists(folder) && folder.getParent() != null) folder = folder.getParent();
        try {
            Files.delete(Files.createTempFile(folder, "gradus", ".try"));
            return new Finding("runs", runs + (folder.equals(runs) ? "" : " (will be made)"), "");
        } catch (IOException _) {
            return new Finding("runs", runs + ": not writable", "set GRADUS_RUNS to a folder you may write to");
        }
    }
}
