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
import java.util.Optional;
import org.gradus.name.InputException;

/// What was measured at each step, as records in a file that only grows.
///
/// A frame is little-endian: `u32 step, u64 nanoseconds, f32 loss, f32 rate, u32 bytes of histograms`, then for every
/// layer one `f32` a field, then for every watched tensor one `f32` a measure, then the histograms, if the step had any
/// ([Histograms], each number a `u32`). The names and order of layers, fields, tensors and measures stand in
/// `run.json`.
public final class Frames implements AutoCloseable {
    private static final int HEAD = 24, HISTOGRAMS = 20;

    private final OutputStream out;
    private byte[] bytes;
    private final int width;

    private Frames(OutputStream out, int width) {
        this.out = out;
        this.width = width;
        this.bytes = new byte[HEAD + Float.BYTES * width];
    }

    /// One step.
    public static final class Frame {
        private final int step;
        private final long nanos;
        private final float loss;
        private final float rate;
        private final float[] values;
        private final Optional<Histograms> histograms;

        private Frame(ByteBuffer in, int width) {
            step = in.getInt();
            nanos = in.getLong();
            loss = in.getFloat();
            rate = in.getFloat();
            int bytes = in.getInt();
            values = new float[width];
            for (int i = 0; i < width; i++) values[i] = in.getFloat();
            histograms = bytes == 0 ? Optional.empty() : Optional.of(Histograms.read(in, bytes));
        }

        public int step() {
            return step;
        }

        /// Since the training began.
        public long nanos() {
            return nanos;
        }

        public float loss() {
            return loss;
        }

        public float rate() {
            return rate;
        }

        /// One number, by its place in the frame.
        public float value(int index) {
            return values[index];
        }

        /// A copy of all numbers.
        public float[] values() {
            return values.clone();
        }

        /// The histograms of the watched tensors, if this step had any.
        public Optional<Histograms> histograms() {
            return histograms;
        }
    }

    /// Opens a file to append to, after dropping frames beyond a step: those of a run that is resumed from there.
    ///
    /// @param width how many numbers a frame holds
    public static Frames append(Path file, int width, int afterStep) {
        try {
            if (Files.exists(file)) {
                ByteBuffer in = open(file);
                int keep = 0;
                while (whole(in, keep, width) && in.getInt(keep) <= afterStep) keep += length(in, keep, width);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(keep);
                }
            }
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new Frames(new BufferedOutputStream(out, 1 << 16), width);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    private static ByteBuffer open(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int length(ByteBuffer in, int at, int width) {
        return HEAD + Float.BYTES * width + in.getInt(at + HISTOGRAMS);
    }

    private static boolean whole(ByteBuffer in, int at, int width) {
        boolean head = at + HEAD <= in.limit() && in.getInt(at + HISTOGRAMS) >= 0;
        return head && (long) at + length(in, at, width) <= in.limit();
    }

    /// Writes one step.
    ///
    /// @param values as many as a frame holds
    /// @param histograms those of the step; none if it was not sampled
    public void write(int step, long nanos, double loss, double rate, float[] values, Histograms histograms) {
        int length = HEAD + Float.BYTES * width + histograms.bytes();
        if (bytes.length < length) bytes = new byte[2 * length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(step).putLong(nanos).putFloat((float) loss).putFloat((float) rate);
        buffer.putInt(histograms.bytes());
        for (int i = 0; i < width; i++) buffer.putFloat(values[i]);
        histograms.write(buffer);
        try {
            out.write(bytes, 0, length);
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
    ///
    /// @param width how many numbers a frame holds
    public static List<Frame> read(Path file, int width) {
        try {
            ByteBuffer in = open(file);
            List<Frame> frames = new ArrayList<>();
            for (int at = 0; whole(in, at, width); at += length(in, at, width)) {
                frames.add(new Frame(in.position(at), width));
            }
            return frames;
        } catch (IOException | IllegalArgumentException e) {
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
