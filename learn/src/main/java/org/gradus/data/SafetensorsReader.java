package org.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gradus.tensor.Tensor;

/// Reads the safetensors format, as [SafetensorsWriter] describes it. Nothing in a file is believed: every length and
/// offset is checked before it is used.
final class SafetensorsReader {
    /// The largest header that other readers take.
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int CHUNK = 1 << 16;

    private final String name;
    private final FileChannel file;

    private SafetensorsReader(String name, FileChannel file) {
        this.name = name;
        this.file = file;
    }

    static Params read(Path path) {
        DataFiles.check(path);
        try (FileChannel file = FileChannel.open(path)) {
            return new SafetensorsReader(path.toString(), file).read();
        } catch (EOFException _) {
            throw new DataException(path + ": cannot be read: it became shorter while being read");
        } catch (IOException e) {
            throw DataException.unread(path, e);
        }
    }

    private Params read() throws IOException {
        byte[] json = new byte[headerLength()];
        readAll(ByteBuffer.wrap(json), Long.BYTES);
        long start = Long.BYTES + (long) json.length;
        SafetensorsHeader header = SafetensorsHeader.parse(name, json, file.size() - start);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            tensors.put(entry.path(), tensor(entry, start + entry.begin()));
        }
        return new Params(tensors, header.metadata());
    }

    private int headerLength() throws IOException {
        long size = file.size();
        if (size < Long.BYTES) {
            throw DataException.expected(name, "8 bytes, the length of the header", size + " bytes in all");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readAll(length, 0);
        long header = length.flip().getLong();
        if (header < 0 || header > LONGEST_HEADER) {
            String expected = "the length of the header, at most " + LONGEST_HEADER;
            throw DataException.expected(name + ": byte 0", expected, Long.toUnsignedString(header));
        }
        if (header > size - Long.BYTES) {
            String found = size - Long.BYTES + ": the file is cut off";
            throw DataException.expected(name, "a header of " + header + " bytes", found);
        }
        return (int) header;
    }

    private Tensor tensor(SafetensorsHeader.Entry entry, long begin) throws IOException {
        int size = entry.shape().size();
        return switch (entry.element()) {
            case F32 -> {
                float[] elements = new float[size];
                read(MemorySegment.ofArray(elements), ValueLayout.JAVA_FLOAT_UNALIGNED, begin);
                yield Tensor.of(entry.shape(), elements);
            }
            case F64 -> {
                double[] elements = new double[size];
                read(MemorySegment.ofArray(elements), ValueLayout.JAVA_DOUBLE_UNALIGNED, begin);
                yield Tensor.of(entry.shape(), elements);
            }
            case I32 -> {
                int[] elements = new int[size];
                read(MemorySegment.ofArray(elements), ValueLayout.JAVA_INT_UNALIGNED, begin);
                yield Tensor.of(entry.shape(), elements);
            }
        };
    }

    private void read(MemorySegment elements, ValueLayout layout, long begin) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        MemorySegment bytes = MemorySegment.ofBuffer(chunk);
        ValueLayout stored = layout.withOrder(ByteOrder.LITTLE_ENDIAN);
        for (long at = 0; at < elements.byteSize(); at += CHUNK) {
            long size = Math.min(CHUNK, elements.byteSize() - at);
            readAll(chunk.clear().limit((int) size), begin + at);
            MemorySegment.copy(bytes, stored, 0, elements, layout, at, size / layout.byteSize());
        }
    }

    private void readAll(ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int count = file.read(into, at);
            if (count < 0) throw new EOFException();
            at += count;
        }
    }
}
