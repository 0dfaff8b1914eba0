package org.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Fast twins are taken into use when they have proved faster, and never before.
class WarmupLaws {
    private static final long PATIENCE = 10_000_000_000L;
    private static final int OPERATIONS = 1000;

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
        assertThat(used(1_000_000, _ -> work(2000), _ -> work(10))).isEmpty();
    }

    @Test
    void aTwinThatIsFasterIsTakenOnce() throws InterruptedException {
        for (int i = 0; i < 3; i++)
            assertThat(used(PATIENCE, _ -> work(10), _ -> work(2000))).containsExactly(true);
    }

    /// What counts is what vector operations may take: the plain twin may not be compiled yet.
    @Test
    void aTwinThatIsFasterButFarFromFastIsNotTaken() throws InterruptedException {
        assertThat(used(20_000_000, _ -> work(20_000), _ -> work(400_000))).isEmpty();
    }

    @Test
    @Timeout(60)
    void aTwinThatIsFastButNoFasterIsGivenUpSoon() throws InterruptedException {
        Warmup.Problem plain = _ -> work(30);
        for (int i = 0; i < 100_000; i++) plain.run(Warmup.Amount.SOME);
        assertThat(used(Long.MAX_VALUE / 2, _ -> work(100), plain)).isEmpty();
    }

    @Test
    void aTwinThatBecomesSlowIsPutBackAndTakenAgain() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        Warmup.Problem twin = amount -> {
            boolean slow = runs.get() > 0 && runs.incrementAndGet() < 100;
            work(amount == Warmup.Amount.SOME && slow ? 20_000 : 10);
        };
        Warmup warmup = new Warmup(PATIENCE);
        List<Boolean> uses = new CopyOnWriteArrayList<>();
        warmup.add(() -> twin, _ -> work(2000), OPERATIONS, uses::add);
        while (!warmup.done()) Thread.sleep(5);
        runs.set(1);
        for (int i = 0; i < 4000 && uses.size() < 3; i++) Thread.sleep(5);
        assertThat(uses).startsWith(true, false, true);
    }

    /// What a warmup has made of a twin when it is done.
    private static List<Boolean> used(long patience, Warmup.Problem fast, Warmup.Problem plain)
            throws InterruptedException {
        Warmup warmup = new Warmup(patience);
        List<Boolean> uses = new CopyOnWriteArrayList<>();
        warmup.add(() -> fast, plain, OPERATIONS, uses::add);
        while (!warmup.done()) Thread.sleep(5);
        return uses;
    }

    private static void work(int steps) {
        double x = 1;
        for (int i = 0; i < steps; i++) x = Math.sqrt(x + i);
        if (x < 0) throw new AssertionError(x);
    }
}
