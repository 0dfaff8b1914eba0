package org.gradus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.gradus.cli.Table.Column;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.StationaryPoints;
import org.gradus.geometry.Surface;
import org.gradus.geometry.SurfaceMap;
import org.gradus.geometry.Walk;
import org.gradus.name.Examples;
import org.gradus.name.InputException;
import org.gradus.name.Names;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.optim.Optimizer;
import org.gradus.runs.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus optim`: optimizers side by side on a function whose stationary points are known.
@Command(
        name = "optim",
        description = "Optimizers compared: which ones arrive, where others get stuck.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus optim",
            "  gradus optim himmelblau --at=-1,1 --opt sgd:.01,momentum:.01,adam:.1",
            "  gradus optim beale -n 2000 --svg beale.svg"
        })
final class OptimCommand implements Runnable {
    private static final int MOST_STEPS = 1_000_000, SHOWN = 24;

    private final Gradus gradus;

    @Parameters(
            arity = "0..1",
            paramLabel = "FUNCTION",
            description = "The function's name; without one, the functions are listed.")
    private String function = "";

    @Option(
            names = "--at",
            paramLabel = "X,Y",
            description = "Where to start (default: a place of the function's own).")
    private String at = "";

    @Option(
            names = "--opt",
            paramLabel = "NAME:RATE",
            description = "Optimizers with their rates, separated by commas (default: ${DEFAULT-VALUE}).")
    private String optimizers = "sgd:.01,momentum:.01,rmsprop:.01,adam:.1";

    @Option(names = "-n", paramLabel = "STEPS", description = "The number of steps (default: ${DEFAULT-VALUE}).")
    private int steps = 500;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the paths on level lines.")
    private String svg = "";

    OptimCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        if (function.isEmpty()) {
            list();
            return;
        }
        Surface surface = Surface.named(function);
        if (steps < 1 || steps > MOST_STEPS) {
            throw new InputException("-n: expected 1 to " + MOST_STEPS + " steps, found " + steps);
        }
        if (!svg.isEmpty() && surface.dimensions() != 2) {
            throw new InputException(
                    "--svg: only functions of two numbers are drawn, " + function + " has " + surface.dimensions());
        }
        List<Double> start = at.isEmpty() ? surface.domain().start() : numbers(at, surface.dimensions());
        List<Walk> walks = optimizers(optimizers).stream()
                .map(o -> Walk.of(surface, o, start, steps))
                .toList();
        List<StationaryPoint> points = StationaryPoints.of(surface);
        if (!svg.isEmpty()) {
            Gradus.write(
                    gradus.path(svg),
                    new SurfaceMap(surface, points, walks)
                            .picture("optim", surface.name().replace('_', ' '))
                            .toSvg());
        }
        if (gradus.json()) gradus.print(json(surface, start, points, walks));
        else print(surface, start, points, walks);
    }

    private void list() {
        if (gradus.json()) {
            gradus.print(Json.object(
                    "functions",
                    Surface.all().stream()
                            .map(s -> Json.object("name", s.name(), "dimensions", s.dimensions()))
                            .toList()));
            return;
        }
        Table table = new Table(
                gradus.terminal(),
                Column.left("function"),
                Column.right("numbers"),
                Column.left("box"),
                Column.left("start"));
        for (Surface s : Surface.all()) {
            Surface.Domain d = s.domain();
            table.row(
                    s.name(),
                    String.valueOf(s.dimensions()),
                    brief(d.low()) + " to " + brief(d.high()),
                    place(d.start(), 4));
        }
        table.print("  ");
    }

    private static List<Double> numbers(String text, int count) {
        String[] parts = text.split(",", -1);
        if (parts.length != count) {
            throw new InputException(
                    "--at: expected " + count + (count == 1 ? " number" : " numbers separated by commas") + ", found `"
                            + Shown.brief(text) + "`");
        }
        List<Double> numbers = new ArrayList<>();
        for (String part : parts) numbers.add(number("--at", part));
        return numbers;
    }

    private static double number(String option, String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) return value;
        } catch (NumberFormatException _) {
            // said below, as for NaN and infinity
        }
        throw new InputException(option + ": expected a number, found `" + Shown.brief(text) + "`");
    }

    private static List<Optimizer> optimizers(String text) {
        Map<String, Optimizer> known = new LinkedHashMap<>();
        for (Optimizer o : Examples.of(Optimizer.class)) known.putIfAbsent(Names.of(o.getClass()), o);
        List<Optimizer> chosen = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split(":", 2);
            Optimizer found = known.get(pair[0]);
            if (found == null) {
                List<String> near = Nearest.of(pair[0], known.keySet());
                throw new InputException("--opt: unknown optimizer `" + Shown.brief(pair[0]) + "`; "
                        + (near.isEmpty()
                                ? "known: " + String.join(", ", known.keySet())
                                : "nearest: " + String.join(", ", near)));
            }
            chosen.add(pair.length < 2 ? found : found.withRate(positive(pair[1])));
        }
        return chosen;
    }

    private static double positive(String rate) {
        double value = number("--opt", rate);
        if (value <= 0) throw new InputException("--opt: expected a rate above 0, found " + Shown.brief(rate));
        return value;
    }

    private void print(Surface surface, List<Double> start, List<StationaryPoint> points, List<Walk> walks) {
        Terminal terminal = gradus.terminal();
        terminal.print(surface.name() + " in the box " + brief(surface.domain().low()) + " to "
                + brief(surface.domain().high()) + ", from " + place(start, 4) + ", " + steps + " steps");
        points(terminal, points);
        terminal.print("");
        Table table = new Table(
                terminal,
                Column.left("optimizer"),
                Column.right("rate"),
                Column.left("end"),
                Column.right("steps"),
                Column.right("loss"),
                Column.right("|gradient|"));
        for (Walk walk : walks) {
            Walk.End end = walk.end(surface, points);
            table.row(
                    ink(end.kind()),
                    Names.of(walk.optimizer().getClass()),
                    Numerals.of(walk.optimizer().rate(), 3),
                    end.words(),
                    String.valueOf(end.step()),
                    Numerals.of(walk.losses().getLast(), 3),
                    brief(walk.slopes().getLast()));
        }
        table.print("  ");
        if (!svg.isEmpty()) terminal.say("drawn: " + gradus.relative(gradus.path(svg)));
    }

    private static void points(Terminal terminal, List<StationaryPoint> points) {
        if (points.isEmpty()) {
            terminal.tell("There is no stationary point in this box.");
            return;
        }
        Table table = new Table(
                terminal,
                Column.left("point"),
                Column.left("kind"),
                Column.left("at"),
                Column.right("loss"),
                Column.left("curvatures"));
        for (StationaryPoint p : points.subList(0, Math.min(SHOWN, points.size()))) {
            table.row(
                    p.name(),
                    p.kind().words() + (p.members() > 1 ? " (a curve)" : ""),
                    place(p.at(), p.at().size() > 2 ? 3 : 5),
                    Numerals.of(tidy(p.value()), 5),
                    p.eigenvalues().stream().map(e -> Numerals.of(tidy(e), 3)).collect(Collectors.joining(", ")));
        }
        table.print("  ");
        if (points.size() > SHOWN) {
            terminal.tell("  and " + (points.size() - SHOWN) + " more; --json and --svg show all of them.");
        }
    }

    private static Ink ink(Walk.Ending ending) {
        return switch (ending) {
            case ARRIVED -> Ink.GOOD;
            case MOVING, DESCENDED -> Ink.PLAIN;
            case STUCK, PLATEAU -> Ink.WARN;
            case DIVERGED -> Ink.BAD;
        };
    }

    private static String brief(double value) {
        return Numerals.brief(value);
    }

    /// What is 0 but for rounding, as 0.
    private static double tidy(double value) {
        return Math.abs(value) < 1e-9 ? 0 : value;
    }

    private static String place(List<Double> at, int digits) {
        return at.stream().map(v -> Numerals.of(tidy(v), digits)).collect(Collectors.joining(", ", "(", ")"));
    }

    private static Map<String, Object> json(
            Surface surface, List<Double> start, List<StationaryPoint> points, List<Walk> walks) {
        return Json.object(
                "function", surface.name(),
                "start", start,
                "points", points.stream().map(OptimCommand::json).toList(),
                "walks",
                        walks.stream().map(w -> json(w, w.end(surface, points))).toList());
    }

    private static Map<String, Object> json(StationaryPoint p) {
        return Json.object(
                "name", p.name(),
                "kind", p.kind().name().toLowerCase(Locale.ROOT),
                "at", p.at(),
                "value", p.value(),
                "eigenvalues", p.eigenvalues(),
                "members", p.members());
    }

    private static Map<String, Object> json(Walk walk, Walk.End end) {
        return Json.object(
                "optimizer", Names.of(walk.optimizer().getClass()),
                "rate", walk.optimizer().rate(),
                "ending", end.kind().name().toLowerCase(Locale.ROOT),
                "point", end.point(),
                "step", end.step(),
                "words", end.words(),
                "loss", walk.losses().getLast(),
                "gradient", walk.slopes().getLast(),
                "path", walk.path());
    }
}
