package org.gradus.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gradus.name.Nearest;

/// Data files as bytes, plain or gzip; which of the two is told by the first bytes, not by the name.
final class DataFiles {
    /// A Java array holds no more.
    private static final long LARGEST = Integer.MAX_VALUE - 8L;

    private DataFiles() {}

    /// The file that a recipe means by a path.
    static Path resolve(Path folder, String path) {
        try {
            return folder.resolve(path);
        } catch (InvalidPathException e) {
            throw DataException.expected(DataException.quoted(path), "a path", String.valueOf(e.getReason()));
        }
    }

    /// That there is such a file.
    static void check(Path file) {
        if (Files.isDirectory(file)) throw DataException.expected(file, "a file", "a folder");
        if (!Files.exists(file)) throw new DataException(file + ": no such " + missing(file));
    }

    /// All bytes of a file, unpacked; at least one.
    static byte[] read(Path file) {
        check(file);
        byte[] bytes;
        try {
            long size = Files.size(file);
            if (size > LARGEST) throw DataException.expected(file, "less than 2 GB", size + " bytes");
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw DataException.cannot("read", file, e);
        }
        byte[] unpacked = isGzip(bytes) ? unpack(file.toString(), bytes) : bytes;
        if (unpacked.length == 0) throw DataException.expected(file, "data", "an empty file");
        return unpacked;
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    static byte[] unpack(String file, byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (EOFException _) {
            throw new DataException(file + ": corrupt gzip: it ends too early, after " + bytes.length + " bytes");
        } catch (ZipException _) {
            throw new DataException(file + ": corrupt gzip: its contents do not unpack, or not to their checksum");
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
    }

    private static String missing(Path file) {
        Path parent = file.getParent();
        try (Stream<Path> beside = Files.list(parent == null ? Path.of("") : parent)) {
            List<String> names =
                    beside.map(p -> String.valueOf(p.getFileName())).sorted().toList();
            List<String> near = Nearest.of(String.valueOf(file.getFileName()), names);
            return near.isEmpty() ? "file" : "file; nearest: " + String.join(", ", near);
        } catch (IOException _) {
            return "folder: " + parent;
        }
    }
}
