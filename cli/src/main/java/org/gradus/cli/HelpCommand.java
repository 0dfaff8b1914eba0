package org.gradus.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;

/// `gradus help`: what `--help` says, for those who ask so.
@Command(
        name = "help",
        description = "What a command does, and what it takes.",
        footerHeading = "%nExamples:%n",
        footer = {"  gradus help", "  gradus help train"})
final class HelpCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command; without one, all are listed.")
    private String command = "";

    HelpCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    /// Tells the command `help` of a command line which commands there are, so that a shell can complete them.
    static void know(CommandLine line) {
        CommandSpec help =
                Objects.requireNonNull(line.getSubcommands().get("help")).getCommandSpec();
        PositionalParamSpec unknown = help.positionalParameters().getFirst();
        help.remove(unknown);
        help.add(PositionalParamSpec.builder(unknown)
                .completionCandidates(List.copyOf(line.getSubcommands().keySet()))
                .build());
    }

    /// Takes `-h` away from a command of expressions, whose own variable may be h: an expression such as `-h^2`
    /// would pass for the option. `-h` alone still asks for help, see [#spelt].
    static void rename(CommandSpec command) {
        OptionSpec help = command.findOption("--help");
        command.remove(help);
        command.addOption(OptionSpec.builder(help)
                .names("--help")
                .description("Show this help, as -h alone does.")
                .build());
    }

    /// Arguments in which `-h` is spelt in full.
    static String[] spelt(String... arguments) {
        return Arrays.stream(arguments).map(a -> a.equals("-h") ? "--help" : a).toArray(String[]::new);
    }

    @Override
    public void run() {
        gradus.printHelp(command);
    }
}
