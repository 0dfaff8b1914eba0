package org.gradus.data;

import java.util.Optional;
import java.util.stream.Stream;

/// The types of elements that are read from a safetensors file. Other types of the format have nothing here that would
/// hold them.
enum Dtype {
    F64(8),
    F32(4),
    /// The upper half of an `F32`.
    BF16(2),
    /// IEEE 754 binary16.
    F16(2),
    /// Read where all elements fit 32 bits.
    I64(8),
    I32(4);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /// The size of one element, in bytes.
    int bytes() {
        return bytes;
    }

    static Optional<Dtype> of(String name) {
        return Stream.of(values()).filter(d -> d.name().equals(name)).findFirst();
    }
}
