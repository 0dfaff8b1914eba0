package org.gradus.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The text of a CSV file.
///
/// @param name what its data are called
/// @param file what it is called in errors
record CsvText(String name, String file, String text) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static CsvText read(Path file) {
        return decode(String.valueOf(file.getFileName()), file.toString(), DataFiles.read(file));
    }

    /// The text that some bytes of UTF-8 are.
    static CsvText decode(String name, String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            long line = 1 + text.chars().filter(c -> c == '\n').count();
            throw DataException.expected(
                    file + ": line " + line, "UTF-8 text", "byte 0x%02X".formatted(bytes[in.position()]));
        }
        return new CsvText(name, file, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }
}
