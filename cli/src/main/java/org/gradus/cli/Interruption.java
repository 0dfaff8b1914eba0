package org.gradus.cli;

import java.util.function.Supplier;

/// What a person is told who ends a command in the middle, by Ctrl-C or otherwise: what is left of it, and
/// how to go on.
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /// @param line asked for when it happens
    static Interruption told(Terminal terminal, Supplier<String> line) {
        Thread hook = new Thread(() -> {
            terminal.say("");
            terminal.say(line.get());
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /// Nothing is left to be interrupted.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // it is being told
        }
    }
}
