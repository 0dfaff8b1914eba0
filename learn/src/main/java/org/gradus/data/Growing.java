package org.gradus.data;

import java.util.Arrays;

/// A list of numbers that grows without boxing.
final class Growing {
    private double[] values = new double[1024];
    private int size;

    void add(double value) {
        if (size == values.length) values = Arrays.copyOf(values, size + (size >> 1));
        values[size++] = value;
    }

    int size() {
        return size;
    }

    double get(int i) {
        return values[i];
    }

    void set(int i, double value) {
        values[i] = value;
    }

    double[] values() {
        return Arrays.copyOf(values, size);
    }
}
