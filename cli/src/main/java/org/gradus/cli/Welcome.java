package org.gradus.cli;

import java.util.Map;
import org.gradus.cli.Table.Column;
import org.gradus.draw.TextStyle.Ink;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/// What `gradus` alone prints: what it is, what to try first, and the commands. All of it comes from the commands'
/// own annotations.
record Welcome(Terminal terminal) {
    private static final String MARGIN = "  ";

    /// How many commands' first examples are shown.
    private static final int TRIES = 3;

    void print(Map<String, CommandLine> commands) {
        terminal.print("Gradus: deep learning in which the gradient is never a mystery.");
        terminal.print("");
        terminal.print("Try first:");
        commands.values().stream()
                .limit(TRIES)
                .forEach(command ->
                        terminal.print(terminal.paint(Ink.BOLD, usage(command).footer()[0])));
        terminal.print("");
        terminal.print("Commands:");
        Table table = new Table(terminal, Column.left(""), Column.left(""));
        commands.forEach((name, command) -> table.row(name, usage(command).description()[0]));
        table.print(MARGIN);
        terminal.print("");
        terminal.print("`gradus help COMMAND` says more about one of them.");
    }

    private static UsageMessageSpec usage(CommandLine command) {
        return command.getCommandSpec().usageMessage();
    }
}
