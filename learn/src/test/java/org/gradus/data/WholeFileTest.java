package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    private long filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void aFileIsReplacedAndNothingElseStays() throws IOException {
        Path file = folder.resolve("f");
        for (String text : new String[] {"a long first text", "short"}) {
            WholeFile.write(file, out -> out.write(StandardCharsets.UTF_8.encode(text)));
            assertThat(file).hasContent(text);
        }
        assertThat(filesInFolder()).isEqualTo(1);
    }

    @Test
    void anErrorInTheMiddleLeavesTheOldFileWhole() throws IOException {
        Path file = folder.resolve("f");
        Files.writeString(file, "old");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(ByteBuffer.wrap(new byte[100]));
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file)
                .hasRootCauseMessage("disk full");
        assertThatThrownBy(() -> WholeFile.write(file, _ -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        assertThat(file).hasContent("old");
        assertThat(filesInFolder()).isEqualTo(1);
    }

    @Test
    void aReaderSeesTheOldFileUntilTheNewOneIsWhole() throws IOException {
        Path file = folder.resolve("f");
        Files.writeString(file, "old");
        WholeFile.write(file, out -> {
            out.write(StandardCharsets.UTF_8.encode("ne"));
            assertThat(file).hasContent("old");
            out.write(StandardCharsets.UTF_8.encode("w"));
        });
        assertThat(file).hasContent("new");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("no/f");
        assertThatThrownBy(() -> WholeFile.write(file, _ -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file)
                .hasRootCauseInstanceOf(NoSuchFileException.class);
    }
}
