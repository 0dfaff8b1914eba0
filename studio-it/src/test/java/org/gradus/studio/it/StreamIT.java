package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gradus.cli.Gradus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A studio in a process of its own, as `gradus studio` starts it: streams that are cut, a server that goes away.
class StreamIT {
    private static final String NETWORK = "/train?data=spirals&depth=4&width=16&activation=tanh&batch=16&epochs=500";

    @TempDir
    Path folder;

    /// A process that serves, and where.
    private record Served(Process process, String origin) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Served serve(String port, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-Xmx512m", "--add-modules", "jdk.incubator.vector", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Gradus.class.getName()));
        command.addAll(List.of("studio", "--port", port, folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.contains("http://")) line = out.readLine();
        assertThat(line).as("what the studio says first").isNotNull();
        return new Served(process, line.replaceFirst(".*(http://[^/ ]+).*", "$1"));
    }

    private static void train(Visit visit) {
        visit.open(NETWORK);
        visit.all("#pace").selectOption("10");
        visit.all("#start").click();
        visit.page().waitForURL("**/run/*");
        visit.until("+document.querySelector('[data-live=step]').textContent > 3");
    }

    @Test
    void streamsThatAreCutAreResumedAndStepsGoOn() throws IOException {
        try (Served served = serve("0", "-Dsun.net.httpserver.maxRspTime=3");
                Visit visit = new Visit(served.origin())) {
            List<String> streams = new ArrayList<>();
            visit.page().onRequest(request -> {
                if (request.url().contains("/api/events")) streams.add(request.url());
            });
            train(visit);
            visit.page()
                    .waitForCondition(() -> streams.size() >= 3, new Page.WaitForConditionOptions().setTimeout(40_000));
            double step = visit.number("+document.querySelector('[data-live=step]').textContent");
            visit.until("+document.querySelector('[data-live=step]').textContent > " + (step + 10));
            visit.within(10_000, "document.getElementById('status').textContent === ''");
            assertThat(visit.foreign()).isEmpty();
            // the browser writes down a stream that was cut
            visit.forgive();
        }
    }

    @Test
    void aPageFindsAServerThatWasKilledAndStartedAgainWithinTenSeconds() throws IOException {
        Served first = serve("0");
        try (Visit visit = new Visit(first.origin())) {
            train(visit);
            first.close();
            visit.until("document.getElementById('status').textContent !== ''");
            visit.is("window.still = true");
            try (Served again = serve(first.origin().replaceFirst(".*:", ""))) {
                assertThat(again.origin()).isEqualTo(first.origin());
                visit.within(10_000, "document.getElementById('order-resume')");
                visit.within(10_000, "document.getElementById('status').textContent === ''");
                assertThat(visit.is("window.still")).isEqualTo(true);
                visit.all("#order-resume").click();
                visit.until("document.getElementById('order-pause')");
                assertThat(visit.foreign()).isEmpty();
                visit.forgive();
            }
        } finally {
            first.close();
        }
    }
}
