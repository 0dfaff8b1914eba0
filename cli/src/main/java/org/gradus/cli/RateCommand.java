package org.gradus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gradus.draw.LinePlot;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.name.Names;
import org.gradus.optim.ConstantRate;
import org.gradus.recipe.Recipe;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.Json;
import org.gradus.train.RateFinder;
import org.gradus.train.RateFinder.Point;
import org.gradus.train.RateFinder.Range;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus rate`: a learning rate to begin with.
@Command(
        name = "rate",
        description = "Suggest a learning rate, by a short training in which it grows.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus rate relu-he",
            "  gradus rate my.yaml --from 1e-5 --to 1 --steps 400",
            "  gradus rate my.yaml --svg rate.svg",
            "",
            "The rate grows by the same factor from step to step. Suggested is where the loss",
            "falls most steeply, but at most a quarter of the rate at which it breaks out. That",
            "is a rule of thumb from the first steps of a training: try rates around it, as in",
            "`gradus sweep my.yaml --grid optimizer.rate=0.01,0.03,0.1`."
        })
final class RateCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(
            index = "0",
            paramLabel = "RECIPE",
            completionCandidates = Candidates.Presets.class,
            description = "A preset, a recipe file, or a run.")
    private String named = "";

    @Option(names = "--from", paramLabel = "RATE", description = "The first rate (default: 1e-6).")
    private double from = Range.STANDARD.from();

    @Option(names = "--to", paramLabel = "RATE", description = "The last rate (default: 100).")
    private double to = Range.STANDARD.to();

    @Option(names = "--steps", paramLabel = "N", description = "How many steps (default: ${DEFAULT-VALUE}).")
    private int steps = Range.STANDARD.steps();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that a step may use; they do not change the result (default: 1).")
    private int threads;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the loss over the rate.")
    private String svg = "";

    RateCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        Range range = new Range(from, to, steps);
        Threads.checked(threads);
        NamedRecipe patient = gradus.surroundings().named(named);
        Recipe recipe = patient.recipe();
        RateFinder found = NamedRecipe.make(() -> RateFinder.of(recipe, patient.data(), range, threads));
        if (!svg.isEmpty() && !found.curve().isEmpty()) {
            Gradus.write(
                    gradus.path(svg),
                    plot(found)
                            .picture("rate", "Learning rates for " + recipe.name())
                            .toSvg());
        }
        if (gradus.json()) {
            gradus.print(json(recipe, found));
            return;
        }
        print(recipe, range, found);
        if (svg.isEmpty()) return;
        gradus.terminal()
                .say(
                        found.curve().isEmpty()
                                ? "not drawn: there is no step to draw"
                                : "drawn: " + gradus.relative(gradus.path(svg)));
    }

    private void print(Recipe recipe, Range range, RateFinder found) {
        Terminal terminal = gradus.terminal();
        terminal.tell(recipe.name() + ": " + found.curve().size()
                + (found.curve().size() == 1 ? " step of " : " steps of ")
                + Names.of(recipe.optimizer().getClass()) + ", its rate growing from " + Numerals.of(range.from(), 3)
                + " to " + Numerals.of(last(range, found), 3));
        if (!recipe.schedule().equals(ConstantRate.of())) {
            terminal.tell("the recipe's schedule " + Names.of(recipe.schedule().getClass())
                    + " is set aside: the suggestion is for the rate at factor 1");
        }
        if (found.curve().size() > 1) {
            TextStyle style = new TextStyle(terminal.width(), !terminal.unicode(), false);
            TextPage page = new TextPage(style);
            page.blank();
            plot(found).print(page);
            terminal.print("");
            page.toString().lines().forEach(terminal::print);
        }
        terminal.print("");
        sentences(recipe, range, found).forEach(terminal::tell);
    }

    private static double last(Range range, RateFinder found) {
        return found.curve().isEmpty() ? range.from() : found.curve().getLast().rate();
    }

    private static List<String> sentences(Recipe recipe, Range range, RateFinder found) {
        List<String> lines = new ArrayList<>();
        switch (found.verdict()) {
            case FOUND -> {
                lines.add("suggested  " + number(found.suggested().orElseThrow()) + ", a rule of thumb; the recipe has "
                        + number(recipe.optimizer().rate()));
                lines.add("steepest   " + number(found.steepest().orElseThrow()) + ", where the loss falls fastest");
                lines.add(
                        found.breaking().isPresent()
                                ? "breaks out " + number(found.breaking().getAsDouble())
                                : "breaks out nowhere up to " + number(range.to()));
            }
            case FLAT -> {
                lines.add("no suggestion: the loss falls at no rate from " + number(range.from()) + " to "
                        + number(last(range, found))
                        + found.breaking().stream()
                                .mapToObj(b -> ", and breaks out at " + number(b))
                                .findFirst()
                                .orElse(""));
                lines.add("`gradus diagnose " + recipe.name() + "` says why a network does not learn; more --steps"
                        + " see more of a slow one");
            }
            case BROKEN ->
                lines.add("no suggestion: the loss is out of bounds from the first steps on, at rates too low to be"
                        + " the cause"
                        + found.operation()
                                .map(op -> "; the first operation that is not finite: " + op)
                                .orElse("")
                        + "; a lower --from may help");
        }
        return lines;
    }

    private static String number(double rate) {
        return Numerals.of(rate, 2);
    }

    /// The loss over the rate, from just below where it fell to a little above where it stood.
    private static LinePlot plot(RateFinder found) {
        List<Point> curve = found.curve();
        List<Double> rates = curve.stream().map(Point::rate).toList();
        double start = curve.getFirst().smoothed();
        double low = curve.stream().mapToDouble(Point::smoothed).min().orElse(0);
        double room = Math.max(start - low, Math.abs(start) / 20) / 2;
        List<LinePlot.Upright> marks = new ArrayList<>();
        found.suggested().ifPresent(r -> marks.add(new LinePlot.Upright("suggested " + number(r), r)));
        found.steepest().stream()
                .filter(r -> found.suggested().isEmpty()
                        || Math.abs(Math.log(r / found.suggested().getAsDouble())) > 0.1)
                .forEach(r -> marks.add(new LinePlot.Upright("steepest " + number(r), r)));
        found.breaking().ifPresent(r -> marks.add(new LinePlot.Upright("breaks out " + number(r), r)));
        return new LinePlot(
                "The line is the mean loss over steps nearby, each dot the loss of one batch, made comparable by what"
                        + " the untrained network has on it. The loss should fall at the suggested rate, well before it"
                        + " breaks out.",
                LinePlot.Across.log("learning rate", rates),
                new LinePlot.Up("loss", low < 0 ? low - room / 3 : Math.max(0, low - room / 3), start + room),
                List.of(
                        new LinePlot.Line(
                                "one batch",
                                true,
                                rates,
                                curve.stream().map(Point::loss).toList()),
                        new LinePlot.Line(
                                "smoothed",
                                false,
                                rates,
                                curve.stream().map(Point::smoothed).toList())),
                marks);
    }

    private static Map<String, Object> json(Recipe recipe, RateFinder found) {
        return Json.object(
                "recipe",
                recipe.name(),
                "verdict",
                found.verdict().name().toLowerCase(Locale.ROOT),
                "suggested",
                found.suggested(),
                "steepest",
                found.steepest(),
                "breaking",
                found.breaking(),
                "own",
                recipe.optimizer().rate(),
                "operation",
                found.operation(),
                "curve",
                found.curve());
    }
}
