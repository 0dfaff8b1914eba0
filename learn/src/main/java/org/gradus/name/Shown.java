package org.gradus.name;

import java.util.Locale;

/// Text from outside as it may be shown: in a message, on a terminal.
///
/// What would act on a terminal rather than show is written as an escape that can be read: control characters, among
/// them the escape character itself (`\u001b`), characters that turn the direction of writing, other ends of a line,
/// and halves of surrogate pairs.
public final class Shown {
    /// The most characters of a value in a message.
    public static final int LONGEST = 60;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C, ZERO_WIDTH_JOINER = 0x200D;

    private Shown() {}

    /// A text on one line.
    public static String line(String text) {
        return escaped(text, false);
    }

    /// A text whose lines stay apart.
    public static String lines(String text) {
        return escaped(text, true);
    }

    /// The start of a value, on one line of at most [#LONGEST] characters; a longer one ends in `…`.
    public static String brief(Object value) {
        return brief(value, LONGEST);
    }

    /// The start of a value, on one line.
    ///
    /// @param most how many characters there may be; a longer one ends in `…`
    public static String brief(Object value, int most) {
        String text = String.valueOf(value);
        // no character becomes shorter, so what lies beyond cannot be shown anyway
        String start = text.length() > 2 * most ? text.substring(0, 2 * most) : text;
        String line = line(start);
        if (start.length() == text.length() && length(line) <= most) return line;
        int end = line.offsetByCodePoints(0, Math.min(length(line), most - 1));
        return line.substring(0, end) + "…";
    }

    /// A large count with its digits in groups of three: `1,000,000`.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String escaped(String text, boolean lines) {
        if (text.codePoints().noneMatch(Shown::acts)) return text;
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (!acts(c) || lines && c == '\n') out.appendCodePoint(c);
            else out.append(escape(c));
        });
        return out.toString();
    }

    /// Whether a character does something other than show itself.
    private static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            // these two join letters, and scripts and emoji need them
            case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }

    private static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.isBmpCodePoint(c) ? "\\u%04x".formatted(c) : "\\u{%x}".formatted(c);
        };
    }
}
