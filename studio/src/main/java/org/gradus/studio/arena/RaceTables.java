package org.gradus.studio.arena;

import java.util.List;
import java.util.stream.Collectors;
import org.gradus.draw.Canvas;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.geometry.Descent;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.Walk;

/// The tables of the page: where each optimizer ended, what each remembers, and the stationary points.
final class RaceTables {
    /// Half the width and the height of a small drawing, in pixels.
    private static final double HALF = 26, HEIGHT = 18;

    private RaceTables() {}

    static String place(List<Double> at) {
        return at.stream().map(v -> Numbers.of(tidy(v), 4)).collect(Collectors.joining(", ", "(", ")"));
    }

    /// What is 0 but for rounding, as 0.
    private static double tidy(double value) {
        return Math.abs(value) < 1e-9 ? 0 : value;
    }

    private static void head(Markup out, String style, List<String> names) {
        out.open("div", "class", "scroll")
                .open("table", "class", style)
                .open("thead")
                .open("tr");
        for (String name : names) out.element("th", name, "scope", "col");
        out.close().close().open("tbody");
    }

    private static void named(Markup out, String place, Race.Run run, String rows) {
        out.open("th", "scope", "row", "rowspan", rows)
                .raw(Looks.swatch(place + "-" + run.name(), run.look(), run.name()))
                .text(" " + run.name())
                .close();
    }

    /// Where each ended: named point, steps, loss, slope, and why.
    static String ends(Race race) {
        Markup out = new Markup();
        head(out, "ends", List.of("optimizer", "rate", "what became of it", "point", "steps", "loss", "|∇L|"));
        for (Race.Run run : race.runs()) {
            Walk.End end = run.end();
            Descent.Iterate there = run.walk().iterates().get(end.step());
            String kind = end.kind().name().toLowerCase(java.util.Locale.ROOT);
            out.open("tr", "data-optimizer", run.name(), "data-ending", kind, "data-point", end.point());
            named(out, "end", run, "");
            out.element("td", OptimizerList.plain(run.walk().optimizer().rate()));
            out.element("td", sign(end.kind()) + " " + run.words(), "class", mood(end.kind()));
            out.element("td", end.point().isEmpty() ? Numbers.NONE : end.point());
            out.element("td", String.valueOf(end.step()));
            out.element("td", Numbers.of(there.cost(), 3));
            out.element("td", Numbers.of(there.slope(), 3)).close();
        }
        return out.close().close().close().toString();
    }

    private static String sign(Walk.Ending ending) {
        return switch (ending) {
            case ARRIVED -> "●";
            case STUCK, PLATEAU -> "◆";
            case MOVING, DESCENDED -> "○";
            case DIVERGED -> "▼";
        };
    }

    private static String mood(Walk.Ending ending) {
        return switch (ending) {
            case ARRIVED -> "good";
            case STUCK, PLATEAU -> "warn";
            case MOVING, DESCENDED -> "soft";
            case DIVERGED -> "bad";
        };
    }

    /// The stationary points with their eigenvalues.
    static String points(Race race) {
        if (race.points().isEmpty())
            return new Markup()
                    .element("p", "There is no stationary point in this box.", "class", "words")
                    .toString();
        Markup out = new Markup();
        head(out, "points", List.of("point", "kind", "at", "value", "eigenvalues of the Hessian"));
        for (StationaryPoint p : race.points()) {
            out.open("tr", "data-point", p.name(), "data-kind", p.kind().words());
            out.element("th", p.name(), "scope", "row");
            out.element("td", glyph(p.kind()) + " " + p.kind().words() + (p.members() > 1 ? " (a curve)" : ""));
            out.element(
                    "td", p.at().stream().map(v -> Numbers.fixed(v, 4)).collect(Collectors.joining(", ", "(", ")")));
            out.element("td", Numbers.of(tidy(p.value()), 4));
            out.element(
                            "td",
                            p.eigenvalues().stream()
                                    .map(e -> Numbers.of(tidy(e), 4))
                                    .collect(Collectors.joining(", ")))
                    .close();
        }
        return out.close().close().close().toString();
    }

