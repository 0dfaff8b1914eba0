package org.gradus.tensor;

/// The type of one element of a [Tensor].
public enum Element {
    /// 32-bit floating point: the type in which training runs.
    F32(4),
    /// 64-bit floating point: the type in which meaning is defined and laws are tested.
    F64(8),
    /// 32-bit integer: labels, indices, counters and random keys.
    I32(4);

    private final int bytes;

    Element(int bytes) {
        this.bytes = bytes;
    }

    /// The size of one element, in bytes.
    public int bytes() {
        return bytes;
    }
}
