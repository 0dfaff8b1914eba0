package org.gradus.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes files that are either whole or not there, whenever the process or the machine stops.
///
/// The bytes go to a new file in the same folder, are forced to the disk, and only then take the name; a file of that
/// name is replaced in the same instant.
public final class WholeFile {
    private WholeFile() {}

    /// What goes into a file.
    public interface Contents {
        /// Writes everything, from the start of an empty file.
        void writeTo(FileChannel out) throws IOException;
    }

    /// Writes a file, or leaves everything as it was.
    ///
    /// @throws UncheckedIOException when the file cannot be written
    public static void write(Path file, Contents contents) {
        String unique = file.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".part";
        Path part = file.resolveSibling(unique);
        try {
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                contents.writeTo(out);
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(file.toAbsolutePath().resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        } finally {
            deleteIfThere(part);
        }
    }

    /// Writes a file of text in UTF-8, or leaves everything as it was.
    ///
    /// @throws UncheckedIOException when the file cannot be written
    public static void write(Path file, String text) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        write(file, out -> {
            while (bytes.hasRemaining()) out.write(bytes);
        });
    }

    /// Makes the new name itself survive a power cut, on systems where a folder can be forced.
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Windows opens no folder; there the move is as lasting as the system makes it.
        }
    }

    private static void deleteIfThere(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException _) {
            // The first error is the one to tell; a stray part file harms nothing.
        }
    }
}
