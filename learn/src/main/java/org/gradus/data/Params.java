package org.gradus.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.gradus.name.Setting;
import org.gradus.tensor.Tensor;

/// Tensors by path, in order, and notes about them: what a checkpoint holds. Kept in safetensors
/// files, which the `safetensors` packages of other languages read and write too.
///
/// @param tensors by path, such as `encoder/dense1/weight`; `f32`, `f64` or `i32`
/// @param metadata notes by name
public record Params(Map<String, Tensor> tensors, Map<String, String> metadata) {
    /// The name under which the notes stand in a file, so no tensor can have it.
    static final String METADATA = "__metadata__";

    public Params {
        tensors = ordered(tensors);
        metadata = ordered(metadata);
        if (tensors.containsKey(METADATA)) {
            throw Setting.wrong("tensors", "paths other than " + METADATA + ", where a file keeps its notes", METADATA);
        }
        tensors.keySet().forEach(Params::checkText);
        metadata.forEach((name, note) -> {
            checkText(name);
            checkText(note);
        });
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static void checkText(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Setting.wrong("tensors and metadata", "Unicode text", "half of a surrogate pair");
        }
    }

    /// Tensors without notes.
    public static Params of(Map<String, Tensor> tensors) {
        return new Params(tensors, Map.of());
    }

    /// Reads a safetensors file.
    ///
    /// @throws DataException when there is no such file or it is malformed
    public static Params read(Path file) {
        return SafetensorsReader.read(file);
    }

    /// A checksum over everything, notes and order among it: the CRC-32C of the file that would be written, in
    /// hexadecimal digits.
    public String checksum() {
        CRC32C sum = new CRC32C();
        try {
            new SafetensorsWriter(this).writeTo(new Summing(sum));
        } catch (IOException e) {
            throw new UncheckedIOException("a sum cannot fail", e);
        }
        return "%08x".formatted(sum.getValue());
    }

    /// A channel that goes nowhere.
    private record Summing(CRC32C sum) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            sum.update(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }

    /// Writes a safetensors file, whole or not at all; the folder must be there.
    ///
    /// @throws UncheckedIOException when the file cannot be written
    public void write(Path file) {
        WholeFile.write(file, new SafetensorsWriter(this)::writeTo);
    }
}
