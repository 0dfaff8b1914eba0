package org.gradus.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.name.Shown;

/// How text is put on a terminal.
///
/// @param width columns a line may have, at least 60
/// @param ascii whether only ASCII may be used
/// @param colour whether ANSI colours may be used; they only repeat what signs say
public record TextStyle(int width, boolean ascii, boolean colour) {
    /// 80 columns of Unicode without colours.
    public static final TextStyle PLAIN = new TextStyle(80, false, false);

    /// What stands for other characters where only ASCII may be used, in turn.
    private static final List<String> STAND_INS = List.of(
            "▼ [!!] ◆ [!] ● [ok] ○ o ▶ > ◀ < ⊘ 0 ∞ inf × x · | → -> ← <- – - — - … ... ± +- ² ^2 ≤ <= ≥ >= ≠ != ≈ ~",
            "‖ || ′ ' ’ ' “ \" ” \" φ phi σ sigma χ chi δ delta ξ xi λ lambda ├ | │ | └ ` ─ - ╱ /",
            "▁ _ ▂ . ▃ : ▄ - ▅ = ▆ + ▇ * █ # ░ : ▒ + ▓ %");

    private static final Map<String, String> ASCII = standIns();

    private static Map<String, String> standIns() {
        Map<String, String> standIns = new HashMap<>(Map.of("√", "sqrt ", "↑", "see ", "↓", "see "));
        for (String line : STAND_INS) {
            String[] words = line.split(" ");
            for (int i = 0; i < words.length; i += 2) standIns.put(words[i], words[i + 1]);
        }
        return Map.copyOf(standIns);
    }

    /// What stands for a character where only ASCII may be used.
    public static String standIn(int character) {
        String sign = Character.toString(character);
        return character < 0x80 ? sign : ASCII.getOrDefault(sign, "?");
    }

    public TextStyle {
        if (width < 60) throw new IllegalArgumentException("width: expected at least 60 columns, found " + width);
    }

    /// The kinds of colour, of the 256 that terminals know, readable on black and on white.
    public enum Ink {
        PLAIN(""),
        BOLD("1"),
        FAINT("2"),
        BAD("1;38;5;166"),
        WARN("1;38;5;136"),
        GOOD("1;38;5;35"),
        FORWARD("38;5;32"),
        BACKWARD("38;5;166");

        private final String code;

        Ink(String code) {
            this.code = code;
        }

        /// A text between codes for a terminal.
        public String paint(String text) {
            return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
        }
    }

    /// Text in a colour, when colours are on.
    public String paint(Ink ink, String text) {
        return colour ? ink.paint(text) : text;
    }

    /// Text as this terminal can show it: one line, with visible escapes for what would act on it, and in ASCII
    /// where asked.
    public String plain(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String sign = Character.toString(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) out.append(' ');
            else if (!Shown.line(sign).equals(sign)) out.append(Shown.line(sign));
            else out.append(ascii ? standIn(c) : sign);
        });
        return out.toString();
    }

    /// How many columns a text takes; ideographs take two.
    public static int columns(String text) {
        return text.codePoints().map(c -> wide(c) ? 2 : 1).sum();
    }

    private static boolean wide(int c) {
        return c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0x1F300;
    }

    /// A text filled with spaces to some columns, or cut to them.
    public static String pad(String text, int columns) {
        String fit = fit(text, columns);
        return fit + " ".repeat(columns - columns(fit));
    }

    /// A text with spaces before it.
    public static String right(String text, int columns) {
        String fit = fit(text, columns);
        return " ".repeat(columns - columns(fit)) + fit;
    }

    /// The longest start of a text that fits some columns.
    public static String fit(String text, int columns) {
        if (columns(text) <= columns) return text;
        StringBuilder out = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            if (columns(out.toString()) + columns(Character.toString(c)) > columns) break;
            out.appendCodePoint(c);
        }
        return out.toString();
    }

    /// A space at which no line ends.
    private static final String FIRM = "\u00A0";

    private static final int LONG = 30;

    /// Words on lines of at most some columns; a longer word is cut into pieces, and a number is
    /// not parted from its `%`.
    public static List<String> wrap(String text, int columns) {
        return broken(text, columns).stream()
                .map(line -> line.replace(FIRM, " "))
                .toList();
    }

    /// A text that [#wrap] does not break unless it is long.
    public static String whole(String text) {
        return columns(text) > LONG ? text : text.replace(" ", FIRM);
    }

    private static List<String> broken(String text, int columns) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().replace(" %", FIRM + "%").split(" +")) {
            if (!line.isEmpty() && columns(line) + 1 + columns(word) > columns) {
                lines.add(line);
                line = "";
            }
            line = line.isEmpty() ? word : line + " " + word;
            while (columns(line) > columns) {
                String head = fit(line, columns);
                lines.add(head);
                line = line.substring(head.length());
            }
        }
        if (!line.isEmpty() || lines.isEmpty()) lines.add(line);
        return lines;
    }
}
