package org.gradus.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A text that is reviewed by eye once and then held: a file in `src/test/resources/golden`.
///
/// `mvn test -Dgradus.golden=rewrite` writes the files anew; the change is then reviewed like any other.
public final class Golden {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "golden");

    private Golden() {}

    /// Compares a text with its file.
    public static void hold(String file, String text) {
        Path path = FOLDER.resolve(file);
        try {
            if ("rewrite".equals(System.getProperty("gradus.golden"))) {
                Files.createDirectories(FOLDER);
                Files.writeString(path, text);
            }
            assertThat(path).as("run once with -Dgradus.golden=rewrite").exists();
            assertThat(text).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
