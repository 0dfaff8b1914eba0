package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no file may do to whoever reads it, and what is never read.
final class DataFileLaws {
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/full", "/dev/null"})
    void aDeviceIsRefusedBeforeItIsRead(Path device) {
        if (!Files.exists(device)) return;
        String message = device + ": expected a regular file, found a pipe or a device";
        String path = device.toString();
        assertThatThrownBy(() -> Csv.of(path).load(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
        Idx idx = new Idx(path, path, Optional.empty(), Optional.empty(), 0.5, 1, false, Scale.FALSE);
        assertThatThrownBy(() -> idx.load(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Params.read(device))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    @Test
    void aPipeIsRefusedBeforeItIsOpened() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.csv");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        if (mkfifo.waitFor() != 0) return;
        assertThatThrownBy(() -> Csv.of("pipe.csv").load(folder))
                .hasMessage(pipe + ": expected a regular file, found a pipe or a device");
    }

    /// A gzip file of so many zero bytes behind a start.
    private Path bomb(String name, byte[] start, long zeros) throws IOException {
        Path file = folder.resolve(name);
        byte[] block = new byte[MEGABYTE];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(start);
            for (long left = zeros; left > 0; left -= block.length) out.write(block, 0, (int) Math.min(left, MEGABYTE));
        }
        return file;
    }

    @Test
    void aGzipFileThatUnpacksToMoreThanTheLimitIsRefusedAndTheMessageSaysHowToRaiseIt() throws IOException {
        Path file = bomb("a.csv.gz", new byte[0], (DataFiles.UNPACKED_MEGABYTES + 1L) * MEGABYTE);
        assertThat(Files.size(file)).isLessThan(MEGABYTE);
        assertThatThrownBy(() -> Csv.of("a.csv.gz").load(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ": expected gzip of at most 500,000,000 bytes, found more; unpack it, or raise the"
                        + " limit: -Dgradus.unpacked=2000 means 2000 MB");
    }

    @Test
    void theLimitOfGzipIsWhatTheSystemPropertySays() {
        byte[] start = "1,0\n2,1\n".getBytes(StandardCharsets.UTF_8);
        assertThat(DataFiles.limit()).isEqualTo(500L * MEGABYTE);
        assertThatThrownBy(() -> DataFiles.unpack("a.gz", IdxTest.gzip(start), start.length - 1))
                .hasMessageContaining("at most 7 bytes");
        try {
            System.setProperty(DataFiles.UNPACKED, "2000");
            assertThat(DataFiles.limit()).isEqualTo(2000L * MEGABYTE);
            System.setProperty(DataFiles.UNPACKED, "2 GB");
            assertThatThrownBy(DataFiles::limit)
                    .hasMessage("-Dgradus.unpacked: expected megabytes, at least 1, found \"2 GB\"");
        } finally {
            System.clearProperty(DataFiles.UNPACKED);
        }
    }

    @Test
    void ofGzipIdxNoMoreIsUnpackedThanItsHeaderPromises() throws IOException {
        Path images = bomb("images.gz", IdxTest.idx(new byte[0], 2, 2, 2), 600L * MEGABYTE);
        Files.write(folder.resolve("labels"), IdxTest.idx(new byte[] {0, 1}, 2));
        Idx idx = new Idx("images.gz", "labels", Optional.empty(), Optional.empty(), 0.5, 1, false, Scale.FALSE);
        assertThatThrownBy(() -> idx.load(folder))
                .hasMessage(images + ": expected 8 bytes of elements for [2, 2, 2], found 9 or more");
        Files.write(images, IdxTest.gzip(IdxTest.idx(new byte[0], 30_000, 30_000)));
        assertThatThrownBy(() -> idx.load(folder)).hasMessageContaining("at most 500,000,000 bytes");
    }

    @Test
    void aHeaderThatPromisesMoreThanThereIsTakesNoMemory() throws IOException {
        Files.write(folder.resolve("images"), IdxTest.idx(new byte[0], 40_000, 50_000));
        Idx idx = new Idx("images", "images", Optional.empty(), Optional.empty(), 0.5, 1, false, Scale.FALSE);
        assertThatThrownBy(() -> idx.load(folder))
                .hasMessageEndingWith("expected 2000000000 bytes of elements for [40000, 50000], found 0");
    }

    @Test
    void messagesShowTheStartOfAFieldOnOneLineWithoutWhatActsOnATerminal() throws IOException {
        String evil = "\u001b[31m\u0007" + "x".repeat(MEGABYTE);
        Files.writeString(folder.resolve("a.csv"), evil + ",b\n1,0\n" + evil + ",1\n");
        assertThatThrownBy(() -> Csv.of("a.csv").load(folder))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).contains("\"\\u001b[31m\\u0007xxx"));
        Csv unknown = Csv.of("a.csv").withTarget(evil + "y");
        assertThatThrownBy(() -> unknown.load(folder))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600).doesNotContain("\u001b"));
    }
}
