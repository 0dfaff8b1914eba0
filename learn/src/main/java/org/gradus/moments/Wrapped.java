package org.gradus.moments;

import java.util.List;

/// A function that has the kinks, the growth and the centre of another: the same values read from a table, or moved by
/// a constant.
public interface Wrapped extends ScalarFunction {
    /// The other.
    ScalarFunction function();

    @Override
    default List<Double> kinks() {
        return function().kinks();
    }

    @Override
    default double growth() {
        return function().growth();
    }

    @Override
    default double centre() {
        return function().centre();
    }
}
