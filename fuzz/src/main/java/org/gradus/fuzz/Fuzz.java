package org.gradus.fuzz;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands of `fuzz/run`.
@Command(
        name = "fuzz/run",
        mixinStandardHelpOptions = true,
        description = "Puts Gradus under stress, and says what happened.",
        subcommands = {
            Readers.class,
            Kills.class,
            Altered.class,
            Bits.class,
            LongTraining.class,
            Trainers.class,
            Disk.class,
            StudioLoad.class
        })
final class Fuzz {
    private Fuzz() {}

    /// Runs a command and ends the process: 0 when all went as it should, 1 when something did not.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Fuzz())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
