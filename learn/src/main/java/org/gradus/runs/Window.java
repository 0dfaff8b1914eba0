package org.gradus.runs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A part of a file in memory, which moves along as the file is read.
final class Window implements AutoCloseable {
    private static final int LEAST = 1 << 16;

    private final FileChannel file;
    private final long size;
    private long from;
    private ByteBuffer bytes = ByteBuffer.allocate(LEAST).limit(0);

    Window(Path file) throws IOException {
        this.file = FileChannel.open(file);
        this.size = this.file.size();
    }

    /// Of the file, in bytes.
    long size() {
        return size;
    }

    /// The bytes at a place, little-endian and with their first at 0; fewer where the file ends. They change with the
    /// next call.
    ///
    /// @param count not more than the file holds, by much
    ByteBuffer at(long place, int count) throws IOException {
        if (place < from || place + count > from + bytes.limit()) load(place, count);
        int there = (int) Math.min(count, from + bytes.limit() - place);
        return bytes.slice((int) (place - from), there).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void load(long place, int count) throws IOException {
        int room = (int) Math.min(Math.max(count, LEAST), Math.max(0, size - place));
        bytes = bytes.capacity() < room
                ? ByteBuffer.allocate(room)
                : bytes.clear().limit(room);
        bytes.limit(room);
        from = place;
        while (bytes.hasRemaining() && file.read(bytes, place + bytes.position()) >= 0) {
            // a read may bring less than was asked for
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
