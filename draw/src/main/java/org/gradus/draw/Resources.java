package org.gradus.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The style sheets, the font and the script that lie beside the classes of this package.
public final class Resources {
    private Resources() {}

    /// One of them as text.
    public static String read(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /// The face of all text as a rule of a style sheet that carries it, so that a page looks the same everywhere: the
    /// Latin letters of Inter, in all weights (version 4, SIL Open Font License 1.1).
    public static String font() {
        return "@font-face { font-family: Inter; font-weight: 100 900; font-display: block; src: url(data:font/woff2;base64,"
                + Base64.getEncoder().encodeToString(bytes("inter.woff2")) + ") format(\"woff2\"); }\n";
    }

    /// One of them as it is.
    public static byte[] bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + ": missing beside " + Resources.class.getName());
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
