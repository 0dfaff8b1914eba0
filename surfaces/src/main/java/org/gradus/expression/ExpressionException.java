package org.gradus.expression;

import org.gradus.name.InputException;
import org.gradus.name.Shown;

/// Thrown when an expression cannot be read or has no value; the message shows the place and says what was expected.
public final class ExpressionException extends InputException {
    private static final long serialVersionUID = 1;

    /// The part of a long expression that is shown around a mistake, so that a line keeps within 80 columns.
    private static final int SHOWN = 70;

    public ExpressionException(String message) {
        super(message);
    }

    private static String shown(String part) {
        return Shown.line(part.replaceAll("\\s", " "));
    }

    /// A mistake at a place of a text, which is shown with a caret under the place.
    ///
    /// @param text the whole expression
    /// @param place the index of the character at fault; the length of the text for its end
    static ExpressionException at(String text, int place, String what) {
        int from = Math.max(0, Math.min(place - SHOWN / 2, text.length() - SHOWN));
        int to = Math.min(text.length(), from + SHOWN);
        String before = from > 0 ? "…" : "", after = to < text.length() ? "…" : "";
        String ahead = before + shown(text.substring(from, place)),
                line = ahead + shown(text.substring(place, to)) + after;
        int indent = ahead.codePointCount(0, ahead.length());
        int column = text.codePointCount(0, place) + 1;
        return new ExpressionException("column %d: %s\n  %s\n  %s^".formatted(column, what, line, " ".repeat(indent)));
    }
}
