package org.gradus.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.tensor.Tensor;

/// Data files as bytes, plain or gzip; which of the two is told by the first bytes, not by the name.
///
/// Only regular files are read, and no more of them than their size says: a pipe may never end, and a device has
/// no end. What gzip unpacks to is counted before memory is taken for it.
public final class DataFiles {
    /// The system property that says up to how many megabytes (of 10^6 bytes) a gzip file may unpack to.
    public static final String UNPACKED = "gradus.unpacked";

    /// How many those are when the property is not set.
    public static final int UNPACKED_MEGABYTES = 500;

    private static final long MEGABYTE = 1_000_000;

    /// A Java array holds no more.
    private static final long LARGEST = Integer.MAX_VALUE - 8L;

    private static final int CHUNK = 1 << 16;

    private DataFiles() {}

    /// The file that a recipe means by a path.
    static Path resolve(Path folder, String path) {
        try {
            return folder.resolve(path);
        } catch (InvalidPathException e) {
            throw DataException.expected(DataException.quoted(path), "a path", String.valueOf(e.getReason()));
        }
    }

    /// That there is such a file, and that it is a regular one.
    ///
    /// @throws DataException when it is not
    public static void check(Path file) {
        if (Files.isRegularFile(file)) return;
        if (Files.isDirectory(file)) throw DataException.expected(file, "a file", "a folder");
        if (Files.exists(file)) throw DataException.expected(file, "a regular file", "a pipe or a device");
        throw new DataException(file + ": no such " + missing(file));
    }

    /// All bytes of a file, unpacked; at least one.
    static byte[] read(Path file) {
        byte[] bytes = stored(file);
        byte[] unpacked = isGzip(bytes) ? unpack(file.toString(), bytes, limit()) : bytes;
        if (unpacked.length == 0) throw DataException.expected(file, "data", "an empty file");
        return unpacked;
    }

    /// All bytes of a file as they are stored.
    static byte[] stored(Path file) {
        check(file);
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > LARGEST) throw DataException.expected(file, "less than 2 GB", size + " bytes");
            return in.readNBytes((int) size);
        } catch (IOException e) {
            throw DataException.unread(file, e);
        }
    }

    /// The array in a plain NPY file, which may be larger than the heap, or in an IDX file, plain or gzip: which of
    /// them is told by the first bytes.
    static Tensor array(Path file) {
        check(file);
        try (FileChannel in = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            ByteBuffer start = ByteBuffer.allocate(NpyFile.MARK);
            in.read(start);
            if (!NpyFile.is(start.array())) return IdxFile.read(file);
            return NpyFile.read(file.toString(), in.map(FileChannel.MapMode.READ_ONLY, 0, in.size(), arena));
        } catch (IOException e) {
            throw DataException.unread(file, e);
        }
    }

    static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    /// What a gzip file unpacks to.
    ///
    /// @param most how many bytes it may be
    /// @throws DataException when it is more, or the file is corrupt
    static byte[] unpack(String file, byte[] bytes, long most) {
        int size = (int) count(file, bytes, most);
        return start(file, bytes, size);
    }

    /// The start of what a gzip file unpacks to, at most so many bytes.
    static byte[] start(String file, byte[] bytes, int most) {
        return unpacked(file, bytes, in -> in.readNBytes(most));
    }

    /// How many bytes a gzip file unpacks to; reading ends when they are too many.
    private static long count(String file, byte[] bytes, long most) {
        return unpacked(file, bytes, in -> {
            byte[] chunk = new byte[CHUNK];
            long size = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                size += read;
                if (size > most) throw tooLarge(file, most);
            }
            return size;
        });
    }

    static DataException tooLarge(String file, long most) {
        return new DataException(file + ": expected gzip of at most " + Shown.count(most)
                + " bytes, found more; unpack it, or raise the limit: -D" + UNPACKED + "=2000 means 2000 MB");
    }

    /// How many bytes a gzip file may unpack to.
    static long limit() {
        String given = System.getProperty(UNPACKED, String.valueOf(UNPACKED_MEGABYTES));
        if (!given.matches("[1-9][0-9]{0,8}")) {
            throw DataException.expected("-D" + UNPACKED, "megabytes, at least 1", DataException.quoted(given));
        }
        return Math.min(LARGEST, Long.parseLong(given) * MEGABYTE);
    }

    /// What is done with an unpacked stream.
    private interface Use<T> {
        T of(InputStream in) throws IOException;
    }

    private static <T> T unpacked(String file, byte[] bytes, Use<T> use) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), CHUNK)) {
            return use.of(in);
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
