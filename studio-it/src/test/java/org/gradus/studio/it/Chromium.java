package org.gradus.studio.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The browser of this process: the Chromium that is installed, started once.
final class Chromium {
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private Chromium() {}

    /// Made when it is first asked for, and closed with the process.
    private static final class Started {
        static final Browser BROWSER = start();
    }

    static Browser browser() {
        return Started.BROWSER;
    }

    private static Browser start() {
        Playwright playwright = Playwright.create();
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(QUIET));
        System.out.println("Chromium " + browser.version());
        return browser;
    }

    private static Path executable() {
        return Stream.concat(
                        Optional.ofNullable(System.getenv("GRADUS_CHROMIUM")).stream(),
                        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no browser: expected GRADUS_CHROMIUM to name the executable of a Chromium"));
    }
}
