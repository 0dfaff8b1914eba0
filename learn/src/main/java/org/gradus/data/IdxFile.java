package org.gradus.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// An IDX file of unsigned bytes: two zero bytes, the element type, the number of dimensions, the dimensions (4 bytes
/// each, highest byte first), the elements. Format: Y. LeCun, C. Cortes and C. Burges, *The MNIST database of
/// handwritten digits*, 1998.
final class IdxFile {
    private static final int MAGIC = 4;
    private static final int UNSIGNED_BYTE = 8;

    private final String file;
    private final byte[] bytes;
    private final List<Integer> dims = new ArrayList<>();

    private IdxFile(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static IdxFile read(Path path) {
        IdxFile idx = new IdxFile(path.toString(), DataFiles.read(path));
        idx.checkMagic();
        idx.readDims();
        return idx;
    }

    String file() {
        return file;
    }

    List<Integer> dims() {
        return dims;
    }

    /// The number of elements.
    int count() {
        return bytes.length - header();
    }

    /// The size of one item, such as `28 × 28`.
    String size() {
        return dims.stream().skip(1).map(String::valueOf).collect(Collectors.joining(" × "));
    }

    /// The elements as `i32`, from 0 to 255.
    Tensor tensor(Shape shape) {
        int header = header();
        return Tensor.generateInts(shape, i -> bytes[header + i] & 0xff);
    }

    private int header() {
        return MAGIC + dims.size() * Integer.BYTES;
    }

    private void checkMagic() {
        if (bytes.length < MAGIC) {
            throw DataException.expected(file, "an IDX header of at least 8 bytes", bytes.length + " bytes");
        }
        if (bytes[0] != 0 || bytes[1] != 0) {
            String found = "%02X %02X".formatted(bytes[0], bytes[1]);
            throw DataException.expected(file + ": byte 0", "00 00, as every IDX file starts", found);
        }
        if (bytes[2] != UNSIGNED_BYTE) {
            throw DataException.expected(file + ": byte 2", "element type 08 (unsigned byte)", type(bytes[2]));
        }
        if (bytes[3] < 1) {
            throw DataException.expected(file + ": byte 3", "1 to 127 dimensions", (bytes[3] & 0xff));
        }
    }

    private static String type(byte code) {
        String name = switch (code) {
            case 0x09 -> " (signed byte)";
            case 0x0B -> " (short)";
            case 0x0C -> " (int)";
            case 0x0D -> " (float)";
            case 0x0E -> " (double)";
            default -> "";
        };
        return "%02X".formatted(code) + name;
    }

    private void readDims() {
        int header = MAGIC + bytes[3] * Integer.BYTES;
        if (bytes.length < header) {
            throw DataException.expected(file, "a header of " + header + " bytes", bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC);
        long count = 1;
        for (int d = 0; d < bytes[3]; d++) {
            String place = file + ": byte " + in.position();
            int dim = in.getInt();
            if (dim < 1) throw DataException.expected(place, "a size of at least 1", Integer.toUnsignedString(dim));
            dims.add(dim);
            count *= dim;
            if (count > Integer.MAX_VALUE) throw DataException.expected(place, "at most 2^31 - 1 elements", dims);
        }
        int found = bytes.length - header;
        if (found != count) throw DataException.expected(file, count + " bytes of elements for " + dims, found);
    }
}
