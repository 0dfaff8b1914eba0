package org.gradus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gradus.draw.Labels;
import org.gradus.draw.TextStyle;
import org.gradus.draw.TextStyle.Ink;
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
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[(?:[012]|(?:1;)?38;5;\\d{1,3})m");

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
        return colour ? ink.paint(shown) : shown;
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
        return shown.codePoints().mapToObj(TextStyle::standIn).collect(Collectors.joining());
    }

    /// The columns that a text takes, which is its number of characters.
    static int columns(String text) {
        return text.codePointCount(0, text.length());
    }

    /// Texts of one column in at most so many columns each, cut so that those that differ still do.
    List<String> fit(List<String> texts, int columns) {
        return Labels.fit(texts, columns, unicode ? "…" : "~");
    }

    /// A text in at most so many columns; a longer one ends in …, or in ~ where that cannot be written.
    String fit(String text, int columns) {
        if (columns(text) <= columns) return text;
        int end = text.offsetByCodePoints(0, Math.max(0, columns - 1));
        return text.substring(0, end) + (unicode ? "…" : "~");
    }
}
