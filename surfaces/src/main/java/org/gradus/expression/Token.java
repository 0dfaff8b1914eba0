package org.gradus.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.name.Shown;

/// A word of an expression.
///
/// @param text as it stands there; empty at the end
/// @param place the index of its first character
record Token(Sort sort, String text, int place) {
    enum Sort {
        NUMBER,
        NAME,
        SIGN,
        END
    }

    private static final Pattern WORD = Pattern.compile(
            "\\s*(?:(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)|(?<name>[\\p{L}_][\\p{L}\\p{M}\\d_]*)"
                    + "|(?<sign>\\*\\*|[-+*/]=|[-+*/^()=,;]))");

    /// All words of a text, and its end.
    ///
    /// @throws ExpressionException at a character that no word begins with
    static List<Token> all(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int end = text.stripTrailing().length(), at = 0;
        while (at < end) {
            matcher.region(at, end);
            if (!matcher.lookingAt()) throw unknown(text, at);
            tokens.add(of(matcher));
            at = matcher.end();
        }
        tokens.add(new Token(Sort.END, "", end));
        return tokens;
    }

    private static Token of(Matcher matcher) {
        if (matcher.group("number") != null) {
            return new Token(Sort.NUMBER, matcher.group("number"), matcher.start("number"));
        }
        if (matcher.group("name") != null) return new Token(Sort.NAME, matcher.group("name"), matcher.start("name"));
        String sign = matcher.group("sign");
        return new Token(Sort.SIGN, sign.equals("**") ? "^" : sign, matcher.start("sign"));
    }

    private static ExpressionException unknown(String text, int from) {
        int place = from;
        while (Character.isWhitespace(text.charAt(place))) place++;
        String found = Character.toString(text.codePointAt(place));
        return ExpressionException.at(
                text,
                place,
                "expected a number, a name or one of + - * / ^ ( ) = , ; found `" + Shown.line(found) + "`");
    }

    boolean is(String sign) {
        return sort == Sort.SIGN && text.equals(sign);
    }

    /// The word as an error names it.
    String shown() {
        return sort == Sort.END ? "the end" : "`" + Shown.brief(text) + "`";
    }
}
