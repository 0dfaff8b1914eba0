package org.gradus.runs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.gradus.name.InputException;

/// What was measured at each step, as records of one length in a file that only grows.
///
/// A frame is little-endian: `u32 step, u64 nanoseconds, f32 loss, f32 rate, u16 layers, u16 histogram bins`,
/// then for every layer one `f32` a field. The fields' names and order stand in `run.json`.
public final class Frames implements AutoCloseable {
    private static final int HEAD = 24;

    private final OutputStream out;
    private final ByteBuffer buffer;
    private final int layers;

    private Frames(OutputStream out, int layers, int fields) {
        this.out = out;
        this.layers = layers;
        this.buffer = ByteBuffer.allocate(HEAD + 4 * layers * fields).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// One step.
    ///
    /// @param values by layer, then by field
    public record Frame(int step, long nanos, float loss, float rate, List<Float> values) {
        public Frame {
            values = List.copyOf(values);
        }
    }

    /// Opens a file to append to, after dropping frames beyond a step: those of a run that is resumed from there.
    public static Frames append(Path file, int layers, int fields, int afterStep) {
        try {
            int length = HEAD + 4 * layers * fields;
            if (Files.exists(file)) {
                long keep = read(file, layers, fields).stream()
                        .filter(f -> f.step() <= afterStep)
                        .count();
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(keep * length);
                }
            }
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new Frames(new BufferedOutputStream(out, 1 << 16), layers, fields);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    public void write(int step, long nanos, double loss, double rate, List<Double> values) {
        buffer.clear();
        buffer.putInt(step).putLong(nanos).putFloat((float) loss).putFloat((float) rate);
        buffer.putShort((short) layers).putShort((short) 0);
        for (double v : values) buffer.putFloat((float) v);
        try {
            out.write(buffer.array(), 0, buffer.position());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a frame", e);
        }
    }

    /// Hands everything written so far to the operating system.
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write frames", e);
        }
    }

    /// All whole frames of a file; a torn one at the end is left out.
    public static List<Frame> read(Path file, int layers, int fields) {
        try {
            ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int length = HEAD + 4 * layers * fields;
            List<Frame> frames = new ArrayList<>();
            for (int at = 0; at + length <= in.limit(); at += length) {
                in.position(at + HEAD);
                List<Float> values = new ArrayList<>(layers * fields);
                for (int i = 0; i < layers * fields; i++) values.add(in.getFloat());
                frames.add(new Frame(
                        in.getInt(at), in.getLong(at + 4), in.getFloat(at + 12), in.getFloat(at + 16), values));
            }
            return frames;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close frames", e);
        }
    }
}
