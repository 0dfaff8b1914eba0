package org.gradus.data;

/// Checks of settings; the messages name the setting as a recipe writes it.
final class Require {
    private Require() {}

    static void atLeast(String setting, int value, int least) {
        if (value < least) throw wrong(setting, "at least " + least, value);
    }

    /// At least 0 and finite.
    static void notNegative(String setting, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) throw wrong(setting, "a number of at least 0", value);
    }

    /// Above 0 and below 1.
    static void split(double value) {
        if (!(value > 0 && value < 1)) throw wrong("split", "a number above 0 and below 1", value);
    }

    static IllegalArgumentException wrong(String setting, String expected, Object found) {
        return new IllegalArgumentException(setting + ": expected " + expected + ", found " + found);
    }
}
