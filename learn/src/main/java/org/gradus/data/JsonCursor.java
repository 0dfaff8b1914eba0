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
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/// Walks over JSON text (RFC 8259) whose form is known. Strict: no comments, no trailing commas, no key twice, no other
/// encoding than UTF-8; and no deeper than [#DEEPEST]. Whoever walks keeps what it needs, so that no tree is built.
public final class JsonCursor {
    /// How deep objects and lists may nest.
    public static final int DEEPEST = 100;

    /// The most whole numbers in a list of them: a tensor has no more dimensions.
    private static final int MOST_NUMBERS = 1000;

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private final byte[] text;

    /// Where in the file a byte of the text stands, for errors.
    private final IntFunction<String> place;

    /// What the text is the whole of.
    private final String whole;

    private int at;
    private int depth;

    private JsonCursor(byte[] text, IntFunction<String> place, String whole) {
        this.text = text;
        this.place = place;
        this.whole = whole;
    }

    /// A cursor over a file's header.
    ///
    /// @param offset where in the file the text starts, so that errors can name the file's byte
    static JsonCursor ofHeader(String file, byte[] text, int offset) {
        return new JsonCursor(text, at -> file + ": byte " + (offset + at), "the header");
    }

    /// A cursor over the text of a file; errors name the line.
    ///
    /// @param file what the file is called in errors
    public static JsonCursor of(String file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new JsonCursor(bytes, at -> line(file, bytes, at) + ": not JSON", "the file");
    }

    /// The line is left out where there is but one.
    private static String line(String file, byte[] text, int at) {
        int line = 1, lines = 1;
        for (int i = 0; i < text.length - 1; i++) {
            if (text[i] != '\n') continue;
            lines++;
            if (i < at) line++;
        }
        return lines == 1 ? file : file + ":" + line;
    }

    /// The byte of the text at which the next value or sign begins.
    public int at() {
        skipSpace();
        return at;
    }

    /// Where a byte of the text stands, for errors about what it says.
    public String line(String file, int at) {
        return line(file, text, at);
    }

    /// The first character of the next value or sign; 0 at the end, and for any that JSON gives no meaning.
    public char next() {
        skipSpace();
        return at < text.length && text[at] > 0 ? (char) text[at] : 0;
    }

    /// Goes through an object: for each key, `value` must read what stands behind it.
    public void object(Consumer<String> value) {
        deeper();
        take('{', "\"{\"");
        Set<String> seen = new HashSet<>();
        if (!takeIf('}')) {
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
        depth--;
    }

    /// Goes through a list: for each element, `value` must read it.
    public void list(Runnable value) {
        deeper();
        take('[', "\"[\"");
        if (!takeIf(']')) {
            do {
                value.run();
            } while (takeIf(','));
            take(']', "\",\" or \"]\"");
        }
        depth--;
    }

    private void deeper() {
        if (++depth > DEEPEST) throw wrong(at, "objects and lists at most " + DEEPEST + " deep", "deeper ones");
    }

    /// A list of whole numbers from 0 to 2^63 - 1.
    List<Long> wholeNumbers() {
        List<Long> numbers = new ArrayList<>();
        list(() -> {
            if (numbers.size() == MOST_NUMBERS) throw wrong(at, "at most " + MOST_NUMBERS + " numbers", "more");
            numbers.add(wholeNumber());
        });
        return numbers;
    }

    private long wholeNumber() {
        skipSpace();
        int start = at;
        String number = figure();
        if (number.isEmpty()) throw wrong(start, "a whole number", here());
        try {
            if (number.matches("0|[1-9][0-9]*")) return Long.parseLong(number);
        } catch (NumberFormatException _) {
            // Too many digits: told below.
        }
        throw wrong(start, "a whole number from 0 to 2^63 - 1", DataException.quoted(number));
    }

    /// A number as it is written.
    public String number() {
        skipSpace();
        int start = at;
        String number = figure();
        if (NUMBER.matcher(number).matches()) return number;
        throw wrong(start, "a number", number.isEmpty() ? here() : DataException.quoted(number));
    }

    private String figure() {
        int start = at;
        while (at < text.length && (isDigit(text[at]) || "+-.eE".indexOf(text[at]) >= 0)) at++;
        return new String(text, start, at - start, StandardCharsets.US_ASCII);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /// `true`, `false` or `null`.
    public String word() {
        skipSpace();
        int start = at;
        while (at < text.length && text[at] >= 'a' && text[at] <= 'z') at++;
        String word = new String(text, start, at - start, StandardCharsets.US_ASCII);
        if (word.equals("true") || word.equals("false") || word.equals("null")) return word;
        throw wrong(start, "a value", word.isEmpty() ? here() : DataException.quoted(word));
    }

    /// A string.
    public String string() {
        take('"', "a string");
        int start = at - 1;
        while (at < text.length && text[at] != '"' && text[at] != '\\' && !control(text[at])) at++;
        if (at < text.length && text[at] == '"')
            return decoded(start, ByteBuffer.wrap(text, start + 1, at++ - start - 1));
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        utf8.write(text, start + 1, at - start - 1);
        while (at < text.length && text[at] != '"') {
            if (text[at] == '\\') utf8.writeBytes(escaped());
            else if (control(text[at])) throw wrong(at, "no control character in a string", here());
            else utf8.write(text[at++]);
        }
        take('"', "a closing double quote");
        return decoded(start, ByteBuffer.wrap(utf8.toByteArray()));
    }

    private static boolean control(byte b) {
        return b >= 0 && b < ' ';
    }

    private String decoded(int start, ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
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

    /// Goes over a value of any form.
    public void skip() {
        switch (next()) {
            case '{' -> object(_ -> skip());
            case '[' -> list(this::skip);
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> word();
        }
    }

    /// Nothing but space may follow.
    public void end() {
        skipSpace();
        if (at < text.length) throw wrong(at, "nothing more in " + whole, here());
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
        if (at == text.length) return "the end of " + whole;
        return text[at] > ' ' && text[at] < 0x7f ? "\"" + (char) text[at] + "\"" : "byte 0x%02X".formatted(text[at]);
    }

    private DataException wrong(int at, String expected, String found) {
        return DataException.expected(place.apply(at), expected, found);
    }
}
