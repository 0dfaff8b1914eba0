package org.gradus.runs;

import java.io.IOException;
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
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.gradus.data.WholeFile;
import org.gradus.name.InputException;

/// What was measured at each step, as records in a file that grows; of a long training as many as [Thinning] keeps.
///
/// All numbers are little-endian. The file begins with 16 bytes: `GRADUSFR`, `u32 4` (the version of this form) and
/// `u32 numbers`, how many a frame holds. A frame is `u32 checksum, u64 step, u64 nanoseconds, f32 loss, f32 rate`,
/// then for every layer one `f32` a field, then for every watched tensor one `f32` a measure. The checksum is the
/// CRC-32C of all that follows it. The names and order of layers, fields, tensors and measures stand in `run.json`.
///
/// Steps grow from frame to frame. What follows the last whole frame, such as half a frame or zeros after a power cut,
/// is no frame.
public final class Frames implements AutoCloseable {
    private static final byte[] MAGIC = "GRADUSFR".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int VERSION = 4, START = 16;
    private static final int HEAD = 28, STEP = 4;

    /// Frames wait in memory of this size until they are written.
    private static final int BUFFER = 1 << 16;

    /// The memory that the latest frames of a file may take before they are thinned.
    private static final long ROOM = 8 << 20;

    private final Path file;
    private final int width;
    private final Thinning thinning;
    private FileChannel out;
    private ByteBuffer waiting = buffer(BUFFER);

    private Frames(Path file, int width, Thinning thinning, FileChannel out) {
        this.file = file;
        this.width = width;
        this.thinning = thinning;
        this.out = out;
    }

    /// One step.
    public static final class Frame {
        private final long step;
        private final long nanos;
        private final float loss;
        private final float rate;
        private final float[] values;

        private Frame(ByteBuffer in, int width) {
            step = in.position(STEP).getLong();
            nanos = in.getLong();
            loss = in.getFloat();
            rate = in.getFloat();
            values = new float[width];
            for (int i = 0; i < width; i++) values[i] = in.getFloat();
        }

        /// From 1.
        public long step() {
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
    }

    /// Opens a file to append to, after dropping what stands behind a step: the frames of a run that is resumed from
    /// there.
    ///
    /// @param width how many numbers a frame holds
    /// @throws InputException when the file is none of this form
    public static Frames append(Path file, int width, long afterStep) {
        return append(file, width, Thinning.in(ROOM, size(width)), afterStep);
    }

