package org.gradus.studio.lesson;

import org.gradus.draw.Numbers;

/// Numbers in sentences: a few digits, no zeros at the end, and a true minus sign.
final class Amount {
    private Amount() {}

    /// @param digits significant ones
    static String of(double value, int digits) {
        String text = Numbers.of(value, digits);
        int e = text.indexOf('e');
        String head = e < 0 ? text : text.substring(0, e), power = e < 0 ? "" : text.substring(e);
        if (head.indexOf('.') >= 0) head = head.replaceFirst("\\.?0+$", "");
        return head.replaceFirst("^-", "−") + power;
    }

    /// The same with a plus where it is above 0.
    static String signed(double value, int digits) {
        return value > 0 ? "+" + of(value, digits) : of(value, digits);
    }
}
