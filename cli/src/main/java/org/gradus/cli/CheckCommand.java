package org.gradus.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gradus.cli.Table.Column;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.expression.Circuit;
import org.gradus.expression.Comparison;
import org.gradus.expression.Comparison.Outcome;
import org.gradus.expression.ExpressionException;
import org.gradus.expression.Node;
import org.gradus.expression.Readings;
import org.gradus.name.Shown;
import org.gradus.runs.Json;
import org.gradus.tensor.Philox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus check`: the gradient by the reverse rules against the gradient by differences, in `double`.
@Command(
        name = "check",
        description = "The gradient of an expression against numeric differences.",
        footerHeading = "%nExamples:%n",
        footer = {"  gradus check \"sigmoid(w*x + b)\" w=2 x=-1 b=0.5", "  gradus check \"x^3*tanh(y)\" \"gelu(x)/y\""})
final class CheckCommand implements Callable<Integer> {
    private static final int DIGITS = 7;

    /// How many draws a random point may take to find one at which the result is a number.
    private static final int DRAWS = 200;

    private static final int MOST_POINTS = 1000;

    /// More expressions than anyone types.
    private static final int MOST_EXPRESSIONS = 100;

    /// How many parts of expressions may be moved, by all names at all points: half a minute of work.
    private static final long MOST_WORK = 1_000_000;

    private final Gradus gradus;

    @Parameters(
            arity = "1..*",
            paramLabel = "EXPRESSION|NAME=VALUE",
            description = "Expressions as `gradus graph` takes them, and values for their names. Without values, the"
                    + " points are random.")
    private List<String> arguments = List.of();

    @Option(names = "--points", paramLabel = "N", defaultValue = "5", description = "Random points (default: 5).")
    private int points;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Their seed (default: 1).")
    private long seed;

    CheckCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    /// One expression with everything that was compared.
    private record Check(Circuit circuit, int points, List<Comparison> comparisons) {
        boolean fails() {
            return comparisons.stream().anyMatch(c -> c.outcome() == Outcome.DIFFERS);
        }

        long count(Outcome outcome) {
            return comparisons.stream().filter(c -> c.outcome() == outcome).count();
        }

        /// Of the derivatives that could be compared, the one nearest to its limit or farthest beyond.
        Optional<Comparison> worst() {
            return comparisons.stream()
                    .filter(c -> c.outcome() == Outcome.AGREES || c.outcome() == Outcome.DIFFERS)
                    .max(Comparator.comparingDouble(c -> c.error() / c.limit()));
        }
    }

    @Override
    public Integer call() {
        gradus.refuseOptions("check", arguments);
        if (points < 1 || points > MOST_POINTS) {
            throw new ExpressionException("--points: expected 1 to " + MOST_POINTS + ", found " + points);
        }
        Assignments.Split split = Assignments.split(arguments);
        if (split.expressions().isEmpty()) throw new ExpressionException("expected an expression beside the values");
        if (split.expressions().size() > MOST_EXPRESSIONS) {
            throw new ExpressionException("expected at most " + MOST_EXPRESSIONS + " expressions, found "
                    + split.expressions().size());
        }
        Map<String, Double> values = Assignments.read(split.values());
        List<Check> checks = new ArrayList<>();
        for (String text : split.expressions()) checks.add(check(Circuit.read(text), values));
        if (gradus.json())
            gradus.print(Json.object(
                    "checks", checks.stream().map(CheckCommand::json).toList()));
        else for (Check check : checks) print(check);
        return checks.stream().anyMatch(Check::fails) ? Gradus.FAILED : Gradus.DONE;
    }

    private Check check(Circuit circuit, Map<String, Double> values) {
        if (circuit.inputs().isEmpty()) {
            throw new ExpressionException(
                    Shown.brief(circuit.text()) + ": expected a name to differentiate by, found numbers alone");
        }
        long parts = (long) circuit.inputs().size() * circuit.nodes().size();
        long most = MOST_WORK / parts;
        if ((values.isEmpty() ? points : 1) > most) {
            throw new ExpressionException("--points: expected at most " + most + " for "
                    + circuit.inputs().size() + " names and " + circuit.nodes().size() + " operations, found "
                    + points);
        }
        List<Comparison> comparisons = new ArrayList<>();
        if (!values.isEmpty()) return new Check(circuit, 1, Comparison.of(circuit, values));
        for (int i = 0; i < points; i++) comparisons.addAll(Comparison.of(circuit, point(circuit, i)));
        return new Check(circuit, points, comparisons);
    }

    /// A point of normal random numbers at which the result is finite.
    private Map<String, Double> point(Circuit circuit, int number) {
        for (int draw = 0; draw < DRAWS; draw++) {
            Map<String, Double> at = new LinkedHashMap<>();
            for (Node x : circuit.inputs()) at.put(x.name(), Philox.normal(seed, number, draw, at.size()));
            double value = Readings.of(circuit, at).at(circuit.output()).value();
            if (Double.isFinite(value)) return at;
        }
        throw new ExpressionException(Shown.brief(circuit.text()) + ": no finite value at " + DRAWS
                + " random points; give a value for each name");
    }

    private void print(Check check) {
        Terminal terminal = gradus.terminal();
        terminal.print(terminal.fit(terminal.plain(check.circuit().text()), terminal.width()));
        Table table = new Table(
                terminal,
                Column.left("by"),
                Column.left("at"),
                Column.point("analytic"),
                Column.point("numeric"),
                Column.right("rel. error"),
                Column.left(""));
        for (Node x : check.circuit().inputs()) {
            check.comparisons().stream()
                    .filter(c -> c.by().equals(x.name()))
                    .max(Comparator.comparingInt(CheckCommand::gravity).thenComparingDouble(c -> c.error() / c.limit()))
                    .ifPresent(c -> row(table, c));
        }
        table.print("  ");
        terminal.print(terminal.paint(check.fails() ? Ink.BAD : Ink.GOOD, summary(check)));
    }

    private static void row(Table table, Comparison c) {
        table.row(
                c.by(),
                Numerals.of(c.place(), 4),
                Numerals.of(c.analytic(), DIGITS),
                Numerals.of(c.numeric(), DIGITS),
                c.outcome() == Outcome.UNDEFINED ? "" : Numerals.brief(c.error()),
                words(c.outcome()));
    }

    private static int gravity(Comparison c) {
        return switch (c.outcome()) {
            case AGREES -> 0;
            case UNSEEN -> 1;
            case UNDEFINED -> 2;
            case KINK -> 3;
            case DIFFERS -> 4;
        };
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case AGREES -> "agrees";
            case DIFFERS -> "DIFFERS";
            case KINK -> "kink: no derivative here";
            case UNSEEN -> "too small to see";
            case UNDEFINED -> "not finite";
        };
    }

    private static String summary(Check check) {
        Optional<Comparison> worst = check.worst();
        if (worst.isEmpty()) return "  ◆ nothing could be compared";
        long compared = check.count(Outcome.AGREES) + check.count(Outcome.DIFFERS);
        String places = check.points() == 1 ? "1 point" : check.points() + " points";
        return "  %s: worst relative error %s, limit %s; derivatives: %d, at %s"
                .formatted(
                        check.fails() ? "▼ FAIL" : "● pass",
                        Numerals.brief(worst.get().error()),
                        Numerals.brief(worst.get().limit()),
                        compared,
                        places);
    }

    private static Map<String, Object> json(Check check) {
        return Json.object(
                "expression",
                check.circuit().text(),
                "pass",
                !check.fails(),
                "worst",
                check.worst().map(Comparison::error),
                "limit",
                check.worst().map(Comparison::limit),
                "derivatives",
                check.comparisons().stream().map(CheckCommand::json).toList());
    }

    private static Map<String, Object> json(Comparison c) {
        return Json.object(
                "by",
                c.by(),
                "at",
                c.at().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new)),
                "analytic",
                c.analytic(),
                "numeric",
                c.numeric(),
                "error",
                c.error(),
                "limit",
                c.limit(),
                "outcome",
                c.outcome().name().toLowerCase(Locale.ROOT));
    }
}
