package org.gradus.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.gradus.studio.web.Wire;
import org.gradus.studio.web.Wire.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A studio over an empty folder for each test, and what a browser may ask of it. What JUnit calls is public,
/// since this package is not open to it while tests of another package run alone.
@SuppressWarnings("exports") // tests are exported to nobody
public abstract class Served {
    /// Within this time a page shows what has changed, in milliseconds.
    private static final long SOON = 60_000;

    /// The folder of the runs.
    protected Path folder = Path.of("");

    private Optional<Studio> studio = Optional.empty();

    protected Served() {}

    @BeforeEach
    public void start(@TempDir Path runs) {
        folder = runs;
        studio = Optional.of(Studio.start(folder, "localhost", 0, ""));
    }

    @AfterEach
    public void stop() {
        studio.ifPresent(Studio::close);
    }

    private int port() {
        return URI.create(studio.orElseThrow().url()).getPort();
    }

    /// Asks for a page.
    protected Reply get(String path, String... headers) throws IOException {
        return Wire.get(port(), path, headers);
    }

    /// Sends an order as a page of the studio does.
    protected Reply post(String path, String body) throws IOException {
        return Wire.send(
                port(),
                body,
                "POST " + path + " HTTP/1.1",
                "Host: localhost:" + port(),
                "Origin: http://localhost:" + port(),
                "Content-Type: application/json",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }

    /// The page once it contains some words.
    protected String soon(String path, String words) throws IOException, InterruptedException {
        long until = System.nanoTime() + SOON * 1_000_000;
        String page = get(path).body();
        while (!page.contains(words) && System.nanoTime() < until) {
            Thread.sleep(20);
            page = get(path).body();
        }
        assertThat(page).contains(words);
        return page;
    }
}
