package org.gradus.name;

/// Checks of a setting's value, for the constructors of families' members.
///
/// The message names the setting, its value and what was expected; whoever reads a recipe adds the place.
public final class Setting {
    private Setting() {}

    /// A finite number of at least `low`.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void atLeast(double low, String name, double value) {
        require(value >= low && Double.isFinite(value), name, value, "a number of at least " + low);
    }

    /// A finite number above `low`.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void above(double low, String name, double value) {
        require(value > low && Double.isFinite(value), name, value, "a number above " + low);
    }

    /// A number of at least 0 and below 1: what a moving average keeps.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void share(String name, double value) {
        require(value >= 0 && value < 1, name, value, "a number of at least 0 and below 1");
    }

    /// Any finite number.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void finite(String name, double value) {
        require(Double.isFinite(value), name, value, "a finite number");
    }

    /// A whole number of at least `low`.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void count(int low, String name, int value) {
        if (value < low) throw wrong(name, String.valueOf(value), "a whole number of at least " + low);
    }

    private static void require(boolean holds, String name, double value, String expected) {
        if (!holds) throw wrong(name, String.valueOf(value), expected);
    }

    private static IllegalArgumentException wrong(String name, String value, String expected) {
        return new IllegalArgumentException(name + ": " + value + " · expected " + expected);
    }
}
