package org.gradus.studio.arena;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Table;
import org.gradus.geometry.Descent;
import org.gradus.geometry.Sampler;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.Surface;
import org.gradus.geometry.SurfaceGround;
import org.gradus.geometry.Walk;

/// The surface with all paths up to a step: from above where it has two coordinates, as a curve where it has one.
///
/// The group `field` says how data become pixels, so that a script may move along the paths: a value `x0` stands at
/// the pixel `left`, `x1` at `right`, `y0` at `bottom` and `y1` at `top`.
///
/// @param step the step at which the optimizers are shown
record RaceMap(Race race, int step) implements Drawing {
    private static final double LEFT = 46, TOP = 8, SIZE = 468, CURVE = 330;
    private static final int SAMPLES = 421;

    /// The shares of a curve's values that lie below the top of the picture, and below its bottom at a pole.
    private static final double HIGH = 0.8, LOW = 0.1;

    /// The length of an arrow that shows a direction, and the limits of one that shows a step, in pixels.
    private static final double DIRECTION = 40, LEAST = 14, MOST = 90;

    /// Below this a gradient has no direction worth an arrow.
    private static final double LEVEL = 1e-6;

    private boolean flat() {
        return race.surface().dimensions() == 2;
    }

    private double bottom() {
        return TOP + (flat() ? SIZE : CURVE);
    }

    @Override
    public Picture picture(String id, String title) {
        Canvas canvas = new Canvas(id, title, LEFT + SIZE + 12, bottom() + 44, description());
        Surface.Domain d = race.surface().domain();
        Axis x = Axis.linear(d.low(), d.high(), LEFT, LEFT + SIZE);
        double[] values = flat() ? new double[0] : values();
        Axis y = flat() ? Axis.linear(d.low(), d.high(), bottom(), TOP) : up(values);
        clip(canvas);
        if (flat()) ground().axes(canvas);
        else curveAxes(canvas, x, y);
        field(canvas, x, y);
        if (flat()) ground().levels(canvas, true);
        else curve(canvas, x, y, values);
        canvas.markup()
                .leaf(
                        "rect",
                        "class",
                        "hit",
                        "x",
                        Numbers.px(LEFT),
                        "y",
                        Numbers.px(TOP),
                        "width",
                        Numbers.px(SIZE),
                        "height",
                        Numbers.px(bottom() - TOP));
        for (Race.Run run : race.runs()) run(canvas, run, x, y);
        canvas.markup().close();
        if (flat()) ground().marks(canvas);
        else points(canvas, x, y);
        start(canvas, x, y);
        return canvas.picture(reading(), table());
    }

    private SurfaceGround ground() {
        return new SurfaceGround(race.surface(), race.points(), LEFT, LEFT + SIZE, TOP, bottom());
    }

    private void field(Canvas canvas, Axis x, Axis y) {
        canvas.markup()
                .open(
                        "g",
                        "class",
                        "field",
                        "clip-path",
                        "url(#" + canvas.own("clip") + ")",
                        "data-dimensions",
                        String.valueOf(race.surface().dimensions()),
                        "data-x0",
                        number(x.low()),
                        "data-x1",
                        number(x.high()),
                        "data-y0",
                        number(y.low()),
                        "data-y1",
                        number(y.high()),
                        "data-left",
                        Numbers.px(LEFT),
                        "data-right",
                        Numbers.px(LEFT + SIZE),
                        "data-top",
                        Numbers.px(TOP),
                        "data-bottom",
                        Numbers.px(bottom()));
    }

    private static String number(double value) {
        return Double.toString(value);
    }

    private void clip(Canvas canvas) {
        canvas.markup()
                .open("clipPath", "id", canvas.own("clip"))
                .leaf(
                        "rect",
                        "x",
                        Numbers.px(LEFT),
                        "y",
                        Numbers.px(TOP),
                        "width",
                        Numbers.px(SIZE),
                        "height",
                        Numbers.px(bottom() - TOP))
                .close();
    }

    // one coordinate

    private double[] values() {
        Surface.Domain d = race.surface().domain();
        List<double[]> at = IntStream.range(0, SAMPLES)
                .mapToObj(i -> new double[] {d.low() + i * (d.high() - d.low()) / (SAMPLES - 1)})
                .toList();
        try (Sampler sampler = new Sampler(race.surface(), SAMPLES, false)) {
            sampler.look(at);
            return sampler.values();
        }
    }

