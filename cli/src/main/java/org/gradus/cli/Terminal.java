package org.gradus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gradus.name.Shown;

/// The face of the command line: where it writes, how wide, in which characters and colours.
///
/// Commands write Unicode; where the output cannot hold it, every character becomes its ASCII stand-in here.
///
/// @param out where data goes
/// @param err where talk goes
/// @param width the columns of a line
/// @param unicode whether characters beyond ASCII may be written
/// @param colour whether escape codes may be written
/// @param live whether a line may be drawn over, as on a terminal
record Terminal(PrintWriter out, PrintWriter err, int width, boolean unicode, boolean colour, boolean live) {
    static final int USUAL_WIDTH = 80;

    /// What the further lines of a folded line begin with.
    private static final String FOLD = "    ";

    /// The codes that [#paint] and [Row] write.
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[(?:[012]|38;5;\\d{1,3})m");

    private static final Map<Integer, String> ASCII = Map.ofEntries(
            Map.entry((int) '▼', "[!!]"),
            Map.entry((int) '◆', "[!]"),
            Map.entry((int) '●', "[ok]"),
            Map.entry((int) '▶', ">"),
            Map.entry((int) '◀', "<"),
            Map.entry((int) '⊘', "0"),
            Map.entry((int) '≈', "~"),
            Map.entry((int) '↑', "see "),
            Map.entry((int) '↓', "see "),
            Map.entry((int) '├', "|"),
            Map.entry((int) '│', "|"),
            Map.entry((int) '└', "`"),
            Map.entry((int) '─', "-"),
            Map.entry((int) '·', "."),
            Map.entry((int) '…', "..."),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "-"),
            Map.entry((int) '×', "x"),
            Map.entry((int) '±', "+-"),
            Map.entry((int) '≠', "!="),
            Map.entry((int) '≤', "<="),
            Map.entry((int) '≥', ">="),
            Map.entry((int) '→', "->"),
            Map.entry((int) '∞', "inf"),
            Map.entry((int) '√', "sqrt "),
            Map.entry((int) 'σ', "s"),
            Map.entry((int) '²', "^2"),
            Map.entry((int) '▁', "_"),
            Map.entry((int) '▂', "."),
            Map.entry((int) '▃', ":"),
            Map.entry((int) '▄', "-"),
            Map.entry((int) '▅', "="),
            Map.entry((int) '▆', "+"),
            Map.entry((int) '▇', "*"),
            Map.entry((int) '█', "#"),
            Map.entry((int) '░', ":"),
            Map.entry((int) '▒', "+"),
            Map.entry((int) '▓', "%"),
            Map.entry((int) '╱', "/"));

    /// A colour of the 256 that terminals know, readable on black and on white.
    enum Ink {
        PLAIN(""),
        BOLD("1"),
        FAINT("2"),
        FORWARD("38;5;32"),
        BACKWARD("38;5;166"),
        BAD("38;5;166"),
        WARN("38;5;136"),
        GOOD("38;5;35");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /// A line of data, on standard output. What was painted keeps its colours; no other code gets through.
    void print(String line) {
        out.println(colour ? betweenColours(line) : plain(line));
    }

    private String betweenColours(String line) {
        StringBuilder shown = new StringBuilder();
        Matcher colours = COLOURS.matcher(line);
        int at = 0;
        for (; colours.find(); at = colours.end()) {
            shown.append(plain(line.substring(at, colours.start()))).append(colours.group());
        }
        return shown.append(plain(line.substring(at))).toString();
    }

    /// A paragraph of data, on standard output; folded at spaces where it is too long.
    void tell(String text) {
        plain(text).lines().forEach(line -> fold(line).forEach(out::println));
    }

    /// A line of talk, on standard error; folded at spaces where it is too long.
    void say(String text) {
        plain(text).lines().forEach(line -> fold(line).forEach(err::println));
    }

    private List<String> fold(String line) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (columns(rest) > width) {
            int end = rest.offsetByCodePoints(0, width);
            int space = rest.lastIndexOf(' ', end);
            if (space <= FOLD.length()) break;
            lines.add(rest.substring(0, space));
            rest = FOLD + rest.substring(space + 1);
        }
        lines.add(rest);
        return lines;
    }

    /// A text in a colour, where there are colours.
    String paint(Ink ink, String text) {
        String shown = Shown.line(text);
        return colour && !ink.code.isEmpty() ? "\u001b[" + ink.code + "m" + shown + "\u001b[0m" : shown;
    }

    /// The same without colours.
    Terminal withoutColour() {
        return new Terminal(out, err, width, unicode, false, live);
    }

    /// A text in the characters that may be written, with visible escapes for what would act on a terminal. Its
    /// length may change, so it comes before any alignment.
    String plain(String text) {
        String shown = Shown.lines(text);
        if (unicode || shown.chars().allMatch(c -> c < 0x80)) return shown;
        return shown.codePoints()
                .mapToObj(c -> c < 0x80 ? Character.toString(c) : ASCII.getOrDefault(c, "?"))
                .collect(Collectors.joining());
    }

    /// The columns that a text takes, which is its number of characters.
    static int columns(String text) {
        return text.codePointCount(0, text.length());
    }

    /// A text in at most so many columns; a longer one ends in …, or in ~ where that cannot be written.
    String fit(String text, int columns) {
        if (columns(text) <= columns) return text;
        int end = text.offsetByCodePoints(0, Math.max(0, columns - 1));
        return text.substring(0, end) + (unicode ? "…" : "~");
    }
}
