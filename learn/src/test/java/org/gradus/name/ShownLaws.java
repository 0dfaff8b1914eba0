package org.gradus.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Text from outside, made fit to be shown.
class ShownLaws {
    @Test
    void whatWouldActOnATerminalIsShownAsAnEscape() {
        assertThat(Shown.line("a\u001b[31mb\u0007\r\n\tc\u0000")).isEqualTo("a\\u001b[31mb\\u0007\\r\\n\\tc\\u0000");
        assertThat(Shown.line("\u009b2J\u007f\u2028\u202eevil\u2066\udb40\udc01\ud800"))
                .isEqualTo("\\u009b2J\\u007f\\u2028\\u202eevil\\u2066\\u{e0001}\\ud800");
    }

    @Test
    void whatShowsItselfIsLeftAsItIs() {
        String text = "grün σ² 漢字 \ud83d\ude00 a\u200db é";
        assertThat(Shown.line(text)).isEqualTo(text);
        assertThat(Shown.lines("a\nb\u001b")).isEqualTo("a\nb\\u001b");
    }

    @Test
    void aLongValueIsShortenedAndSaysSo() {
        assertThat(Shown.brief("x".repeat(60))).isEqualTo("x".repeat(60));
        assertThat(Shown.brief("x".repeat(61))).isEqualTo("x".repeat(59) + "…");
        assertThat(Shown.brief("\n".repeat(1_000_000))).hasSize(60).endsWith("…");
        assertThat(Shown.brief("\ud83d\ude00".repeat(100)).codePoints()).hasSize(60);
        assertThat(Shown.brief(12)).isEqualTo("12");
    }

    @Test
    void everyMessageAboutInputShowsWhatItQuotes() {
        assertThat(new InputException("a\u001b[2Jb\nc")).hasMessage("a\\u001b[2Jb\nc");
        assertThat(Setting.wrong("path", "a file", "a\u001bb" + "x".repeat(100)))
                .hasMessageStartingWith("path: expected a file, found a\\u001bbxxx")
                .hasMessageEndingWith("x…");
    }
}
