package org.gradus.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a measurement was made on, in a line.
public final class Machine {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /// Processor, cores and JDK.
    public static String describe() {
        return "%s, %d cores · JDK %s"
                .formatted(processor(), Runtime.getRuntime().availableProcessors(), Runtime.version());
    }

    private static String processor() {
        try (var lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException _) {
            // another system than Linux
            return System.getProperty("os.arch");
        }
    }
}
