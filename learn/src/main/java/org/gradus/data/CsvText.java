package org.gradus.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The text of a CSV file.
///
/// @param name what its data are called
/// @param file what it is called in errors
record CsvText(String name, String file, String text) {
    /// The byte order mark that some programs put at the head.
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final int BLOCK = 1 << 16;

    static CsvText read(Path file) {
        return decode(String.valueOf(file.getFileName()), file.toString(), DataFiles.read(file));
    }

    /// The text that some bytes of UTF-8 are.
    static CsvText decode(String name, String file, byte[] bytes) {
        check(file, bytes);
        int start =
                Arrays.equals(bytes, 0, Math.min(MARK.length, bytes.length), MARK, 0, MARK.length) ? MARK.length : 0;
        return new CsvText(name, file, new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
    }

    /// That all bytes are UTF-8, in blocks, so that no copy of a large file is made.
    private static void check(String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer block = CharBuffer.allocate(BLOCK);
        CoderResult result;
        do {
            result = decoder.decode(in, block.clear(), true);
        } while (result.isOverflow());
        if (!result.isError()) return;
        long line = 1;
        for (int i = 0; i < in.position(); i++) if (bytes[i] == '\n') line++;
        throw DataException.expected(
                file + ": line " + line, "UTF-8 text", "byte 0x%02X".formatted(bytes[in.position()]));
    }
}