    /// Most of the curve, all of its points, and the start.
    private Axis up(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) return Axis.linear(-1, 1, bottom(), TOP);
        DoubleSummaryStatistics shown = new DoubleSummaryStatistics();
        shown.accept(sorted[(int) (HIGH * (sorted.length - 1))]);
        double usual = sorted[(int) (LOW * (sorted.length - 1))];
        boolean pole = usual - sorted[0] > (shown.getMax() - usual) / 2;
        shown.accept(pole ? usual : sorted[0]);
        race.points().forEach(p -> shown.accept(p.value()));
        if (!race.runs().isEmpty()) {
            double start = race.runs().getFirst().iterate(0).cost();
            if (start <= sorted[sorted.length - 1] && start >= sorted[0]) shown.accept(start);
        }
        double spare = shown.getMax() > shown.getMin() ? (shown.getMax() - shown.getMin()) / 16 : 1;
        return Axis.linear(shown.getMin() - spare, shown.getMax() + spare, bottom(), TOP);
    }

    private void curveAxes(Canvas canvas, Axis x, Axis y) {
        Frame.upLinear(canvas, y, LEFT, LEFT + SIZE);
        for (double tick : x.ticks(6)) {
            canvas.line("stub", x.at(tick), bottom(), x.at(tick), bottom() + 4);
            canvas.text("tick middle", x.at(tick), bottom() + 18, Numbers.px(tick));
        }
        canvas.text(
                "tick middle",
                LEFT + SIZE / 2,
                bottom() + 38,
                race.surface().coordinates().getFirst());
    }

    private void curve(Canvas canvas, Axis x, Axis y, double[] values) {
        Surface.Domain d = race.surface().domain();
        StringBuilder data = new StringBuilder();
        boolean on = false;
        for (int i = 0; i < SAMPLES; i++) {
            if (!Double.isFinite(values[i])) {
                on = false;
                continue;
            }
            double at = d.low() + i * (d.high() - d.low()) / (SAMPLES - 1);
            data.append(on ? "L" : "M").append(new Point(x.at(at), beyond(y, values[i])).path());
            on = true;
        }
        if (!data.isEmpty()) canvas.path("curve", data.toString());
    }

    private void points(Canvas canvas, Axis x, Axis y) {
        for (StationaryPoint p : race.points()) {
            double px = x.at(p.at().getFirst()), py = y.at(p.value());
            String style = p.kind() == StationaryPoint.Kind.GLOBAL_MINIMUM ? "point solid" : "point";
            canvas.mark(
                    SurfaceGround.mark(p.kind()),
                    style,
                    px,
                    py,
                    5,
                    p.name() + ", " + p.kind().words());
            canvas.text("label", px + 8, py + (p.kind().minimal() ? 16 : -8), p.name());
        }
    }

    // paths

    /// Where a place stands, outside the scale up to some widths of it.
    private static double beyond(Axis axis, double value) {
        double share = (value - axis.low()) / (axis.high() - axis.low());
        return axis.from() + Math.clamp(Double.isNaN(share) ? 0 : share, -50, 50) * (axis.to() - axis.from());
    }

    private Point point(Descent.Iterate it, Axis x, Axis y) {
        List<Double> at = Race.numbers(it.weights());
        return new Point(beyond(x, at.getFirst()), beyond(y, flat() ? at.get(1) : it.cost()));
    }

    private void run(Canvas canvas, Race.Run run, Axis x, Axis y) {
        String look = Looks.line(run.look());
        int at = run.at(step);
        List<Descent.Iterate> iterates = run.walk().iterates().subList(0, at + 1);
        Descent.Iterate here = iterates.getLast();
        Point head = point(here, x, y);
        canvas.markup()
                .open(
                        "g",
                        "class",
                        "run",
                        "data-optimizer",
                        run.name(),
                        "data-steps",
                        String.valueOf(at),
                        "data-look",
                        String.valueOf(run.look()));
        canvas.path(
                "walk " + look,
                Canvas.polyline(iterates.stream().map(it -> point(it, x, y)).toList()));
        if (!flat()) canvas.path("tangent " + look, tangents(iterates, x, y));
        canvas.path("slope " + look, slope(here, head, x, y));
        canvas.path("move " + look, run.end().kind() != Walk.Ending.DIVERGED ? move(here, head, x, y) : "M0 0");
        Looks.at(canvas.markup(), "head", head.x(), head.y());
        Looks.mark(canvas, run.look(), 0, 0, 5, run.name() + ": " + run.words());
        canvas.markup().close().close();
    }

    /// From each iterate along its tangent to below the next.
    private static String tangents(List<Descent.Iterate> iterates, Axis x, Axis y) {
        String lines = iterates.subList(0, iterates.size() - 1).stream()
                .map(it -> {
                    double at = it.weights().getFirst().item(),
                            by = it.update().getFirst().item();
                    double end = it.cost() + by * it.gradient().getFirst().item();
                    return Canvas.polyline(List.of(
                            new Point(beyond(x, at), beyond(y, it.cost())),
                            new Point(beyond(x, at + by), beyond(y, end))));
                })
                .collect(Collectors.joining());
        return lines.isEmpty() ? "M0 0" : lines;
    }

    private static double scale(Axis axis) {
        return (axis.to() - axis.from()) / (axis.high() - axis.low());
    }

    /// A movement in pixels: on a curve it is along the tangent.
    private Point pixels(double first, double second, Descent.Iterate it, Axis x, Axis y) {
        double rise = flat() ? second : first * it.gradient().getFirst().item();
        return new Point(first * scale(x), rise * scale(y));
    }

    private String slope(Descent.Iterate it, Point head, Axis x, Axis y) {
        List<Double> g = Race.numbers(it.gradient());
        Point by = pixels(-g.getFirst(), -g.getLast(), it, x, y);
        double length = Math.hypot(by.x(), by.y());
        if (!(it.slope() > LEVEL && Double.isFinite(length))) return "M0 0";
        return Looks.arrow(head.x(), head.y(), by.x() / length * DIRECTION, by.y() / length * DIRECTION);
    }

    private String move(Descent.Iterate it, Point head, Axis x, Axis y) {
        List<Double> u = Race.numbers(it.update());
        Point by = pixels(u.getFirst(), u.getLast(), it, x, y);
        double length = Math.hypot(by.x(), by.y());
        if (!(length > 0.05 && Double.isFinite(length))) return "M0 0";
        double shown = Math.clamp(length, LEAST, MOST) / length;
        return Looks.arrow(head.x(), head.y(), by.x() * shown, by.y() * shown);
    }

    /// The start, which may be dragged.
    private void start(Canvas canvas, Axis x, Axis y) {
        if (race.runs().isEmpty()) return;
        Point at = point(race.runs().getFirst().iterate(0), x, y);
        if (!x.holds(race.runs().getFirst().walk().at(0).getFirst())) return;
        Looks.at(canvas.markup(), "start", at.x(), at.y());
        canvas.mark(Mark.RING, "grip", 0, 0, 9, "start; drag it");
        canvas.text("label middle", 0, at.y() > bottom() - 40 ? -16 : 25, "start");
        canvas.markup().close();
    }

    // words

    private String description() {
        return race.surface().name() + ": " + race.points().size() + " stationary points; "
                + race.runs().stream().map(r -> r.name() + " " + r.words()).collect(Collectors.joining("; ")) + ".";
    }

    private String reading() {
        String arrows = "At its head a thin arrow points along −∇L, and a thick one is the next step, drawn at least "
                + (int) LEAST + " pixels long.";
        return flat()
                ? "Level lines join places of one value, and the stronger the grey the higher the place; paths lead downhill. "
                        + arrows
                : "The curve is the function; thin lines are the tangents along which steps are taken. " + arrows;
    }

    private Table table() {
        return Table.of(List.of("optimizer", "step", "at", "loss", "|∇L|"), race.runs(), run -> {
            Descent.Iterate it = run.iterate(step);
            return List.of(
                    run.name(),
                    String.valueOf(run.at(step)),
                    RaceTables.place(Race.numbers(it.weights())),
                    Numbers.of(it.cost(), 4),
                    Numbers.of(it.slope(), 3));
        });
    }
}
