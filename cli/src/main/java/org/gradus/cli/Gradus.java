package org.gradus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.data.WholeFile;
import org.gradus.expression.ExpressionException;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.record.Recording;
import org.gradus.runs.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: `gradus COMMAND …`.
///
/// Data goes to standard output, talk to standard error. The exit code is 0 when all is done (and the
/// network, if there is one, is healthy or no one asked), 1 when Gradus itself failed, 2 for bad usage or
/// bad input, and 3 when a finding is as grave as `--fail-on` says.
@Command(
        name = "gradus",
        versionProvider = Gradus.Version.class,
        description = "Deep learning in which the gradient is never a mystery.")
public final class Gradus implements Runnable {
    /// Exit code: done, or healthy.
    static final int DONE = 0;

    /// Exit code: Gradus failed.
    static final int FAILED = 1;

    /// Exit code: the command or what it was given cannot be used.
    static final int REFUSED = 2;

    /// Exit code: a finding is as grave as `--fail-on` says.
    static final int FOUND = 3;

    /// The environment variable that asks for stack traces.
    private static final String TRACE = "GRADUS_TRACE";

    /// The least width at which picocli lays out its help.
    private static final int HELP_WIDTH = 60;

    /// The commands whose arguments may begin with a minus, as expressions do.
    private static final List<String> SIGNED = List.of("optim", "graph", "check");

