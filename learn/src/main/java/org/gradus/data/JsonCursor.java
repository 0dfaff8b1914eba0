package org.gradus.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Walks over JSON text (RFC 8259) whose form is known: objects, strings and lists of whole numbers. Strict: no
/// comments, no trailing commas, no key twice, no other encoding than UTF-8.
final class JsonCursor {
    private final String file;
    private final byte[] text;
    private final int offset;
    private int at;

    /// @param offset where in the file the text starts, so that errors can name the file's byte
    JsonCursor(String file, byte[] text, int offset) {
        this.file = file;
        this.text = text;
        this.offset = offset;
    }

    /// Goes through an object: for each key, `value` must read what stands behind it.
    void object(Consumer<String> value) {
        take('{', "\"{\"");
        Set<String> seen = new HashSet<>();
        if (takeIf('}')) return;
        do {
            skipSpace();
            int start = at;
            String key = string();
            if (!seen.add(key)) throw wrong(start, "each key once", DataException.quoted(key) + " again");
            take(':', "\":\"");
            value.accept(key);
        } while (takeIf(','));
        take('}', "\",\" or \"}\"");
    }

    /// A list of whole numbers from 0 to 2^63 - 1.
    List<Long> wholeNumbers() {
        take('[', "\"[\"");
        List<Long> numbers = new ArrayList<>();
        if (takeIf(']')) return numbers;
        do {
            numbers.add(wholeNumber());
        } while (takeIf(','));
        take(']', "\",\" or \"]\"");
        return numbers;
    }

    private long wholeNumber() {
        skipSpace();
        int start = at;
        while (at < text.length && (isDigit(text[at]) || "+-.eE".indexOf(text[at]) >= 0)) at++;
        String number = new String(text, start, at - start, StandardCharsets.US_ASCII);
        if (number.isEmpty()) throw wrong(start, "a whole number", here());
        try {
            if (number.matches("0|[1-9][0-9]*")) return Long.parseLong(number);
        } catch (NumberFormatException _) {
            // Too many digits: told below.
        }
        throw wrong(start, "a whole number from 0 to 2^63 - 1", DataException.quoted(number));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    String string() {
        take('"', "a string");
        int start = at - 1;
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        while (at < text.length && text[at] != '"') {
            if (text[at] == '\\') utf8.writeBytes(escaped());
            else if (text[at] >= 0 && text[at] < ' ') throw wrong(at, "no control character in a string", here());
            else utf8.write(text[at++]);
        }
        take('"', "a closing double quote");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8.toByteArray()))
                    .toString();
        } catch (CharacterCodingException _) {
            throw wrong(start, "a string in UTF-8", "other bytes");
        }
    }

    private byte[] escaped() {
        int start = at++;
        if (at == text.length) throw wrong(start, "an escaped character", "the end");
        int plain = "\"\\/bfnrt".indexOf(text[at]);
        if (plain >= 0) {
            at++;
            return new byte[] {(byte) "\"\\/\b\f\n\r\t".charAt(plain)};
        }
        char unit = unicode(start);
        boolean pair = Character.isHighSurrogate(unit) && at < text.length && text[at] == '\\';
        String character = pair ? new String(new char[] {unit, unicode(at++)}) : String.valueOf(unit);
        if (Character.isSurrogate(unit) && character.codePointAt(0) <= Character.MAX_VALUE) {
            throw wrong(start, "both halves of a surrogate pair", "one");
        }
        return character.getBytes(StandardCharsets.UTF_8);
    }

    /// Reads `uXXXX`.
    private char unicode(int start) {
        int from = at + 1;
        String digits = new String(text, at, Math.min(5, text.length - at), StandardCharsets.ISO_8859_1);
        if (!digits.matches("u[0-9a-fA-F]{4}")) {
            throw wrong(start, "an escape of JSON", DataException.quoted("\\" + digits));
        }
        at = from + 4;
        return (char) Integer.parseInt(digits.substring(1), 16);
    }

    /// Nothing but space may follow.
    void end() {
        skipSpace();
        if (at < text.length) throw wrong(at, "nothing more in the header", here());
    }

    private void take(char c, String expected) {
        skipSpace();
        if (at == text.length || text[at] != c) throw wrong(at, expected, here());
        at++;
    }

    private boolean takeIf(char c) {
        skipSpace();
        boolean there = at < text.length && text[at] == c;
        if (there) at++;
        return there;
    }

    private void skipSpace() {
        while (at < text.length && " \t\n\r".indexOf(text[at]) >= 0) at++;
    }

    private String here() {
        if (at == text.length) return "the end of the header";
        return text[at] > ' ' && text[at] < 0x7f ? "\"" + (char) text[at] + "\"" : "byte 0x%02X".formatted(text[at]);
    }

    private DataException wrong(int place, String expected, String found) {
        return DataException.expected(file + ": byte " + (offset + place), expected, found);
    }
}
