package org.gradus.studio.arena;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Cividis;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.Table;
import org.gradus.geometry.Basins;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.StationaryPoint;
import org.gradus.optim.Optimizer;

/// Where each optimizer ends from every place: one small map for each.
///
/// @param maps one for each run of the race
record BasinMaps(Race race, Setup setup, List<Basins> maps) {
    /// How many starts there are along each coordinate.
    private static final int SIDE = 31;

    private static final double SIZE = 205, EDGE = 1;

    /// The most minima with colours of their own; more than that are coloured by their values.
    private static final int COLOURS = 6;

    BasinMaps {
        maps = List.copyOf(maps);
    }

    /// The basins of one optimizer.
    static Basins of(Setup setup, List<StationaryPoint> points, Optimizer optimizer) {
        return Basins.of(setup.surface(), points, optimizer, setup.steps(), SIDE, setup.noise());
    }

    String toHtml() {
        Markup out = new Markup();
        out.open("figure", "class", "figure", "id", "basins").open("div", "class", "basinmaps");
        for (int i = 0; i < maps.size(); i++) map(out, race.runs().get(i), maps.get(i));
        out.close()
                .open("figcaption")
                .element("span", "How to read this", "class", "lead")
                .text(" ");
        out.element("span", reading()).close();
        out.open("details").element("summary", "Table").open("div", "class", "scroll");
        out.raw(table().toHtml()).close().close();
        return out.close().toString();
    }

    private List<Integer> minima() {
        return IntStream.range(0, race.points().size())
                .filter(i -> race.points().get(i).kind().minimal())
                .boxed()
                .toList();
    }

    private void map(Markup out, Race.Run run, Basins basins) {
        String id = "basin-" + run.name();
        Canvas canvas = new Canvas(id, run.name(), SIZE + 2 * EDGE, SIZE + 2 * EDGE, shares(basins));
        canvas.markup()
                .open(
                        "pattern",
                        "id",
                        canvas.own("hatch"),
                        "width",
                        "5",
                        "height",
                        "5",
                        "patternUnits",
                        "userSpaceOnUse")
                .leaf("path", "class", "gone", "d", "M0 5L5 0")
                .close();
        List<Integer> minima = minima();
        for (int end : basins.ends().stream().distinct().sorted().toList()) {
            int number = minima.indexOf(end);
            String data = cells(basins, end);
            if (end == Basins.LEFT) fill(canvas, "left", "fill:url(#" + canvas.own("hatch") + ")", data, "left");
            else if (number < 0) fill(canvas, end == Basins.MOVING ? "moving" : "stuck", "", data, name(end));
            else if (minima.size() <= COLOURS) fill(canvas, "basin b" + number, "", data, name(end));
            else fill(canvas, "basin", "fill:" + Cividis.css(1 - number / (minima.size() - 1.0)), data, name(end));
        }
        canvas.path("outline", "M0.5 0.5H" + (SIZE + 1.5) + "V" + (SIZE + 1.5) + "H0.5Z");
        for (int index : minima) label(canvas, race.points().get(index), minima.size() <= COLOURS);
        out.open("div", "class", "basinmap", "data-optimizer", run.name());
        out.open("p")
                .raw(Looks.swatch(id + "-key", run.look(), run.name()))
                .text(" " + run.name() + ", rate "
                        + OptimizerList.plain(run.walk().optimizer().rate()))
                .close();
        out.raw(canvas.markup().close().toString());
        out.element("p", shares(basins), "class", "soft").close();
    }

    private static void fill(Canvas canvas, String style, String fill, String data, String tip) {
        canvas.markup()
                .open("path", "class", style, "style", fill, "d", data)
                .element("title", tip)
                .close();
    }

    /// The cells of one end: neighbours in a row are one rectangle.
    private static String cells(Basins basins, int end) {
        StringBuilder data = new StringBuilder();
        double cell = SIZE / SIDE;
        for (int row = 0; row < SIDE; row++) {
            for (int from = 0; from < SIDE; from++) {
                int to = from;
                while (to < SIDE && basins.ends().get(row * SIDE + to) == end) to++;
                if (to == from) continue;
                double top = EDGE + (SIDE - 1 - row) * cell;
                data.append('M')
                        .append(new Canvas.Point(EDGE + from * cell, top).path())
                        .append('h')
                        .append(Numbers.px((to - from) * cell))
                        .append('v')
                        .append(Numbers.px(cell))
                        .append('h')
                        .append(Numbers.px((from - to) * cell))
                        .append('Z');
                from = to;
            }
        }
        return data.toString();
    }

    private void label(Canvas canvas, StationaryPoint p, boolean named) {
        double low = race.surface().domain().low(),
                width = race.surface().domain().high() - low,
                cell = SIZE / SIDE;
        double x = EDGE + cell / 2 + (p.at().get(0) - low) / width * (SIZE - cell);
        double y = EDGE + SIZE - cell / 2 - (p.at().get(1) - low) / width * (SIZE - cell);
        canvas.mark(Mark.DOWN, "point solid", x, y, named ? 3.5 : 1.5, p.name());
        if (named) canvas.text(x > SIZE - 30 ? "label end" : "label", x > SIZE - 30 ? x - 7 : x + 7, y - 5, p.name());
    }

    private String name(int end) {
        return end == Basins.MOVING
                ? "still moving"
                : end == Basins.LEFT
                        ? "left"
                        : race.points().get(end).kind().words() + " "
                                + race.points().get(end).name();
    }

    private double share(Basins basins, int end) {
        return (double) basins.count(end) / basins.ends().size();
    }

    private String shares(Basins basins) {
        double arrived = minima().stream().mapToDouble(m -> share(basins, m)).sum();
        List<String> parts = new ArrayList<>(List.of(Numbers.percent(arrived) + " at a minimum"));
        if (basins.count(Basins.MOVING) > 0) parts.add(Numbers.percent(share(basins, Basins.MOVING)) + " moving");
        if (basins.count(Basins.LEFT) > 0) parts.add(Numbers.percent(share(basins, Basins.LEFT)) + " gone");
        return String.join(", ", parts);
    }

    private String reading() {
        String colours = minima().size() <= COLOURS
                ? "the colour is the minimum that is reached, as named in the map"
                : "the brighter the colour, the lower the minimum that is reached";
        return "Each cell is a start, of " + SIDE + " × " + SIDE + ", and " + setup.steps()
                + " steps are made from it: " + colours
                + ". Grey is still moving or stuck; hatched has left or diverged.";
    }

    private Table table() {
        List<String> head = new ArrayList<>(List.of("end"));
        race.runs()
                .forEach(run -> head.add(OptimizerList.write(List.of(run.walk().optimizer()))));
        List<Integer> ends = maps.stream()
                .flatMap(m -> m.ends().stream())
                .distinct()
                .sorted((a, b) -> Integer.compare(a < 0 ? 1000 - a : a, b < 0 ? 1000 - b : b))
                .toList();
        return Table.of(head, ends, end -> {
            List<String> row = new ArrayList<>(List.of(name(end)));
            maps.forEach(m -> row.add(Numbers.percent(share(m, end))));
            return row;
        });
    }
}
