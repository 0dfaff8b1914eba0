package org.gradus.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.name.Shown;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// An array that NumPy saved. Format: NEP 1, *A simple file format for NumPy arrays*, versions 1.0 to 3.0.
final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// Where the length of the header stands, behind the magic number and two bytes of version.
    private static final int LENGTH = 8;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-z])(\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
    private static final long MOST = Integer.MAX_VALUE;

    private final String file;
    private final byte[] bytes;
    private final String header;
    private final int start;

    private NpyFile(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        boolean narrow = bytes[MAGIC.length] == 1;
        int size = narrow ? Short.BYTES : Integer.BYTES;
        if (bytes.length < LENGTH + size) throw cut();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = narrow ? Short.toUnsignedInt(in.getShort(LENGTH)) : Integer.toUnsignedLong(in.getInt(LENGTH));
        if (LENGTH + size + length > bytes.length) throw cut();
        start = (int) (LENGTH + size + length);
        header = new String(bytes, LENGTH + size, (int) length, StandardCharsets.UTF_8);
    }

    private DataException cut() {
        return DataException.expected(file, "the header of an NPY file", "its end after " + bytes.length + " bytes");
    }

    static boolean is(byte... bytes) {
        if (bytes.length <= MAGIC.length) return false;
        for (int i = 0; i < MAGIC.length; i++) if (bytes[i] != MAGIC[i]) return false;
        return true;
    }

    /// The array in a file.
    ///
    /// @return whole numbers of at most 32 bits and truth values as `i32`, others as `f64`
    /// @throws DataException when the file is cut off, or holds anything but a C-ordered array of numbers
    static Tensor read(String file, byte... bytes) {
        return new NpyFile(file, bytes).tensor();
    }

    private Tensor tensor() {
        Matcher type = field(TYPE, "the type of its numbers");
        if (field(ORDER, "its order").group(1).equals("True")) {
            throw DataException.expected(file, "rows one after the other (C order)", "columns (Fortran order)");
        }
        List<Integer> dims = new ArrayList<>();
        long size = 1;
        for (String dim : field(SHAPE, "a shape").group(1).replace(" ", "").split(",")) {
            if (dim.isEmpty()) continue;
            long own = dim.length() > 10 ? MOST + 1 : Long.parseLong(dim);
            size *= own;
            if (Math.max(own, size) > MOST) {
                throw DataException.expected(file, "at most 2^31 - 1 numbers", Shown.brief(header));
            }
            dims.add((int) own);
        }
        if (size == 0) throw DataException.expected(file, "at least one number", Shown.brief(header));
        int width = type.group(3).length() > 2 ? 0 : Integer.parseInt(type.group(3));
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer in =
                ByteBuffer.wrap(bytes, start, bytes.length - start).slice().order(order);
        IntToDoubleFunction number = numbers(in, type.group(2) + width);
        if (in.limit() != size * width) {
            throw DataException.expected(file, size * width + " bytes of numbers", in.limit());
        }
        boolean whole = !type.group(2).equals("f")
                        && width < Long.BYTES
                        && !type.group(2).equals("u")
                || width == 1;
        return whole
                ? Tensor.generateInts(new Shape(dims), i -> (int) number.applyAsDouble(i))
                : Tensor.generate(new Shape(dims), number);
    }

    private Matcher field(Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(header);
        if (matcher.find()) return matcher;
        throw DataException.expected(file, "an array of numbers that tells " + what, Shown.brief(header.strip()));
    }

    private IntToDoubleFunction numbers(ByteBuffer in, String type) {
        return switch (type) {
            case "f4" -> i -> in.getFloat(i * Float.BYTES);
            case "f8" -> i -> in.getDouble(i * Double.BYTES);
            case "f2" -> i -> Float.float16ToFloat(in.getShort(i * Short.BYTES));
            case "i1" -> in::get;
            case "u1", "b1" -> i -> Byte.toUnsignedInt(in.get(i));
            case "i2" -> i -> in.getShort(i * Short.BYTES);
            case "u2" -> i -> Short.toUnsignedInt(in.getShort(i * Short.BYTES));
            case "i4" -> i -> in.getInt(i * Integer.BYTES);
            case "u4" -> i -> Integer.toUnsignedLong(in.getInt(i * Integer.BYTES));
            case "i8" -> i -> in.getLong(i * Long.BYTES);
            default -> throw DataException.expected(file, "real or whole numbers", "the type " + type);
        };
    }
}
