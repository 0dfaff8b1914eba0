package org.gradus.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

    /// How many bytes tell whether a file is one: the magic number and a version.
    static final int MARK = 7;

    /// Where the length of the header stands, behind the magic number and two bytes of version.
    private static final int LENGTH = 8;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-z])(\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
    private static final long MOST = Integer.MAX_VALUE;

    /// The most bytes of a header that are looked at.
    private static final int LONGEST = 1 << 20;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private final String file;
    private final MemorySegment bytes;
    private final String header;
    private final long start;

    private NpyFile(String file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
        boolean narrow = bytes.get(ValueLayout.JAVA_BYTE, MAGIC.length) == 1;
        int size = narrow ? Short.BYTES : Integer.BYTES;
        if (bytes.byteSize() < LENGTH + size) throw cut();
        long length = narrow
                ? Short.toUnsignedInt(bytes.get(SHORT.withOrder(ByteOrder.LITTLE_ENDIAN), LENGTH))
                : Integer.toUnsignedLong(bytes.get(INT.withOrder(ByteOrder.LITTLE_ENDIAN), LENGTH));
        start = LENGTH + size + length;
        if (start > bytes.byteSize()) throw cut();
        // a header that is longer is none of NumPy's; what is behind is told by what is missing in it
        int read = (int) Math.min(length, LONGEST);
        byte[] text = bytes.asSlice(LENGTH + size, read).toArray(ValueLayout.JAVA_BYTE);
        header = new String(text, StandardCharsets.UTF_8);
    }

    private DataException cut() {
        return DataException.expected(
                file, "the header of an NPY file", "its end after " + bytes.byteSize() + " bytes");
    }

    static boolean is(byte... bytes) {
        if (bytes.length <= MAGIC.length) return false;
        for (int i = 0; i < MAGIC.length; i++) if (bytes[i] != MAGIC[i]) return false;
        return true;
    }

    /// The array in a file.
    ///
    /// @return whole numbers of at most 32 bits and truth values as `i32`, real ones of as many as `f32`, others as
    ///     `f64`
    /// @throws DataException when the file is cut off, or holds anything but a C-ordered array of numbers
    static Tensor read(String file, byte... bytes) {
        return read(file, MemorySegment.ofArray(bytes));
    }

    /// The array in a file that is mapped.
    static Tensor read(String file, MemorySegment bytes) {
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
        MemorySegment in = bytes.asSlice(start);
        IntToDoubleFunction number = numbers(in, order, type.group(2) + width);
        if (in.byteSize() != size * width) {
            throw DataException.expected(file, size * width + " bytes of numbers", in.byteSize());
        }
        boolean whole = !type.group(2).equals("f")
                        && width < Long.BYTES
                        && !type.group(2).equals("u")
                || width == 1;
        Shape shape = new Shape(dims);
        if (whole) return Tensor.generateInts(shape, i -> (int) number.applyAsDouble(i));
        boolean narrow = type.group(2).equals("f") && width <= Float.BYTES;
        return narrow ? Tensor.generateFloats(shape, number) : Tensor.generate(shape, number);
    }

    private Matcher field(Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(header);
        if (matcher.find()) return matcher;
        throw DataException.expected(file, "an array of numbers that tells " + what, Shown.brief(header.strip()));
    }

    private IntToDoubleFunction numbers(MemorySegment in, ByteOrder order, String type) {
        ValueLayout.OfShort halves = SHORT.withOrder(order);
        ValueLayout.OfInt ints = INT.withOrder(order);
        ValueLayout.OfLong longs = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        return switch (type) {
            case "f4" -> i -> Float.intBitsToFloat(in.get(ints, (long) i * Integer.BYTES));
            case "f8" -> i -> Double.longBitsToDouble(in.get(longs, (long) i * Long.BYTES));
            case "f2" -> i -> Float.float16ToFloat(in.get(halves, (long) i * Short.BYTES));
            case "i1" -> i -> in.get(ValueLayout.JAVA_BYTE, i);
            case "u1", "b1" -> i -> Byte.toUnsignedInt(in.get(ValueLayout.JAVA_BYTE, i));
            case "i2" -> i -> in.get(halves, (long) i * Short.BYTES);
            case "u2" -> i -> Short.toUnsignedInt(in.get(halves, (long) i * Short.BYTES));
            case "i4" -> i -> in.get(ints, (long) i * Integer.BYTES);
            case "u4" -> i -> Integer.toUnsignedLong(in.get(ints, (long) i * Integer.BYTES));
            case "i8" -> i -> in.get(longs, (long) i * Long.BYTES);
            default -> throw DataException.expected(file, "real or whole numbers", "the type " + type);
        };
    }
}
