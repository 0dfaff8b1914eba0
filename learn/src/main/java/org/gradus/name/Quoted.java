package org.gradus.name;

/// Texts as Java source writes them.
public final class Quoted {
    private Quoted() {}

    /// A text as a literal in double quotes, of ASCII letters alone.
    ///
    /// A character below a blank is written in octal: a Unicode escape of a line break would be a break in the
    /// source itself (JLS 3.3).
    public static String java(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') out.append("\\%03o".formatted((int) c));
                    else out.append(c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
                }
            }
        }
        return out.append('"').toString();
    }
}
