package org.gradus.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntToDoubleFunction;

/// Elements in a file of their own, for tensors that the heap has little room for: written once, then mapped, so that
/// the system fetches what is read and forgets what is not.
///
/// The file stands in the folder of temporary files without a name that others could find, where the system allows it,
/// and goes with the last tensor that reads it.
///
/// @param bytes the elements one after the other, in the machine's order
record Filed(Element element, MemorySegment bytes) {
    /// Elements that take more than this part of the heap are filed: several such blocks have to be there at a time
    /// while data are read, split and rescaled.
    private static final int PART = 8;

    private static final long MOST = Runtime.getRuntime().maxMemory() / PART;

    private static final int CHUNK = 1 << 20;

    /// Whether so many elements are better filed than held in the heap.
    static boolean better(Element element, int size) {
        return (long) size * element.bytes() > MOST;
    }

    /// Writes `value(0)`, `value(1)`, … as elements, in this order.
    ///
    /// @throws UncheckedIOException when the disk has no room for them
    static Filed of(Element element, int size, IntToDoubleFunction value) {
        long bytes = (long) size * element.bytes();
        try {
            Path file = Files.createTempFile("gradus-", ".numbers");
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                write(out, element, size, value);
                return new Filed(element, out.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto()));
            } finally {
                forget(file);
            }
        } catch (IOException e) {
            String where = System.getProperty("java.io.tmpdir");
            throw new UncheckedIOException(
                    "no room for " + bytes + " bytes of numbers in " + where
                            + ", where those go that the heap has no room for",
                    e);
        }
    }

    private static void write(FileChannel out, Element element, int size, IntToDoubleFunction value)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.nativeOrder());
        for (int i = 0; i < size; i++) {
            double x = value.applyAsDouble(i);
            switch (element) {
                case F32 -> chunk.putFloat((float) x);
                case F64 -> chunk.putDouble(x);
                case I32 -> chunk.putInt((int) x);
            }
            if (chunk.hasRemaining() && i < size - 1) continue;
            chunk.flip();
            while (chunk.hasRemaining()) out.write(chunk);
            chunk.clear();
        }
    }

    /// Takes the file's name away at once; where a mapped file keeps it, when the program ends.
    private static void forget(Path file) {
        try {
            Files.delete(file);
        } catch (IOException _) {
            file.toFile().deleteOnExit();
        }
    }

    double get(int index) {
        return switch (element) {
            case F32 -> bytes.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            case F64 -> bytes.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
            case I32 -> bytes.getAtIndex(ValueLayout.JAVA_INT, index);
        };
    }

    /// Copies some elements, in order, to a place in an array of their type.
    void copy(int from, Object into, int at, int count) {
        ValueLayout layout = switch (element) {
            case F32 -> ValueLayout.JAVA_FLOAT;
            case F64 -> ValueLayout.JAVA_DOUBLE;
            case I32 -> ValueLayout.JAVA_INT;
        };
        MemorySegment.copy(bytes, layout, (long) from * element.bytes(), into, at, count);
    }
}
