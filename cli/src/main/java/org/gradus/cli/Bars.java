package org.gradus.cli;

import java.util.Optional;
import org.gradus.clinic.ProgressListener;

/// A progress bar for each part of the doctor's work, one after another.
final class Bars implements ProgressListener, AutoCloseable {
    private final Terminal terminal;
    private String part = "";
    private Optional<Progress> bar = Optional.empty();

    Bars(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void at(String what, long done, long of) {
        if (!what.equals(part)) {
            end();
            part = what;
            bar = Optional.of(new Progress(terminal, what, of));
        }
        bar.ifPresent(b -> b.at(done, () -> done + " of " + of));
    }

    /// Ends the bar that is being drawn; another may follow.
    synchronized void end() {
        bar.ifPresent(Progress::close);
        bar = Optional.empty();
        part = "";
    }

    @Override
    public void close() {
        end();
    }
}
