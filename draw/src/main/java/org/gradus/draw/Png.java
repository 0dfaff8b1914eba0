package org.gradus.draw;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/// Writes small pictures as PNG (W3C, Portable Network Graphics, third edition): a palette and one byte a pixel.
///
/// The bytes are stored, not compressed, so that they are the same whichever compressor a machine has.
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int BLOCK = 0xFFFF;

    private Png() {}

    /// A picture as a `data:` address.
    ///
    /// @param palette at most 256 colours, `0xRRGGBB`
    /// @param pixels indices into the palette, row by row from the top: `[height × width]`
    public static String dataUri(int width, int height, int[] palette, byte[] pixels) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(width, height, palette, pixels));
    }

    public static byte[] encode(int width, int height, int[] palette, byte[] pixels) {
        if (width < 1 || height < 1 || pixels.length != width * height || palette.length > 256) {
            throw new IllegalArgumentException("picture: expected " + width + " × " + height
                    + " pixels and at most 256 colours, found " + pixels.length + " and " + palette.length);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(width, height));
            chunk(out, "PLTE", colours(palette));
            chunk(out, "IDAT", stored(rows(width, height, pixels)));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /// Size, eight bits a pixel, colours by palette, and the standard's only methods of compression and filtering.
    private static byte[] header(int width, int height) {
        return java.nio.ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 3, 0, 0, 0})
                .array();
    }

    private static byte[] colours(int[] palette) {
        byte[] bytes = new byte[3 * palette.length];
        for (int i = 0; i < palette.length; i++) {
            bytes[3 * i] = (byte) (palette[i] >> 16);
            bytes[3 * i + 1] = (byte) (palette[i] >> 8);
            bytes[3 * i + 2] = (byte) palette[i];
        }
        return bytes;
    }

    /// Each row begins with its filter; 0 is none.
    private static byte[] rows(int width, int height, byte[] pixels) {
        byte[] rows = new byte[height * (width + 1)];
        for (int y = 0; y < height; y++) System.arraycopy(pixels, y * width, rows, y * (width + 1) + 1, width);
        return rows;
    }

    /// A zlib stream of stored blocks (RFC 1950, RFC 1951 section 3.2.4).
    private static byte[] stored(byte[] data) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(stream);
        out.writeShort(0x7801);
        for (int from = 0; from < data.length; from += BLOCK) {
            int size = Math.min(BLOCK, data.length - from);
            out.writeByte(from + size == data.length ? 1 : 0);
            out.writeShort(Short.reverseBytes((short) size));
            out.writeShort(Short.reverseBytes((short) ~size));
            out.write(data, from, size);
        }
        Adler32 sum = new Adler32();
        sum.update(data);
        out.writeInt((int) sum.getValue());
        return stream.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}
