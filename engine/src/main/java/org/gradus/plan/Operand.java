package org.gradus.plan;

import org.gradus.tensor.Shape;

/// A slot read or written under a shape, row-major from its first element; a slot may be longer.
///
/// @param slot the slot's number
/// @param shape the shape of the value
public record Operand(int slot, Shape shape) {
    @Override
    public String toString() {
        return "s" + slot + shape;
    }
}
