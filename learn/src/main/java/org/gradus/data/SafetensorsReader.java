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
        Map<String, String> refused = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            try {
                tensors.put(entry.path(), tensor(entry, start + entry.begin()));
            } catch (DataException e) {
                refused.put(entry.path(), String.valueOf(e.getMessage()));
            }
        }
        return new Params(tensors, header.metadata(), refused);
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

    /// @throws DataException when nothing here can hold its elements
    private Tensor tensor(SafetensorsHeader.Entry entry, long begin) throws IOException {
        Dtype dtype = Dtype.of(entry.dtype())
                .orElseThrow(() ->
                        wrong(entry, "dtype F64, F32, BF16, F16, I64 or I32", DataException.quoted(entry.dtype())));
        int size = entry.shape().size();
        return switch (dtype) {
            case F64 -> {
                double[] elements = new double[size];
                read(MemorySegment.ofArray(elements), ValueLayout.JAVA_DOUBLE_UNALIGNED, begin);
                yield Tensor.of(entry.shape(), elements);
            }
            case F32 -> {
                float[] elements = new float[size];
                read(MemorySegment.ofArray(elements), ValueLayout.JAVA_FLOAT_UNALIGNED, begin);
                yield Tensor.of(entry.shape(), elements);
            }
            case BF16, F16 -> Tensor.of(entry.shape(), halves(dtype, size, begin));
            case I64 -> Tensor.of(entry.shape(), longs(entry, size, begin));
            case I32 -> {
                int[] elements = new int[size];
                read(MemorySegment.ofArray(elements), ValueLayout.JAVA_INT_UNALIGNED, begin);
                yield Tensor.of(entry.shape(), elements);
            }
        };
    }

    private float[] halves(Dtype dtype, int size, long begin) throws IOException {
        float[] elements = new float[size];
        chunks((long) size * dtype.bytes(), begin, (chunk, at) -> {
            for (int i = (int) (at / dtype.bytes()); chunk.hasRemaining(); i++) {
                short half = chunk.getShort();
                elements[i] = dtype == Dtype.F16 ? Float.float16ToFloat(half) : Float.intBitsToFloat(half << 16);
            }
        });
        return elements;
    }

    private int[] longs(SafetensorsHeader.Entry entry, int size, long begin) throws IOException {
        int[] elements = new int[size];
        chunks((long) size * Long.BYTES, begin, (chunk, at) -> {
            for (int i = (int) (at / Long.BYTES); chunk.hasRemaining(); i++) {
                long number = chunk.getLong();
                elements[i] = (int) number;
                if (number != elements[i]) {
                    throw wrong(entry, "whole numbers of 32 bits", number + " as element " + i);
                }
            }
        });
        return elements;
    }

    private DataException wrong(SafetensorsHeader.Entry entry, String expected, String found) {
        return DataException.expected(name + ": " + DataException.quoted(entry.path()), expected, found);
    }

    private void read(MemorySegment elements, ValueLayout layout, long begin) throws IOException {
        ValueLayout stored = layout.withOrder(ByteOrder.LITTLE_ENDIAN);
        chunks(elements.byteSize(), begin, (chunk, at) -> {
            long count = chunk.remaining() / layout.byteSize();
            MemorySegment.copy(MemorySegment.ofBuffer(chunk), stored, 0, elements, layout, at, count);
        });
    }

    /// Takes some bytes of the file.
    private interface Chunk {
        /// @param at how many bytes came before
        void take(ByteBuffer bytes, long at);
    }

    /// Reads bytes of the file in pieces of whole elements.
    private void chunks(long size, long begin, Chunk taker) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, size)).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = 0; at < size; at += CHUNK) {
            readAll(chunk.clear().limit((int) Math.min(CHUNK, size - at)), begin + at);
            taker.take(chunk.flip(), at);
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
