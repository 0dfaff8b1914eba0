package org.gradus.draw;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/// Writes HTML or SVG: elements close in the order they were opened, and text is always escaped.
public final class Markup {
    /// Elements behind which no line ends; it would show as a space, or in a drawing stand for nothing.
    private static final Set<String> INLINE = Set.of(
            "a", "code", "dd", "desc", "dt", "li", "span", "stop", "strong", "sup", "td", "th", "title", "tspan");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// Nothing yet.
    public Markup() {}

    /// Opens an element.
    ///
    /// @param attributes names and values in turn; an attribute with an empty value is left out
    public Markup open(String tag, String... attributes) {
        tag(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    /// An element without content.
    public Markup leaf(String tag, String... attributes) {
        tag(tag, attributes).append("/>").append(end(tag));
        return this;
    }

    /// An element that holds text.
    public Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    public Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /// Text in which what stands between backticks is code.
    public Markup words(String text) {
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) element("code", parts[i]);
            else text(parts[i]);
        }
        return this;
    }

    /// Markup that is trusted, since this package wrote it.
    public Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    public Markup close() {
        String tag = open.pop();
        out.append("</").append(tag).append('>').append(end(tag));
        return this;
    }

    private static String end(String tag) {
        return INLINE.contains(tag) ? "" : "\n";
    }

    private StringBuilder tag(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1].isEmpty()) continue;
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(escape(attributes[i + 1])).append('"');
        }
        return out;
    }

    /// Words as a sentence of their own: with a capital and a full stop.
    public static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    /// Text that stands for itself in elements and attributes; characters that XML forbids become
    /// `�`, and a number is not parted from its `%` at the end of a line.
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.replace(" %", "\u00A0%").codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(forbidden(c) ? 0xFFFD : c);
            }
        });
        return safe.toString();
    }

    private static boolean forbidden(int c) {
        return c < 0x20 && c != '\n' && c != '\t'
                || c >= 0x7F && c < 0xA0
                || c >= 0xD800 && c <= 0xDFFF
                || c >= 0xFFFE && c <= 0xFFFF;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) throw new IllegalStateException("markup: <" + open.peek() + "> is still open");
        return out.toString();
    }
}
