package org.gradus.studio.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.gradus.draw.Resources;
import org.gradus.name.Shown;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;

/// Style sheets, scripts and the font, from the jars.
public final class Assets {
    /// Where they are served.
    public static final String PATH = "/assets/";

    /// The style sheets of every page, in order.
    public static final List<String> SHEETS = List.of(
            "font.css", "theme.css", "picture.css", "report.css", "studio.css", "graph.css", "arena.css", "learn.css");

    /// Those of the pictures and reports.
    private static final List<String> DRAWN = List.of("theme.css", "picture.css", "report.css", "inter.woff2");

    private static final List<String> OWN = List.of(
            "font.css",
            "studio.css",
            "studio.js",
            "parts.js",
            "train.js",
            "run.js",
            "graph.css",
            "graph.js",
            "arena.css",
            "arena.js",
            "learn.css",
            "learn.js");

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "woff2", "font/woff2");

    private Assets() {}

    /// @throws Refused when there is none of that name
    public static Answer file(String name) {
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
        if (DRAWN.contains(name)) return Answer.file(type, ByteBuffer.wrap(Resources.bytes(name)));
        if (!OWN.contains(name)) throw Refused.missing("there is no file " + Shown.brief(name));
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + ": missing beside " + Assets.class.getName());
            return Answer.file(type, ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
