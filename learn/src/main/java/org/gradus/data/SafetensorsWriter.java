package org.gradus.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.gradus.tensor.Tensor;

/// Writes the safetensors format: the length of the header (8 bytes, lowest first), the header (JSON, padded with
/// spaces to a multiple of 8 bytes), the elements of all tensors (lowest byte first) without gaps.
///
/// The header lists tensors in their own order. Elements of 8 bytes are stored before those of 4, so that every element
/// is aligned in a file mapped into memory. Format: <https://github.com/huggingface/safetensors>, section "Format".
final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;

    private final Params params;
    /// The paths in the order in which their elements are stored.
    private final List<String> stored;

    SafetensorsWriter(Params params) {
        this.params = params;
        stored = new ArrayList<>(params.tensors().keySet());
        stored.sort(Comparator.comparingInt(path -> -tensor(path).element().bytes()));
    }

    private Tensor tensor(String path) {
        Tensor tensor = params.tensors().get(path);
        if (tensor == null) throw new AssertionError(path);
        return tensor;
    }

    private static long bytes(Tensor tensor) {
        return (long) tensor.size() * tensor.element().bytes();
    }

    void writeTo(WritableByteChannel out) throws IOException {
        byte[] json = header().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json);
        while (head.hasRemaining()) head.put((byte) ' ');
        writeAll(out, head.flip());
        for (String path : stored) writeElements(out, tensor(path));
    }

    private String header() {
        Map<String, Long> begins = new HashMap<>();
        long end = 0;
        for (String path : stored) {
            begins.put(path, end);
            end += bytes(tensor(path));
        }
        StringJoiner header = new StringJoiner(",", "{", "}");
        if (!params.metadata().isEmpty()) header.add(quoted(Params.METADATA) + ":" + metadata());
        params.tensors().forEach((path, tensor) -> {
            long begin = begins.getOrDefault(path, 0L);
            String shape = tensor.shape().toString().replace(" ", "");
            String offsets = "[" + begin + "," + (begin + bytes(tensor)) + "]";
            header.add("%s:{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
                    .formatted(quoted(path), tensor.element(), shape, offsets));
        });
        return header.toString();
    }

    private String metadata() {
        StringJoiner notes = new StringJoiner(",", "{", "}");
        params.metadata().forEach((name, note) -> notes.add(quoted(name) + ":" + quoted(note)));
        return notes.toString();
    }

    /// A JSON string.
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ') out.append("\\u%04x".formatted((int) c));
                    else out.append(c);
                }
            }
        }
        return out.append('"').toString();
    }

    private static void writeElements(WritableByteChannel out, Tensor tensor) throws IOException {
        switch (tensor.element()) {
            case F32 -> write(out, MemorySegment.ofArray(tensor.toFloats()), ValueLayout.JAVA_FLOAT_UNALIGNED);
            case F64 -> write(out, MemorySegment.ofArray(tensor.toDoubles()), ValueLayout.JAVA_DOUBLE_UNALIGNED);
            case I32 -> write(out, MemorySegment.ofArray(tensor.toInts()), ValueLayout.JAVA_INT_UNALIGNED);
        }
    }

    private static void write(WritableByteChannel out, MemorySegment elements, ValueLayout layout) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        MemorySegment bytes = MemorySegment.ofBuffer(chunk);
        ValueLayout stored = layout.withOrder(ByteOrder.LITTLE_ENDIAN);
        for (long at = 0; at < elements.byteSize(); at += CHUNK) {
            long size = Math.min(CHUNK, elements.byteSize() - at);
            MemorySegment.copy(elements, layout, at, bytes, stored, 0, size / layout.byteSize());
            writeAll(out, chunk.clear().limit((int) size));
        }
    }

    private static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) out.write(bytes);
    }
}
