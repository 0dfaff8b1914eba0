package org.gradus.name;

/// Checks of a setting's value, for the constructors of families' members.
///
/// The message names the setting as a recipe writes it, what was expected and what was found;
/// whoever reads a recipe adds the place.
public final class Setting {
    private Setting() {}

    /// A finite number of at least 0.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void notNegative(String setting, double value) {
        if (!(value >= 0 && Double.isFinite(value))) throw wrong(setting, "a number of at least 0", value);
    }

    /// A finite number above 0.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void positive(String setting, double value) {
        if (!(value > 0 && Double.isFinite(value))) throw wrong(setting, "a number above 0", value);
    }

    /// A number above 0, up to 1: the part of the samples that is for training.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void part(String setting, double value) {
        if (!(value > 0 && value <= 1)) throw wrong(setting, "a number above 0, up to 1", value);
    }

    /// A number of at least 0 and below 1: what a moving average keeps, or dropout drops.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void share(String setting, double value) {
        if (!(value >= 0 && value < 1)) throw wrong(setting, "a number of at least 0 and below 1", value);
    }

    /// A number from 0 to 1.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void proportion(String setting, double value) {
        if (!(value >= 0 && value <= 1)) throw wrong(setting, "a number from 0 to 1", value);
    }

    /// Any finite number.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void finite(String setting, double value) {
        if (!Double.isFinite(value)) throw wrong(setting, "a finite number", value);
    }

    /// A whole number of at least `least`.
    ///
    /// @throws IllegalArgumentException when it is not
    public static void atLeast(int least, String setting, int value) {
        if (value < least) throw wrong(setting, "at least " + least, value);
    }

    /// The error of a setting with an impossible value, of which the start is shown.
    public static IllegalArgumentException wrong(String setting, String expected, Object found) {
        return new IllegalArgumentException(setting + ": expected " + expected + ", found " + Shown.brief(found));
    }
}