    private static String glyph(StationaryPoint.Kind kind) {
        return switch (kind) {
            case GLOBAL_MINIMUM -> "▼";
            case LOCAL_MINIMUM -> "▽";
            case SADDLE -> "✕";
            case MAXIMUM -> "▲";
            case FLAT_MINIMUM -> "○";
            case DEGENERATE -> "◇";
        };
    }

    /// What each optimizer remembers at a step, coordinate by coordinate.
    static String state(Race race, int step) {
        Markup out = new Markup();
        head(out, "state", List.of("optimizer", "", "gradient", "momentum", "√v", "effective rate", "next step"));
        int dimensions = race.surface().dimensions();
        for (Race.Run run : race.runs()) {
            for (int i = 0; i < dimensions; i++) {
                out.open("tr", "data-optimizer", run.name(), "data-coordinate", String.valueOf(i));
                if (i == 0) named(out, "state", run, String.valueOf(dimensions));
                out.element("td", race.surface().coordinates().get(i));
                cells(out, run, step, i);
                out.close();
            }
        }
        return out.close().close().close().toString();
    }

    private static void cells(Markup out, Race.Run run, int step, int i) {
        Descent.Iterate it = run.iterate(step);
        Race.Memory memory = run.memories().get(run.at(step));
        plain(out, "gradient", it.gradient().get(i).item());
        out.open("td", "data-cell", "momentum");
        if (memory.momentum().isEmpty()) out.element("span", Numbers.NONE, "class", "soft");
        else {
            double most = most(run, m -> m.momentum().get(i));
            drawing(out, arrow(memory.momentum().get(i) / most));
            out.element("output", Numbers.of(memory.momentum().get(i), 3));
        }
        out.close().open("td", "data-cell", "root");
        if (memory.root().isEmpty()) out.element("span", Numbers.NONE, "class", "soft");
        else {
            drawing(out, square(memory.root().get(i) / most(run, m -> m.root().get(i))));
            out.element("output", Numbers.of(memory.root().get(i), 3));
        }
        out.close();
        plain(out, "rate", memory.rate().get(i));
        plain(out, "update", it.update().get(i).item());
    }

    private static void plain(Markup out, String cell, double value) {
        out.open("td", "data-cell", cell)
                .element("output", Numbers.of(value, 3))
                .close();
    }

    /// The largest of a number over all steps, without its sign.
    private static double most(Race.Run run, java.util.function.ToDoubleFunction<Race.Memory> number) {
        double most = run.memories().stream()
                .mapToDouble(number)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        return most > 0 ? most : 1;
    }

    private static void drawing(Markup out, String data) {
        String box = "0 0 " + Numbers.px(2 * HALF) + " " + Numbers.px(HEIGHT);
        out.open(
                        "svg",
                        "class",
                        "tiny",
                        "viewBox",
                        box,
                        "width",
                        Numbers.px(2 * HALF),
                        "height",
                        Numbers.px(HEIGHT),
                        "aria-hidden",
                        "true")
                .leaf("path", "class", "axis", "d", "M" + Numbers.px(HALF) + " 2V" + Numbers.px(HEIGHT - 2))
                .leaf("path", "class", "value", "d", data)
                .close();
    }

    /// @param share of the largest, from -1 to 1
    private static String arrow(double share) {
        double by = Double.isFinite(share) ? share * (HALF - 2) : 0;
        return Looks.arrow(HALF, HEIGHT / 2, by, 0);
    }

    /// A square whose area is the share.
    private static String square(double share) {
        double half = Double.isFinite(share) ? Math.sqrt(share) * (HEIGHT - 2) / 2 : 0;
        return Canvas.polyline(List.of(
                        new Canvas.Point(HALF - half, HEIGHT / 2 - half),
                        new Canvas.Point(HALF + half, HEIGHT / 2 - half),
                        new Canvas.Point(HALF + half, HEIGHT / 2 + half),
                        new Canvas.Point(HALF - half, HEIGHT / 2 + half)))
                + "Z";
    }
}
