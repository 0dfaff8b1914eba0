package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.gradus.cli.Table.Column;
import org.gradus.draw.TextStyle.Ink;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final StringWriter err = new StringWriter();

    private Terminal terminal(int width, boolean unicode, boolean colour, boolean live) {
        return new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), width, unicode, colour, live);
    }

    private Terminal plain() {
        return terminal(80, true, false, false);
    }

    @Test
    void aTableLinesItsColumnsUp() {
        Table table = new Table(plain(), Column.left("layer"), Column.right("units"), Column.point("signal"));
        table.row("out", "10", "0.5").row("dense12", "64", "2.1e-14").row("in", "8", "12");
        assertThat(table.lines(0))
                .containsExactly(
                        "layer    units    signal",
                        "out         10   0.5",
                        "dense12     64   2.1e-14",
                        "in           8  12");
    }

    @Test
    void theWidestColumnOfATableGivesWay() {
        Table table =
                new Table(terminal(30, true, false, false), Column.left("a"), Column.left("b"), Column.right("c"));
        table.row("short", "a text that is longer than there is room for", "0.123456");
        assertThat(table.lines(2)).allMatch(line -> Terminal.columns(line) <= 28);
        assertThat(table.lines(2).getLast()).isEqualTo("short  a text tha…  0.123456");
    }

    @Test
    void coloursDoNotMoveATable() {
        Table table = new Table(terminal(80, true, true, false), Column.left("").in(Ink.GOOD), Column.right(""));
        table.row("a", "1").row("bcd", "22");
        assertThat(table.lines(0))
                .containsExactly("\u001b[1;38;5;35ma\u001b[0m     1", "\u001b[1;38;5;35mbcd\u001b[0m  22");
    }

    @Test
    void talkIsFoldedAtSpaces() {
        terminal(30, true, false, false).say("gradus: a sentence that takes more than one line\n  ^ here");
        assertThat(err.toString().lines())
                .containsExactly("gradus: a sentence that takes", "    more than one line", "  ^ here");
    }

    @Test
    void talkWithoutSpacesIsLeftWhole() {
        terminal(10, true, false, false).say("/a/path/that/has/no/spaces");
        assertThat(err.toString()).isEqualTo("/a/path/that/has/no/spaces\n");
    }

    @Test
    void progressIsOneLineEveryTenPercentWhereNoOneLooksOn() {
        try (Progress progress = new Progress(plain(), "training", 250)) {
            for (int i = 1; i <= 250; i++) {
                int step = i;
                progress.at(i, () -> "loss " + (251 - step));
            }
        }
        List<String> lines = err.toString().lines().toList();
        assertThat(lines).hasSize(10).startsWith("training  10 %  loss 226").endsWith("training 100 %  loss 1");
    }

    @Test
    void progressIsOneLineDrawnOverOnATerminal() {
        try (Progress progress = new Progress(terminal(64, true, false, true), "training", 4)) {
            progress.at(0, () -> "loss 2.30 and falling");
            progress.at(4, () -> "loss 0.10");
        }
        String[] drawings = err.toString().split("\r");
        assertThat(drawings).hasSize(3);
        assertThat(drawings[1]).isEqualTo("training " + "░".repeat(24) + "   0 %  loss 2.30 and falling");
        assertThat(drawings[2]).isEqualTo("training " + "█".repeat(24) + " 100 %  loss 0.10            \n");
        assertThat(err.toString()).doesNotContain("\u001b");
    }

    @Test
    void aTaskOfManyPartsIsNotDrawnAtEach() {
        try (Progress progress = new Progress(terminal(60, true, false, true), "training", 1_000_000)) {
            for (int i = 1; i <= 1_000; i++) progress.at(i, () -> "");
        }
        assertThat(err.toString().split("\r").length).isLessThan(1_000);
    }

    @Test
    void aSparklineReachesFromTheLeastToTheLargest() {
        assertThat(Row.sparkline(plain(), new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 20))
                .isEqualTo("▁▂▃▄▅▆▇█");
        assertThat(Row.sparkline(plain(), new double[] {7, Double.NaN, 0}, 20)).isEqualTo("█◆▁");
        assertThat(Row.sparkline(plain(), new double[] {3, 3}, 20)).isEqualTo("▁▁");
        assertThat(Row.sparkline(plain(), new double[] {}, 20)).isEmpty();
        assertThat(Row.sparkline(plain(), new double[] {0, 0, 7, 7}, 2)).isEqualTo("▁█");
    }

    @Test
    void aHeatRowHasFixedLimits() {
        double[] row = {1e-12, 1e-9, 1e-6, 1e-4, 1, 100, 0, Double.NaN};
        assertThat(Row.heat(plain(), row)).isEqualTo("╱░▒▓██⊘◆");
        assertThat(Row.heat(terminal(80, false, false, false), row)).isEqualTo("/:+%##0*");
        assertThat(Row.heat(terminal(80, true, true, false), 1, 1e-9))
                .isEqualTo("\u001b[38;5;228m█\u001b[0m\u001b[38;5;17m█\u001b[0m");
    }

    @Test
    void numbersAreShortAndNeverLoseTheirSize() {
        assertThat(List.of(-12.0, 0.7310585786, 138.83381924, 1.699341702e-17, 1e300, 0.0, 100_000.0, 1e-4))
                .extracting(x -> Numerals.of(x, 7))
                .containsExactly("-12", "0.7310586", "138.8338", "1.699342e-17", "1e300", "0", "100000", "0.0001");
        assertThat(List.of(0.2345, 2.14e-14, 0.96, 1234.5, Double.NaN, Double.NEGATIVE_INFINITY))
                .extracting(Numerals::brief)
                .containsExactly("0.23", "2.1e-14", "0.96", "1200", "NaN", "-∞");
    }

    @Test
    void whatIsPaintedKeepsItsColourAndNoOtherCodeGetsThrough() {
        StringWriter out = new StringWriter();
        Terminal coloured = new Terminal(new PrintWriter(out), new PrintWriter(err), 80, true, true, true);
        coloured.print(coloured.paint(Ink.GOOD, "a\u001b[31mb") + " \u001b]0;c\u0007 \u001b[2J \u001b[31m");
        new Terminal(new PrintWriter(out), new PrintWriter(err), 80, true, false, true).print("\u001b[31mb");
        assertThat(out.toString().lines())
                .containsExactly(
                        "\u001b[1;38;5;35ma\\u001b[31mb\u001b[0m \\u001b]0;c\\u0007 \\u001b[2J \\u001b[31m",
                        "\\u001b[31mb");
        Table table = new Table(coloured, Column.left(""));
        table.row("\u001b[31m" + "x");
        assertThat(table.lines(0)).containsExactly("\\u001b[31mx");
        coloured.say("\u001b[31mtalk\u0007\nmore");
        assertThat(err.toString()).isEqualTo("\\u001b[31mtalk\\u0007\nmore\n");
    }
}
