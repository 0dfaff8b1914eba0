package org.gradus.run;

/// Copies between arrays of numbers; by block where the types are the same.
final class Rows {
    private Rows() {}

    static void copy(Object from, int at, Object to, int start, int n) {
        if (from.getClass().equals(to.getClass())) {
            System.arraycopy(from, at, to, start, n);
            return;
        }
        for (int i = 0; i < n; i++) put(to, start + i, get(from, at + i));
    }

    static double get(Object array, int index) {
        return switch (array) {
            case float[] a -> a[index];
            case double[] a -> a[index];
            case int[] a -> a[index];
            default -> throw new AssertionError(array);
        };
    }

    private static void put(Object array, int index, double value) {
        switch (array) {
            case float[] a -> a[index] = (float) value;
            case double[] a -> a[index] = value;
            case int[] a -> a[index] = (int) value;
            default -> throw new AssertionError(array);
        }
    }
}
