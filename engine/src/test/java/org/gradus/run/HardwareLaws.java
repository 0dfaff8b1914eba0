package org.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The loops are chosen by what the JVM offers, and falling back is said once.
class HardwareLaws {

    private record Printed(String out, String err) {}

    private static Printed run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                Path.of("target", "classes") + File.pathSeparator + Path.of("target", "test-classes"),
                HardwareProbe.class.getName()));
        Process process = new ProcessBuilder(command).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        return new Printed(out, err);
    }

    @Test
    void withTheVectorModuleTheLoopsAreVectors() throws IOException, InterruptedException {
        assertThat(run("--add-modules", "jdk.incubator.vector").out()).startsWith("vector ");
    }

    @Test
    void withoutTheVectorModuleTheyArePlainAndOneLineSaysSo() throws IOException, InterruptedException {
        Printed printed = run();
        assertThat(printed.out()).isEqualTo("plain");
        assertThat(printed.err().lines().filter(l -> l.contains("--add-modules jdk.incubator.vector")))
                .hasSize(1);
    }
}
