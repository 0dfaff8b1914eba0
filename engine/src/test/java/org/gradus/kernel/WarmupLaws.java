package org.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Fast twins are taken into use when they have proved faster, and never before.
class WarmupLaws {
    private static String probe(int seconds, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                Path.of("target", "classes") + File.pathSeparator + Path.of("target", "test-classes"),
                WarmupProbe.class.getName(),
                String.valueOf(seconds)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }

    @Test
    void loopsBecomeFastAndKeepTheirBits() throws IOException, InterruptedException {
        assertThat(probe(100)).isEqualTo("fast");
    }

    /// The JVM's first compiler makes no vector code: what it leaves of a vector loop is hundreds of times too slow.
    @Test
    void aLoopThatTheCompilerDidNotVectorizeIsNeverTaken() throws IOException, InterruptedException {
        assertThat(probe(3, "-XX:TieredStopAtLevel=1")).isEqualTo("plain");
    }

    @Test
    void aTwinThatIsSlowerIsGivenUp() throws InterruptedException {
        Warmup warmup = new Warmup(1_000_000);
        AtomicInteger taken = new AtomicInteger();
        warmup.add(() -> _ -> work(2000), _ -> work(10), taken::incrementAndGet);
        while (!warmup.done()) Thread.sleep(5);
        assertThat(taken).hasValue(0);
    }

    @Test
    void aTwinThatIsFasterIsTakenOnce() throws InterruptedException {
        Warmup warmup = new Warmup(1_000_000);
        AtomicInteger taken = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            warmup.add(() -> _ -> work(10), _ -> work(2000), taken::incrementAndGet);
            while (!warmup.done()) Thread.sleep(5);
        }
        assertThat(taken).hasValue(3);
    }

    private static void work(int steps) {
        double x = 1;
        for (int i = 0; i < steps; i++) x = Math.sqrt(x + i);
        if (x < 0) throw new AssertionError(x);
    }
}
