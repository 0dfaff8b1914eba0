package org.gradus.data;

import org.gradus.name.Shown;

/// Numbers as data files write them: decimal, with an optional sign, point and exponent. Unlike in Java,
/// `NaN`, `Infinity`, `1f` and `0x1p3` are none.
final class Numbers {
    private Numbers() {}

    /// The number that a text is, see [#isNumber].
    ///
    /// @param place where it stands, for the error
    /// @throws DataException when it does not fit in 32 bits
    static double parse(String place, String text) {
        double value = Double.parseDouble(text);
        if (Math.abs(value) <= Float.MAX_VALUE) return value;
        throw DataException.expected(place, "a number of at most 3.4e38, the largest in 32 bits", Shown.brief(text));
    }

    /// A whole number in one way of writing, `3` for `3.0`; any other text as it is.
    static String canonical(String text) {
        if (!isNumber(text)) return text;
        double value = Double.parseDouble(text);
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE ? String.valueOf((long) value) : text;
    }

    static boolean isNumber(String text) {
        int at = sign(text, 0);
        int whole = digits(text, at);
        int end = whole;
        if (end < text.length() && text.charAt(end) == '.') end = digits(text, end + 1);
        boolean digit = end - at > (end == whole ? 0 : 1);
        if (digit && end < text.length() && (text.charAt(end) | 0x20) == 'e') {
            int exponent = sign(text, end + 1);
            end = digits(text, exponent);
            digit = end > exponent;
        }
        return digit && end == text.length();
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int at) {
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        return at;
    }
}
