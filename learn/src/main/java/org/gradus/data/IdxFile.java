package org.gradus.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradus.name.Shown;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// An IDX file of unsigned bytes: two zero bytes, the element type, the number of dimensions, the dimensions
/// (4 bytes each, highest byte first), the elements. Format: Y. LeCun, C. Cortes and C. Burges, *The MNIST
/// database of handwritten digits*, 1998.
final class IdxFile {
    private static final int MAGIC = 4;
    private static final int UNSIGNED_BYTE = 8;

    /// With as many dimensions as one byte can count.
    private static final int LONGEST_HEADER = MAGIC + 127 * Integer.BYTES;

    private final String file;
    private final byte[] bytes;

    /// Whether unpacking may have ended before the end.
    private final boolean cut;

    private final List<Integer> dims = new ArrayList<>();

    /// How many elements the header promises.
    private long promised = 1;

    private IdxFile(String file, byte[] bytes, boolean cut) {
        this.file = file;
        this.bytes = bytes;
        this.cut = cut;
    }

    /// Reads a file; of a gzip file no more is unpacked than its header promises.
    ///
    /// @return the elements as `i32`, from 0 to 255
    static Tensor read(Path path) {
        String file = path.toString();
        byte[] stored = DataFiles.stored(path);
        boolean gzip = DataFiles.isGzip(stored);
        return new IdxFile(file, gzip ? unpacked(file, stored) : stored, gzip).tensor();
    }

    /// Whether bytes begin as an IDX file of unsigned bytes does.
    static boolean is(byte... bytes) {
        return bytes.length > MAGIC && bytes[0] == 0 && bytes[1] == 0 && bytes[2] == UNSIGNED_BYTE;
    }

    /// All elements of a file that is unpacked, `i32`, in its own shape.
    static Tensor of(String file, byte... bytes) {
        return new IdxFile(file, bytes, false).tensor();
    }

    private static byte[] unpacked(String file, byte[] gzip) {
        IdxFile start = new IdxFile(file, DataFiles.start(file, gzip, LONGEST_HEADER), true);
        start.readHeader();
        // a byte more than promised is enough to see that there are too many
        long promised = start.header() + start.promised + 1;
        if (promised > DataFiles.limit() + 1) throw DataFiles.tooLarge(file, DataFiles.limit());
        return DataFiles.start(file, gzip, (int) promised);
    }

    /// The number of elements.
    private int count() {
        return bytes.length - header();
    }

    private Tensor tensor() {
        readHeader();
        checkCount();
        int header = header();
        return Tensor.generateInts(new Shape(dims), i -> bytes[header + i] & 0xff);
    }

    private int header() {
        return MAGIC + dims.size() * Integer.BYTES;
    }

    private void readHeader() {
        if (bytes.length == 0) throw DataException.expected(file, "data", "an empty file");
        checkMagic();
        readDims();
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
        for (int d = 0; d < bytes[3]; d++) {
            String place = file + ": byte " + in.position();
            int dim = in.getInt();
            if (dim < 1) throw DataException.expected(place, "a size of at least 1", Integer.toUnsignedString(dim));
            dims.add(dim);
            promised *= dim;
            if (promised > Integer.MAX_VALUE)
                throw DataException.expected(place, "at most 2^31 - 1 elements", Shown.brief(dims));
        }
    }

    private void checkCount() {
        if (count() == promised) return;
        String found = count() + (cut && count() > promised ? " or more" : "");
        throw DataException.expected(file, promised + " bytes of elements for " + Shown.brief(dims), found);
    }
}
