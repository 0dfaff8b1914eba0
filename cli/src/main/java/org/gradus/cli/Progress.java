package org.gradus.cli;

import java.util.function.Supplier;

/// How far a long task is: a bar that fills on a terminal, elsewhere one line every 10 %. It is talk, on standard
/// error.
final class Progress implements AutoCloseable {
    private static final int BAR = 24;
    private static final int TENTHS = 10;

    /// The least time between two drawings, in nanoseconds.
    private static final long PAUSE = 100_000_000;

    private final Terminal terminal;
    private final String what;
    private final long total;
    private long tenth;
    private long drawn = Long.MIN_VALUE;
    private int width;

    /// @param what the task, in a word or two
    /// @param total how many parts it has
    Progress(Terminal terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = Math.max(1, total);
    }

    /// Says that so many parts are done.
    ///
    /// @param note what to show beside, such as the loss
    void at(long done, Supplier<String> note) {
        if (terminal.live()) {
            long now = System.nanoTime();
            if (drawn != Long.MIN_VALUE && done < total && now - drawn < PAUSE) return;
            drawn = now;
            draw(bar(done) + " " + percent(done) + "  " + note.get());
        } else if (done * TENTHS / total > tenth) {
            tenth = done * TENTHS / total;
            terminal.say(what + " " + percent(done) + "  " + note.get());
        }
    }

    private String bar(long done) {
        int full = (int) (done * BAR / total);
        return what + " " + "█".repeat(full) + "░".repeat(BAR - full);
    }

    private String percent(long done) {
        return "%3d %%".formatted(done * 100 / total);
    }

    /// Draws over the line before, without escape codes: what that line had more is blanked.
    private void draw(String line) {
        String text = terminal.fit(terminal.plain(line), terminal.width() - 1);
        int columns = Terminal.columns(text);
        terminal.err().print("\r" + text + " ".repeat(Math.max(0, width - columns)));
        terminal.err().flush();
        width = columns;
    }

    /// Ends the line that was drawn over.
    @Override
    public void close() {
        if (width > 0) terminal.err().println();
    }
}
