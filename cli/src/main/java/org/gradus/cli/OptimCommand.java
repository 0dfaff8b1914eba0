package org.gradus.cli;

import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.gradus.cli.Table.Column;
import org.gradus.draw.Drawing;
import org.gradus.expression.Circuit;
import org.gradus.expression.Node;
import org.gradus.geometry.Descent;
import org.gradus.geometry.Descent.Reason;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.StationaryPoints;
import org.gradus.geometry.Surface;
import org.gradus.geometry.SurfaceLine;
import org.gradus.geometry.SurfaceMap;
import org.gradus.geometry.Walk;
import org.gradus.graph.Expr;
import org.gradus.name.InputException;
import org.gradus.name.Names;
import org.gradus.name.Shown;
import org.gradus.runs.Json;
import org.gradus.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus optim`: optimizers side by side on a function, one that ships or the user's own.
@Command(
        name = "optim",
        description = "Gradient descent on any function, several optimizers compared.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus optim",
            "  gradus optim \"x^2*y + sin(3*x)\" x=1 y=2",
            "  gradus optim \"x^4 - 3*x^2 + x\" x=2 --opt=momentum:.01",
            "  gradus optim himmelblau --at=-1,1 --opt sgd:.01,momentum:.01,adam:.1",
            "  gradus optim beale -n 2000 --svg beale.svg"
        })
final class OptimCommand implements Runnable {
    private static final int MOST_STEPS = 1_000_000;

    /// The room around walks, relative to their size.
    private static final double ROOM = 0.3;

    /// The most numbers of a function whose stationary points are sought.
    private static final int MOST_SOUGHT = 6;

    private final Gradus gradus;

    @Parameters(
            arity = "0..1",
            index = "0",
            paramLabel = "FUNCTION",
            description = "A function's name, or an expression as in `gradus graph`; without one, the functions are"
                    + " listed.")
    private String function = "";

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Where an expression's names start.")
    private List<String> values = List.of();

    @Option(
            names = "--at",
            paramLabel = "X,Y",
            description = "Where to start on a named function (default: a place of its own).")
    private String at = "";

    @Option(
            names = "--box",
            paramLabel = "LOW,HIGH",
            description = "Where an expression is looked at, in all its names (default: around the start).")
    private String box = "";

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
        gradus.refuseOptions("optim", List.of(function));
        gradus.refuseOptions("optim", values);
        boolean own = own();
        Surface given = own ? expression() : Surface.named(function);
        if (steps < 1 || steps > MOST_STEPS) {
            throw new InputException("-n: expected 1 to " + MOST_STEPS + " steps, found " + steps);
        }
        if (!svg.isEmpty() && given.dimensions() > 2) {
            throw new InputException("--svg: only functions of one or two numbers are drawn, " + given.name() + " has "
                    + given.dimensions());
        }
        List<Double> start =
                at.isEmpty() ? given.domain().start() : OptimizerList.numbers("--at", at, given.dimensions());
        List<Walk> walks = walks(given, start);
        Surface surface = own && box.isEmpty() ? around(given, walks) : given;
        if (!surface.equals(given)) walks = walks(surface, start);
        List<StationaryPoint> points = surface.dimensions() > MOST_SOUGHT ? List.of() : StationaryPoints.of(surface);
        if (!svg.isEmpty()) {
            Drawing drawing = surface.dimensions() == 1
                    ? new SurfaceLine(surface, points, walks)
                    : new SurfaceMap(surface, points, walks);
            String title = own ? surface.name() : surface.name().replace('_', ' ');
            Gradus.write(gradus.path(svg), drawing.picture("optim", title).toSvg());
        }
        if (gradus.json()) {
            gradus.print(json(surface, start, points, walks));
            return;
        }
        OptimReport report = new OptimReport(gradus.terminal(), surface, points, walks);
        if (own) report.own(steps);
        else report.named(start, steps);
        if (!svg.isEmpty()) gradus.terminal().say("drawn: " + gradus.relative(gradus.path(svg)));
    }

    /// Whether the function is an expression: it has values, or is no name.
    private boolean own() {
        boolean known = Surface.all().stream().anyMatch(s -> s.name().equals(function));
        return !values.isEmpty() || !known && !function.matches("[\\p{L}\\p{M}\\d_]*");
    }

    private Surface expression() {
        if (!at.isEmpty()) throw new InputException("--at: an expression starts where its values say, as in x=1");
        Circuit circuit = Circuit.read(function);
        Map<String, Double> given = Assignments.read(values);
        circuit.bind(given);
        if (circuit.inputs().isEmpty()) {
            throw new InputException("the expression has no names: there is nothing to move, as in \"x^2\" x=1");
        }
        List<Double> start = circuit.inputs().stream()
                .map(x -> given.getOrDefault(x.name(), Double.NaN))
                .toList();
        if (!start.stream().allMatch(Double::isFinite)) {
            throw new InputException("the values must be finite numbers, found " + String.join(" ", values));
        }
        List<Expr> names = circuit.inputs().stream().map(Node::expr).toList();
        return Surface.of(circuit.text(), circuit.output().expr(), names, domain(start));
    }

    private List<Walk> walks(Surface surface, List<Double> start) {
        return OptimizerList.read("--opt", optimizers).stream()
                .map(o -> Walk.of(surface, o, start, steps))
                .toList();
    }

    /// An expression in a box with room around all walks that did not leave.
    private static Surface around(Surface surface, List<Walk> walks) {
        DoubleSummaryStatistics seen = walks.stream()
                .filter(w -> w.stop().reason() == Reason.GRADIENT || w.stop().reason() == Reason.STEPS)
                .flatMap(w -> w.path().stream().flatMap(List::stream))
                .collect(Collectors.summarizingDouble(x -> x));
        if (seen.getCount() == 0) return surface;
        double low = seen.getMin(), high = seen.getMax();
        double size = Math.max(Math.abs(low), Math.abs(high));
        double room = high > low ? ROOM * Math.max(high - low, size) : Math.max(size, 1) * 1.5;
        Surface.Domain d = surface.domain();
        Surface.Domain wide = new Surface.Domain(low - room, high + room, d.infimum(), d.start());
        return new Surface(surface.name(), surface.coordinates(), wide, surface.formula());
    }

    /// Where an expression is looked at: as far around the start as that is from 0, and at least by 2.
    private Surface.Domain domain(List<Double> start) {
        double low = Collections.min(start), high = Collections.max(start);
        double around = Math.max(2, Math.max(Math.abs(low), Math.abs(high)));
        List<Double> ends =
                box.isEmpty() ? List.of(low - around, high + around) : OptimizerList.numbers("--box", box, 2);
        if (!(ends.getFirst() < ends.getLast())) {
            throw new InputException("--box: expected two numbers, the lower first, found " + Shown.brief(box));
        }
        return new Surface.Domain(ends.getFirst(), ends.getLast(), Double.NEGATIVE_INFINITY, start);
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
                    Numerals.brief(d.low()) + " to " + Numerals.brief(d.high()),
                    OptimReport.place(d.start(), 4));
        }
        table.print("  ");
    }

    private static Map<String, Object> json(
            Surface surface, List<Double> start, List<StationaryPoint> points, List<Walk> walks) {
        return Json.object(
                "function", surface.name(),
                "coordinates", surface.coordinates(),
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
                "loss", walk.iterates().get(end.step()).cost(),
                "gradient", walk.iterates().get(end.step()).slope(),
                "stationary",
                        walk.stop().certificate().map(c -> c.verdict().name().toLowerCase(Locale.ROOT)),
                "sentence", walk.stop().sentence(),
                "path", walk.path(),
                "costs", walk.iterates().stream().map(Descent.Iterate::cost).toList(),
                "gradients",
                        walk.iterates().stream()
                                .map(it ->
                                        it.gradient().stream().map(Tensor::item).toList())
                                .toList());
    }
}
