package org.gradus.fuzz;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.gradus.name.InputException;
import org.gradus.studio.Studio;

/// Addresses that are asked of a studio, one for all of them.
final class Addresses {
    private static final int OK = 200, FAULT = 500;

    private static final StudioPages PAGES = pages();

    private Addresses() {}

    private static StudioPages pages() {
        try {
            return new StudioPages(Studio.start(Files.createTempDirectory("gradus-fuzz"), "localhost", 0, "")
                    .url());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot make a folder", e);
        }
    }

    /// Asks for a page.
    ///
    /// @param lines the path, then names and values with `=` between them
    static void ask(String lines) throws IOException {
        String[] all = lines.split("\n", -1);
        String path =
                Arrays.stream(all[0].split("/", -1)).map(Addresses::encoded).collect(Collectors.joining("/"));
        String query = Arrays.stream(all).skip(1).map(Addresses::pair).collect(Collectors.joining("&"));
        String reply = PAGES.reply((path.startsWith("/") ? path : "/" + path) + "?" + query);
        int status = Integer.parseInt(reply.split(" ", 3)[1]);
        if (status >= FAULT) throw new IllegalStateException(reply);
        if (status != OK) throw new InputException("refused: " + reply.lines().reduce("", (_, last) -> last));
    }

    private static String pair(String line) {
        int at = line.indexOf('=');
        return at < 0 ? encoded(line) : encoded(line.substring(0, at)) + "=" + encoded(line.substring(at + 1));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