    static Frames append(Path file, int width, Thinning thinning, long afterStep) {
        try {
            long keep = START;
            if (Files.exists(file) && Files.size(file) >= START)
                keep = scan(file, width, step -> step <= afterStep, _ -> {});
            else Files.write(file, head(width).array());
            FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE);
            out.truncate(keep).position(keep);
            return new Frames(file, width, thinning, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    /// Refuses what is no file, such as a pipe, which would be waited for.
    private static void regular(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException(file + ": expected a file, found something else");
        }
    }

    private static ByteBuffer head(int width) {
        return buffer(START).put(MAGIC).putInt(VERSION).putInt(width);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long size(int width) {
        return HEAD + (long) Float.BYTES * width;
    }

    /// Writes one step.
    ///
    /// @param values as many as a frame holds
    public void write(long step, long nanos, double loss, double rate, float[] values) {
        int bytes = Math.toIntExact(size(width));
        if (waiting.remaining() < bytes) flush();
        if (waiting.capacity() < bytes) waiting = buffer(2 * bytes);
        int from = waiting.position();
        waiting.putInt(0).putLong(step).putLong(nanos);
        waiting.putFloat((float) loss).putFloat((float) rate);
        for (int i = 0; i < width; i++) waiting.putFloat(values[i]);
        waiting.putInt(from, checksum(waiting, from + STEP, from + bytes));
    }

    private static int checksum(ByteBuffer in, int from, int to) {
        CRC32C sum = new CRC32C();
        sum.update(in.slice(from, to - from));
        return (int) sum.getValue();
    }

    /// Hands everything written so far to the operating system.
    public void flush() {
        try {
            waiting.flip();
            while (waiting.hasRemaining()) out.write(waiting);
            waiting.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Has everything written so far on the disk.
    public void force() {
        flush();
        try {
            out.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Whether it is time to thin a file, after a step.
    public boolean thins(long step) {
        return thinning.due(step);
    }

    /// Drops what [Thinning] does not keep; the file is replaced as a whole.
    ///
    /// @param now the latest step, which is written
    public void thin(long now) {
        flush();
        try {
            WholeFile.write(file, channel -> {
                Frames kept = new Frames(file, width, thinning, channel);
                while (kept.waiting.position() < START)
                    kept.waiting.put(head(width).array());
                scan(file, width, step -> step <= now, frame -> {
                    if (thinning.keeps(frame.step(), now))
                        kept.write(frame.step(), frame.nanos(), frame.loss(), frame.rate(), frame.values);
                });
                kept.flush();
            });
            out.close();
            out = FileChannel.open(file, StandardOpenOption.WRITE);
            out.position(out.size());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot thin " + file, e);
        }
    }

    /// All whole frames of a file, one after the other; none where there is no file.
    ///
    /// @param width how many numbers a frame holds
    /// @throws InputException when the file is none of this form
    public static void read(Path file, int width, Consumer<Frame> to) {
        read(file, width, End.NONE, to);
    }

    /// How far a file was read. By the last frame before it a file is known again that has only grown.
    ///
    /// @param at the byte at which the next frame begins
    /// @param step of the last frame; 0 where none was read
    /// @param checksum of the last frame
    public record End(long at, long step, int checksum) {
        /// Of a file of which nothing was read yet.
        public static final End NONE = new End(START, 0, 0);
    }

    /// The whole frames that have come into a file since it was read.
    ///
    /// @param from how far it was read then
    /// @return how far it is read now; empty, with nothing handed on, where it no longer holds what was read
    /// @throws InputException when the file is none of this form
    public static Optional<End> read(Path file, int width, End from, Consumer<Frame> to) {
        if (!Files.exists(file)) return Optional.of(from).filter(End.NONE::equals);
        regular(file);
        try (Window in = new Window(file)) {
            return holds(in, from, width) ? Optional.of(scan(file, in, width, from, _ -> true, to)) : Optional.empty();
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean holds(Window in, End end, int width) throws IOException {
        if (end.step == 0) return true;
        if (in.size() < end.at) return false;
        ByteBuffer last = in.at(end.at - size(width), Math.toIntExact(size(width)));
        return last.getInt(0) == end.checksum && last.getLong(STEP) == end.step;
    }

    /// All whole frames of a file that is small.
    public static List<Frame> read(Path file, int width) {
        List<Frame> frames = new ArrayList<>();
        read(file, width, frames::add);
        return frames;
    }

    private static long scan(Path file, int width, Predicate<Long> wanted, Consumer<Frame> to) throws IOException {
        try (Window in = new Window(file)) {
            return scan(file, in, width, End.NONE, wanted, to).at();
        }
    }

    /// Goes through whole frames for as long as their steps are wanted.
    ///
    /// @return where they end
    private static End scan(Path file, Window in, int width, End from, Predicate<Long> wanted, Consumer<Frame> to)
            throws IOException {
        if (in.size() < START) return from;
        check(file, width, in);
        End end = from;
        while (true) {
            ByteBuffer frame = whole(in, end.at, width);
            long step = frame.limit() == 0 ? 0 : frame.getLong(STEP);
            if (step <= end.step || !wanted.test(step)) return end;
            int checksum = frame.getInt(0);
            to.accept(new Frame(frame, width));
            end = new End(end.at + frame.limit(), step, checksum);
        }
    }

    private static void check(Path file, int width, Window in) throws IOException {
        ByteBuffer head = in.at(0, START);
        boolean ours = head.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
        if (!ours) throw new InputException(file + ": expected frames that begin with GRADUSFR, found others");
        int version = head.getInt(MAGIC.length), found = head.getInt(MAGIC.length + Integer.BYTES);
        if (version != VERSION) {
            throw new InputException(file + ": expected frames of version " + VERSION + ", found version " + version);
        }
        if (found != width) {
            throw new InputException(file + ": expected " + width + " numbers a frame, found " + found);
        }
    }

    /// The frame at a place; nothing where there is no whole one.
    private static ByteBuffer whole(Window in, long at, int width) throws IOException {
        long bytes = size(width);
        if (bytes > in.size() - at) return in.at(at, 0);
        ByteBuffer frame = in.at(at, (int) bytes);
        boolean sound = frame.limit() == bytes && frame.getInt(0) == checksum(frame, STEP, (int) bytes);
        return sound ? frame : frame.limit(0);
    }

    @Override
    public void close() {
        try (FileChannel _ = out) {
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
