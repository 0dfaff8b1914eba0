package org.gradus.data;

import java.util.Locale;

/// Answers to yes-or-no questions as data files write them.
final class Answers {
    private Answers() {}

    /// 1 for yes, 0 for no: a field that says `1` or `0`, `yes` or `no`, `true` or `false`, in upper
    /// or lower case.
    ///
    /// @param place where the field stands, for the error when it says something else
    static double number(String place, String field) {
        double value = Numbers.isNumber(field) ? Double.parseDouble(field) : word(field);
        if (value == 0 || value == 1) return value;
        String found = field.isEmpty() ? "nothing" : DataException.quoted(field);
        throw DataException.expected(place, "0 or 1, no or yes, false or true", found);
    }

    private static double word(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "no", "false" -> 0;
            case "yes", "true" -> 1;
            default -> Double.NaN;
        };
    }
}
