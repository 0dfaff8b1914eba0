package org.gradus.studio.arena;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Table;
import org.gradus.geometry.Descent;

/// A positive number of every step and optimizer, on a logarithmic scale.
///
/// @param steps the right end
/// @param step where the cursor stands
/// @param what is drawn
/// @param value of an iterate
/// @param reading how to read it
record RacePlot(Race race, int steps, int step, String what, ToDoubleFunction<Descent.Iterate> value, String reading)
        implements Drawing {
    private static final double WIDTH = 400, LEFT = 44, RIGHT = 386, TOP = 10, BOTTOM = 230;

    /// The lowest power of ten, and how many decades above the start are shown.
    private static final int FLOOR = -12, ABOVE = 2;

    /// About how many rows the table has.
    private static final int ROWS = 20;

    /// The loss above the best known.
    static RacePlot loss(Race race, Setup setup) {
        String words = Double.isFinite(race.surface().domain().infimum())
                ? "The best is the surface's least value, "
                : "The best is the least value known, ";
        return new RacePlot(
                race,
                setup.steps(),
                setup.step(),
                "loss − best",
                it -> it.cost() - race.best(),
                words
                        + Numbers.of(race.best(), 4)
                        + ". A straight line falls by the same factor at every step; what lies below 1e-12 is drawn there.");
    }

    /// The length of the gradient.
    static RacePlot slope(Race race, Setup setup) {
        return new RacePlot(
                race,
                setup.steps(),
                setup.step(),
                "|∇L|",
                Descent.Iterate::slope,
                "A shelf is a plateau or a saddle on the way; a line that ends has arrived or left."
                        + " What lies above the scale is drawn at its top.");
    }

    private Axis up() {
        double least = Double.POSITIVE_INFINITY, start = 0, most = 0;
        for (Race.Run run : race.runs()) {
            start = Math.max(start, value.applyAsDouble(run.iterate(0)));
            for (Descent.Iterate it : run.walk().iterates()) {
                double v = value.applyAsDouble(it);
                if (v > 0 && Double.isFinite(v)) {
                    least = Math.min(least, v);
                    most = Math.max(most, v);
                }
            }
        }
        if (most == 0) return Axis.log(-1, 1, BOTTOM, TOP);
        int high = (int) Math.ceil(Math.log10(most));
        if (start > 0) high = Math.min(high, (int) Math.ceil(Math.log10(start)) + ABOVE);
        int low = Math.max(FLOOR, (int) Math.floor(Math.log10(least)));
        return Axis.log(Math.min(low, high - 1), high, BOTTOM, TOP);
    }

    @Override
    public Picture picture(String id, String title) {
        Canvas canvas = new Canvas(
                id, title, WIDTH, BOTTOM + 44, title + " of " + race.runs().size() + " optimizers");
        Axis x = Axis.linear(0, steps, LEFT, RIGHT), y = up();
        Frame.up(canvas, y, LEFT, RIGHT);
        Frame.acrossLinear(canvas, x, BOTTOM, 5);
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, "step");
        for (Race.Run run : race.runs()) line(canvas, run, x, y);
        canvas.markup()
                .open(
                        "g",
                        "class",
                        "cursor",
                        "data-left",
                        Numbers.px(LEFT),
                        "data-right",
                        Numbers.px(RIGHT),
                        "data-steps",
                        String.valueOf(steps),
                        "transform",
                        "translate(" + Numbers.px(x.at(step)) + " 0)");
        canvas.line("reference", 0, TOP, 0, BOTTOM);
        canvas.markup().close();
        return canvas.picture(reading, table());
    }

    private void line(Canvas canvas, Race.Run run, Axis x, Axis y) {
        List<Point> line = new ArrayList<>();
        for (Descent.Iterate it : run.walk().iterates()) {
            double v = value.applyAsDouble(it);
            if (!Double.isNaN(v)) line.add(new Point(x.at(it.step()), y.at(Math.max(v, 0))));
        }
        canvas.markup().open("g", "class", "line", "data-optimizer", run.name());
        canvas.polyline("walk " + Looks.line(run.look()), line);
        if (!line.isEmpty()) {
            Point end = line.getLast();
            String tip = run.name() + ", step " + run.walk().steps() + ": " + what + " "
                    + Numbers.of(value.applyAsDouble(run.walk().last()), 3);
            Looks.mark(canvas, run.look(), end.x(), end.y(), 4, tip);
        }
        canvas.markup().close();
    }

    private Table table() {
        List<String> head = new ArrayList<>(List.of("step"));
        race.runs().forEach(run -> head.add(run.name()));
        int every = Math.max(1, Math.ceilDiv(steps, ROWS));
        List<Integer> rows = IntStream.rangeClosed(0, steps)
                .filter(s -> s % every == 0 || s == steps)
                .boxed()
                .toList();
        return Table.of(head, rows, s -> {
            List<String> row = new ArrayList<>(List.of(String.valueOf(s)));
            for (Race.Run run : race.runs())
                row.add(s > run.walk().steps() ? Numbers.NONE : Numbers.of(value.applyAsDouble(run.iterate(s)), 3));
            return row;
        });
    }
}
