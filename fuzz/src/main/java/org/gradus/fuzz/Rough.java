package org.gradus.fuzz;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands of `fuzz/run`.
@Command(
        name = "fuzz/run",
        mixinStandardHelpOptions = true,
        description = "Handles Gradus roughly, and says what happened.",
        subcommands = {Readers.class, Kills.class, Altered.class, Bits.class, Lengthy.class, Trainers.class, Disk.class
        })
final class Rough {
    private Rough() {}

    /// Runs a command and ends the process: 0 when Gradus stood it, 1 when it did not.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Rough()).execute(arguments));
    }
}
