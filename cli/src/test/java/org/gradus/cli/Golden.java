package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that were looked at once and must not change unseen. `-Dgradus.golden=rewrite` writes them anew.
public final class Golden {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", ""), "src/test/resources/org/gradus/cli/golden");

    private Golden() {}

    /// Holds a text against the golden file of a name.
    public static void check(String name, String text) {
        Path file = FOLDER.resolve(name + ".txt");
        try {
            if (System.getProperty("gradus.golden", "").equals("rewrite")) Files.writeString(file, text);
            assertThat(file).as("made by -Dgradus.golden=rewrite").exists();
            assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
