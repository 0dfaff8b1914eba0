package org.gradus.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Scripts by which shells complete a command line, made from what its commands say of themselves.
final class Completion {
    private Completion() {}

    /// For bash, and for zsh by its emulation of bash.
    static String bash(CommandLine line) {
        return AutoComplete.bash(line.getCommandName(), line);
    }

    /// For fish: one `complete` a command and an option.
    static String fish(CommandLine line) {
        String name = line.getCommandName();
        StringBuilder out = new StringBuilder("# Completions of " + name + " for fish.\n");
        String complete = "complete -c " + name;
        line.getSubcommands()
                .forEach((command, sub) -> out.append(complete)
                        .append(" -f -n __fish_use_subcommand -a ")
                        .append(command)
                        .append(about(sub.getCommandSpec().usageMessage().description()))
                        .append('\n'));
        line.getCommandSpec()
                .options()
                .forEach(option -> out.append(complete)
                        .append(" -n __fish_use_subcommand")
                        .append(option(option))
                        .append('\n'));
        for (Map.Entry<String, CommandLine> sub : line.getSubcommands().entrySet()) {
            String seen = complete + " -n '__fish_seen_subcommand_from " + sub.getKey() + "'";
            CommandSpec spec = sub.getValue().getCommandSpec();
            spec.options()
                    .forEach(option -> out.append(seen).append(option(option)).append('\n'));
            spec.positionalParameters().stream()
                    .filter(p -> p.completionCandidates() != null)
                    .forEach(p -> out.append(seen)
                            .append(" -a ")
                            .append(quoted(words(p)))
                            .append(about(p.description()))
                            .append('\n'));
        }
        return out.toString();
    }

    /// An option's names, whether a value follows it, and what it is for.
    private static String option(OptionSpec option) {
        StringBuilder out = new StringBuilder();
        for (String name : option.names()) {
            boolean full = name.startsWith("--");
            out.append(full ? " -l " : name.length() == 2 ? " -s " : " -o ").append(name.substring(full ? 2 : 1));
        }
        if (option.arity().max() > 0) {
            out.append(" -r");
            if (option.completionCandidates() != null) out.append(" -f -a ").append(quoted(words(option)));
        }
        return out.append(about(option.description())).toString();
    }

    private static String words(ArgSpec argument) {
        return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                .collect(Collectors.joining(" "));
    }

    private static String about(String... description) {
        String words = String.join(" ", List.of(description)).replace("%%", "%").replace("%n", " ");
        return words.isEmpty() ? "" : " -d " + quoted(words);
    }

    /// A text as fish reads it back.
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
