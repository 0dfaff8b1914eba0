package org.gradus.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.gradus.cli.Table.Column;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.geometry.Descent;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.Surface;
import org.gradus.geometry.SurfaceLine;
import org.gradus.geometry.Walk;
import org.gradus.name.Names;
import org.gradus.tensor.Tensor;

/// What `gradus optim` prints: where a function has stationary points, and what optimizers make of it.
///
/// @param points the function's stationary points
/// @param walks one for each optimizer
record OptimReport(Terminal terminal, Surface surface, List<StationaryPoint> points, List<Walk> walks) {
    /// How many stationary points, first iterates, and weights of an iterate are shown.
    private static final int SHOWN = 24, FIRST = 6, WEIGHTS = 4;

    OptimReport {
        points = List.copyOf(points);
        walks = List.copyOf(walks);
    }

    /// A function that ships.
    void named(List<Double> start, int steps) {
        terminal.print(surface.name() + " in the box " + box() + ", from " + place(start, 4) + ", " + steps + " steps");
        pointTable("loss");
        terminal.print("");
        walkTable("loss");
    }

    /// A user's own function: the first optimizer step by step, then all.
    void own(int steps) {
        terminal.tell("f = " + surface.name() + ", at most " + steps + " steps");
        terminal.print("");
        Walk walk = walks.getFirst();
        terminal.print(walk.name());
        iterates(walk);
        terminal.tell("  " + ended(walk));
        boolean left = walk.stop().reason() == Descent.Reason.STOPPED;
        if (!left) walk.stop().certificate().ifPresent(c -> terminal.tell("  " + c.sentence("cost")));
        if (surface.dimensions() == 1) curve();
        if (walks.size() > 1) {
            terminal.print("");
            terminal.print("All optimizers");
            walkTable("cost");
        }
        terminal.print("");
        if (points.isEmpty()) {
            terminal.tell("No stationary point was found in the box " + box() + "; --box looks elsewhere.");
            return;
        }
        terminal.print("Stationary points in the box " + box());
        pointTable("cost");
    }

    private String box() {
        return Numerals.brief(surface.domain().low()) + " to "
                + Numerals.brief(surface.domain().high());
    }

    private void iterates(Walk walk) {
        boolean one = surface.dimensions() == 1;
        Table table = new Table(
                terminal,
                Column.right("step"),
                Column.left(one ? "" : "weight"),
                Column.point(one ? surface.coordinates().getFirst() : "value"),
                Column.point("gradient"),
                Column.point("update"),
                Column.point("cost"));
        List<Descent.Iterate> all = walk.iterates();
        for (Descent.Iterate it : all) {
            boolean last = it.step() == walk.steps();
            if (last && it.step() > FIRST) table.row("…", "", "", "", "", "");
            if (last || it.step() < FIRST) rows(table, it, one, last);
        }
        table.print("  ");
        int more = surface.dimensions() - WEIGHTS;
        if (more > 0) terminal.tell("  and " + more + " more weights; --json has all of them.");
    }

    private void rows(Table table, Descent.Iterate it, boolean one, boolean last) {
        for (int i = 0; i < Math.min(WEIGHTS, surface.dimensions()); i++) {
            table.row(
                    i == 0 ? String.valueOf(it.step()) : "",
                    one ? "" : surface.coordinates().get(i),
                    number(it.weights().get(i)),
                    number(it.gradient().get(i)),
                    last ? "" : number(it.update().get(i)),
                    i == 0 ? Numerals.of(it.cost(), 5) : "");
        }
    }

    private static String number(Tensor value) {
        return Numerals.of(value.item(), 5);
    }

    private String ended(Walk walk) {
        String when = " after " + walk.steps() + (walk.steps() == 1 ? " step" : " steps");
        return switch (walk.stop().reason()) {
            case GRADIENT ->
                "It stopped" + when + ": the gradient is "
                        + (walk.last().slope() == 0
                                ? "exactly 0."
                                : "0, up to " + Numerals.brief(walk.last().slope()) + ".");
            case STEPS -> "It stopped" + when + ", which is as many as were allowed (-n).";
            case DIVERGED -> "It diverged" + when + ": the cost or its gradient is not a finite number.";
            case STOPPED ->
                "It left" + when + ", ten widths of the box away: "
                        + (walk.end(surface, points).kind() == Walk.Ending.DESCENDED
                                ? "the cost falls that way all the time."
                                : "the rate is too large.");
        };
    }

    private void curve() {
        TextPage page = new TextPage(new TextStyle(terminal.width(), !terminal.unicode(), terminal.colour()));
        new SurfaceLine(surface, points, walks).print(page);
        terminal.print("");
        page.toString().lines().forEach(terminal::print);
        terminal.tell("  0 is the start, ○ a step of "
                + Names.of(walks.getFirst().optimizer().getClass()) + ", × where it ended.");
    }

    private void walkTable(String cost) {
        Table table = new Table(
                terminal,
                Column.left("optimizer"),
                Column.right("rate"),
                Column.left("end"),
                Column.right("steps"),
                Column.right(cost),
                Column.right("|gradient|"));
        for (Walk walk : walks) {
            Walk.End end = walk.end(surface, points);
            Descent.Iterate there = walk.iterates().get(end.step());
            table.row(
                    ink(end.kind()),
                    Names.of(walk.optimizer().getClass()),
                    Numerals.of(walk.optimizer().rate(), 3),
                    end.words(),
                    String.valueOf(end.step()),
                    Numerals.of(there.cost(), 3),
                    Numerals.brief(there.slope()));
        }
        table.print("  ");
    }

    private void pointTable(String cost) {
        if (points.isEmpty()) {
            terminal.tell("There is no stationary point in this box.");
            return;
        }
        Table table = new Table(
                terminal,
                Column.left("point"),
                Column.left("kind"),
                Column.left("at"),
                Column.right(cost),
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

    /// What is 0 but for rounding, as 0.
    private static double tidy(double value) {
        return Math.abs(value) < 1e-9 ? 0 : value;
    }

    static String place(List<Double> at, int digits) {
        return at.stream().map(v -> Numerals.of(tidy(v), digits)).collect(Collectors.joining(", ", "(", ")"));
    }
}
