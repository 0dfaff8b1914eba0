package org.gradus.plan;

import org.gradus.tensor.Element;

/// A piece of memory that a plan works on, known by number.
///
/// @param number its place in [Plan#slots()]
/// @param element the type of its elements
/// @param size the number of its elements
public record Slot(int number, Element element, int size) {
    @Override
    public String toString() {
        return "s" + number;
    }
}
