package org.gradus.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.gradus.name.Nearest;
import org.gradus.name.Setting;
import org.gradus.name.Shown;
import org.gradus.tensor.Tensor;

/// Tensors by path, in order, and notes about them: what a checkpoint holds. Kept in safetensors
/// files, which the `safetensors` packages of other languages read and write too.
///
/// Of a file, halves (`F16`, `BF16`) are widened to `f32`, which is exact, and a tensor of 64-bit integers is read
/// where all of them fit 32 bits. A tensor that cannot be held, of larger integers or another type, is refused alone.
///
/// @param tensors by path, such as `encoder/dense1/weight`; `f32`, `f64` or `i32`
/// @param metadata notes by name
/// @param refused tensors of a file that cannot be held here, by path, with a message that says why
public record Params(Map<String, Tensor> tensors, Map<String, String> metadata, Map<String, String> refused) {
    /// The name under which the notes stand in a file, so no tensor can have it.
    static final String METADATA = "__metadata__";

    public Params {
        tensors = ordered(tensors);
        metadata = ordered(metadata);
        refused = ordered(refused);
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

    /// Tensors and notes, with nothing refused.
    public Params(Map<String, Tensor> tensors, Map<String, String> metadata) {
        this(tensors, metadata, Map.of());
    }

    /// Tensors without notes.
    public static Params of(Map<String, Tensor> tensors) {
        return new Params(tensors, Map.of());
    }

    /// The tensor of a path.
    ///
    /// @throws DataException when it was refused, with the reason, or when there is none
    public Tensor tensor(String path) {
        Tensor tensor = tensors.get(path);
        if (tensor != null) return tensor;
        String reason = refused.get(path);
        if (reason != null) throw new DataException(reason);
        List<String> near = Nearest.of(path, tensors.keySet());
        String known = near.isEmpty()
                ? "tensors: " + Shown.brief(String.join(", ", tensors.keySet()))
                : "nearest: " + String.join(", ", near);
        throw new DataException("no tensor " + DataException.quoted(path) + "; " + known);
    }

    /// @throws DataException when a tensor was refused, which would be lost
    private SafetensorsWriter writer() {
        for (String reason : refused.values()) throw new DataException(reason);
        return new SafetensorsWriter(this);
    }

    /// Reads a safetensors file.
    ///
    /// @throws DataException when there is no such file or it is malformed; a tensor that cannot be held is none of
    ///     these, and refused when it is asked for
    public static Params read(Path file) {
        return SafetensorsReader.read(file);
    }

    /// A checksum over everything, notes and order among it: the CRC-32C of the file that would be written, in
    /// hexadecimal digits.
    public String checksum() {
        CRC32C sum = new CRC32C();
        try {
            writer().writeTo(new Summing(sum));
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
    /// @throws DataException when a tensor was refused, which would be lost
    public void write(Path file) {
        WholeFile.write(file, writer()::writeTo);
    }
}