    private final Surroundings surroundings;
    private final CommandLine line;
    /// The bytes that the command is expected to take; 0 when that is not known.
    private long needed;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    boolean version;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            converter = ColourReader.class,
            completionCandidates = Candidates.Colours.class,
            scope = ScopeType.INHERIT,
            description = "Colours: auto, always or never (auto: on a terminal, unless NO_COLOR is set).")
    private Colour colour = Colour.AUTO;

    @Option(names = "--ascii", scope = ScopeType.INHERIT, description = "Write ASCII characters only.")
    private boolean ascii;

    /// When to write in colour.
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    private static final class ColourReader implements ITypeConverter<Colour> {
        @Override
        public Colour convert(String when) {
            return switch (when) {
                case "auto" -> Colour.AUTO;
                case "always" -> Colour.ALWAYS;
                case "never" -> Colour.NEVER;
                default -> throw new TypeConversionException("expected auto, always or never, found `" + when + "`");
            };
        }
    }

    private Gradus(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.line = new CommandLine(this);
        commands().forEach(line::addSubcommand);
        HelpCommand.know(line);
        line.getSubcommands().forEach((name, command) -> {
            if (SIGNED.contains(name)) HelpCommand.rename(command.getCommandSpec());
        });
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setExpandAtFiles(false);
        line.setPosixClusteredShortOptionsAllowed(false);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setUsageHelpWidth(Math.max(HELP_WIDTH, width()));
        line.setParameterExceptionHandler((e, _) -> refuse(e));
        line.setExecutionExceptionHandler((e, command, _) -> fail(e, command));
    }

    /// Every command, the one to try first at the head.
    private List<CommandLine> commands() {
        return List.of(
                new CommandLine(new DoctorCommand(this)).setCaseInsensitiveEnumValuesAllowed(true),
                new CommandLine(new DiagnoseCommand(this)),
                new CommandLine(new TrainCommand(this)),
                new CommandLine(new PredictCommand(this)),
                new CommandLine(new EvaluateCommand(this)),
                new CommandLine(new RateCommand(this)),
                new CommandLine(new SweepCommand(this)),
                new CommandLine(new StudioCommand(this)),
                new CommandLine(new ExportCommand(this)),
                new CommandLine(new ForecastCommand(this)),
                new CommandLine(new PresetsCommand(this)),
                new CommandLine(new RunsCommand(this)),
                new CommandLine(new ReportCommand(this)),
                new CommandLine(new CompareCommand(this)),
                new CommandLine(new StationaryCommand(this)),
                new CommandLine(new ExamCommand(this)),
                new CommandLine(new OptimCommand(this)).setUnmatchedOptionsArePositionalParams(true),
                new CommandLine(new GraphCommand(this)).setUnmatchedOptionsArePositionalParams(true),
                new CommandLine(new CheckCommand(this)).setUnmatchedOptionsArePositionalParams(true),
                new CommandLine(new BenchCommand(this)).setCaseInsensitiveEnumValuesAllowed(true),
                new CommandLine(new EnvCommand(this)),
                new CommandLine(new HelpCommand(this)),
                new CommandLine(new CompletionCommand(this)));
    }

    /// Refuses arguments of such a command that can only be mistyped options.
    void refuseOptions(String command, List<String> arguments) {
        for (String argument : arguments) {
            if (!argument.matches("--[a-z].*")) continue;
            throw new ExpressionException(unknown(line.getSubcommands().getOrDefault(command, line), argument));
        }
    }

    /// Every command with its options.
    CommandLine commandLine() {
        return line;
    }

    /// Prints what `--help` says.
    ///
    /// @param command its name; empty for all of them
    void printHelp(String command) {
        CommandLine named = command.isEmpty() ? line : line.getSubcommands().get(command);
        if (named == null) throw new InputException(unknown(line, command));
        named.usage(surroundings.out());
    }

    /// Runs the command line and ends the process.
    public static void main(String[] args) {
        System.exit(run(Surroundings.ofProcess(), args));
    }

    /// Runs one command in this process, for tools that need no terminal.
    ///
    /// @param folder the working folder
    /// @param variables the environment
    /// @param out where data goes
    /// @param err where talk goes
    /// @return the exit code
    public static int run(
            Path folder, Map<String, String> variables, PrintWriter out, PrintWriter err, String... arguments) {
        return run(new Surroundings(out, err, true, false, variables, folder), arguments);
    }

    /// Runs one command.
    ///
    /// @return the exit code
    static int run(Surroundings surroundings, String... args) {
        Gradus gradus = new Gradus(surroundings);
        int code;
        try {
            code = gradus.line.execute(HelpCommand.spelt(args));
        } catch (Error e) {
            code = gradus.fail(e, gradus.called(args));
        }
        // a writer keeps what went wrong to itself until it is asked
        if (surroundings.out().checkError()) code = gradus.lost(gradus.called(args));
        surroundings.err().flush();
        return code;
    }

    /// The command that was called, as far as its name tells.
    private CommandLine called(String... args) {
        return Arrays.stream(args)
                .filter(line.getSubcommands()::containsKey)
                .findFirst()
                .map(line.getSubcommands()::get)
                .orElse(line);
    }

    private int lost(CommandLine command) {
        terminal()
                .say(command.getCommandSpec().qualifiedName()
                        + " failed: standard output cannot be written: its disk is full, or no one reads it any more");
        return FAILED;
    }

    /// `gradus` alone.
    @Override
    public void run() {
        new Welcome(terminal()).print(line.getSubcommands());
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /// Whether the output is to be one JSON object.
    boolean json() {
        return json;
    }

    /// Prints a JSON object with the version of its form at the head.
    void print(Map<String, Object> object) {
        Map<String, Object> versioned = Json.object("version", 1);
        versioned.putAll(object);
        surroundings.out().println(Json.write(versioned));
    }

    /// The terminal as the options want it.
    Terminal terminal() {
        boolean seen = surroundings.terminal() && !surroundings.variable("TERM").equals("dumb");
        boolean inColour = switch (colour) {
            case AUTO -> seen && surroundings.variable("NO_COLOR").isEmpty();
            case ALWAYS -> true;
            case NEVER -> false;
        };
        PrintWriter out = surroundings.out(), err = surroundings.err();
        return new Terminal(out, err, width(), surroundings.unicode() && !ascii, inColour, seen);
    }

    /// `COLUMNS`, where it is a sensible number.
    private int width() {
        String columns = surroundings.variable("COLUMNS");
        return columns.matches("\\d{2,4}") ? Math.max(HELP_WIDTH, Integer.parseInt(columns)) : Terminal.USUAL_WIDTH;
    }

    /// A file or folder that a person named, from the working folder.
    Path path(String name) {
        return surroundings.path(name);
    }

    /// Writes a file that a person asked for: whole or not at all, unless it is something else than a file,
    /// such as a pipe, which nothing can take the place of.
    static void write(Path file, String text) {
        if (!Files.exists(file) || Files.isRegularFile(file)) {
            WholeFile.write(file, text);
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Notes how much memory the command is likely to take, and says so when there is less.
    void expect(Memory memory) {
        needed = memory.needed();
        memory.warning().ifPresent(terminal()::say);
    }

    /// A path as short as it can be said from the working folder.
    Path relative(Path path) {
        return path.startsWith(surroundings.folder()) ? surroundings.folder().relativize(path) : path;
    }

    private int refuse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        terminal().say(name + ": " + explain(e));
        terminal()
                .say("`" + name
                        + (command.getSubcommands().isEmpty() ? " --help` says more." : "` lists the commands."));
        return REFUSED;
    }

    private static String explain(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) return Shown.line(String.valueOf(e.getMessage()));
        return unknown(e.getCommandLine(), unmatched.getUnmatched().getFirst());
    }

    private static String unknown(CommandLine command, String word) {
        boolean option = word.startsWith("-");
        List<String> known = List.copyOf(
                option
                        ? command.getCommandSpec().optionsMap().keySet()
                        : command.getSubcommands().keySet());
        String what = option ? "option" : known.isEmpty() ? "argument" : "command";
        List<String> near = Nearest.of(word, known);
        return "unknown " + what + " `" + Shown.brief(word) + "`"
                + (near.isEmpty() ? "" : "; nearest: " + String.join(", ", near));
    }

    private int fail(Throwable e, CommandLine command) {
        boolean trace = !surroundings.variable(TRACE).isEmpty();
        if (trace) e.printStackTrace(surroundings.err());
        String name = command.getCommandSpec().qualifiedName(), message = String.valueOf(e.getMessage());
        Optional<String> machine = Failure.ofMachine(e, needed);
        if (machine.isPresent()) {
            terminal().say(name + " failed: " + Shown.line(machine.get()));
            return FAILED;
        }
        if (Failure.isOfInput(e)) {
            terminal().say(name + ": " + message);
            return REFUSED;
        }
        String first = message.lines().findFirst().orElse("");
        terminal().say(name + " failed: " + e.getClass().getSimpleName() + ": " + first);
        if (!trace)
            terminal().say("This is a fault of Gradus. Run again with " + TRACE + "=1 to see where it happened.");
        return FAILED;
    }

    /// The version of this module, as the build has set it.
    static String version() {
        return Recording.version();
    }

    /// What `--version` prints.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gradus " + version()};
        }
    }
}
