package org.gradus.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.gradus.cli.Table.Column;
import org.gradus.draw.Drawing;
import org.gradus.draw.HeatMap;
import org.gradus.draw.LinePlot;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.recipe.Grid;
import org.gradus.runs.Json;
import org.gradus.runs.RunResult;
import org.gradus.runs.Sweep;
import org.gradus.runs.Sweep.Row;
import org.gradus.train.Spread;

/// What a sweep found: a table, the best first, and one picture.
///
/// @param rows in the order of the grid
record SweepReport(Terminal terminal, String recipe, Grid grid, List<Row> rows) {
    /// So many powers of ten between the smallest and the largest value make a scale logarithmic.
    private static final double APART = 0.9;

    SweepReport {
        rows = List.copyOf(rows);
    }

    private String metric() {
        return rows.getFirst().results().getFirst().metric();
    }

    private boolean heldOut() {
        return rows.getFirst().heldOut();
    }

    private int seeds() {
        return rows.getFirst().results().size();
    }

    /// The end of each path that tells it from the others, with the name of what it belongs to where that
    /// helps.
    private List<String> heads() {
        List<String> paths = grid.axes().stream().map(Grid.Axis::path).toList();
        List<String> heads = new ArrayList<>();
        for (String path : paths) {
            String head = path.substring(path.lastIndexOf('.') + 1);
            boolean alone = paths.stream()
                            .filter(p -> p.equals(head) || p.endsWith("." + head))
                            .count()
                    == 1;
            heads.add(alone ? head : path);
        }
        return heads;
    }

    void print() {
        terminal.tell(recipe + ": " + rows.size() + (rows.size() == 1 ? " combination" : " combinations")
                + (seeds() > 1 ? ", each with " + seeds() + " seeds (mean ± standard deviation)" : "")
                + (heldOut() ? ", the best on held-out rows first" : ""));
        if (!heldOut()) {
            terminal.tell("the data hold no rows out: the figures are of the rows trained on, and choose nothing");
        }
        terminal.print("");
        List<Column> columns = new ArrayList<>();
        heads().forEach(h -> columns.add(Column.left(h)));
        columns.add(figure(metric()));
        columns.add(figure("loss"));
        if (wide()) columns.add(figure("training loss"));
        columns.add(Column.right("seconds"));
        Table table = new Table(terminal, columns.toArray(Column[]::new));
        List<Row> ranked = Sweep.ranked(rows);
        for (int i = 0; i < ranked.size(); i++) {
            table.row(i == 0 ? Ink.BOLD : Ink.PLAIN, cells(ranked.get(i)).toArray(String[]::new));
        }
        table.print("  ");
        if (rows.stream().anyMatch(Row::stopped)) {
            terminal.tell("  ▼ a training broke off at a step that is not finite");
        }
    }

    /// Whether there is room for what decides nothing.
    private boolean wide() {
        return heldOut() && (seeds() == 1 || grid.axes().size() < 3);
    }

    private Column figure(String head) {
        return seeds() > 1 ? Column.left(head) : Column.point(head);
    }

    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(row.point().values());
        cells.add((row.stopped() ? "▼ " : "") + text(row.metric(), Numbers::metric));
        cells.add(text(row.loss(), Numerals::loss));
        if (wide()) cells.add(text(row.spread(RunResult::trainLoss), Numerals::loss));
        cells.add("%.1f".formatted(row.spread(RunResult::seconds).mean()));
        return cells;
    }

    private static String text(Spread spread, DoubleFunction<String> written) {
        return written.apply(spread.mean()) + (Double.isNaN(spread.sd()) ? "" : " ± " + Numerals.of(spread.sd(), 2));
    }

    Picture picture() {
        Drawing drawing = grid.axes().size() == 2 ? map() : line();
        return drawing.picture("sweep", "Sweep of " + recipe);
    }

    private String measured() {
        return metric() + (heldOut() ? " on held-out rows" : " on the rows trained on");
    }

    private Drawing line() {
        Grid.Axis axis = grid.axes().getFirst();
        List<Double> numbers = numbers(axis.values());
        List<Double> places = numbers.isEmpty()
                ? IntStream.range(0, axis.values().size())
                        .mapToObj(i -> (double) i)
                        .toList()
                : numbers;
        List<Integer> order = IntStream.range(0, places.size())
                .boxed()
                .sorted((a, b) -> Double.compare(places.get(a), places.get(b)))
                .toList();
        List<Double> x = order.stream().map(places::get).toList();
        List<Double> means =
                order.stream().map(i -> rows.get(i).metric().mean()).toList();
        List<LinePlot.Line> lines = new ArrayList<>();
        List<Double> all = new ArrayList<>(means);
        if (seeds() > 1) {
            LinePlot.Line single = each(places, order);
            all.addAll(single.y());
            lines.add(single);
        }
        lines.add(new LinePlot.Line(seeds() > 1 ? "mean" : metric(), false, x, means));
        LinePlot.Across across = numbers.isEmpty()
                ? LinePlot.Across.things(axis.path(), axis.values())
                : spread(numbers)
                        ? LinePlot.Across.log(axis.path(), numbers)
                        : LinePlot.Across.linear(axis.path(), numbers);
        return new LinePlot(
                "Each square is one combination, its height the " + measured() + ". The highest is the best; where"
                        + " neighbours are as high, the setting matters little.",
                across,
                LinePlot.Up.around(measured(), all),
                lines,
                List.of());
    }

    /// The metric of every seed, as points.
    private LinePlot.Line each(List<Double> places, List<Integer> order) {
        List<Double> x = new ArrayList<>(), y = new ArrayList<>();
        for (int i : order) {
            for (RunResult result : rows.get(i).results()) {
                x.add(places.get(i));
                y.add(heldOut() ? result.testMetric() : result.trainMetric());
            }
        }
        return new LinePlot.Line("one seed", true, x, y);
    }

    private static boolean spread(List<Double> numbers) {
        double low = numbers.stream().mapToDouble(v -> v).min().orElse(0),
                high = numbers.stream().mapToDouble(v -> v).max().orElse(0);
        return low > 0 && Math.log10(high / low) >= APART;
    }

    /// The values as numbers; none where one of them is no number.
    private static List<Double> numbers(List<String> values) {
        List<Double> numbers = new ArrayList<>();
        for (String value : values) {
            Optional<Double> number = number(value);
            if (number.isEmpty()) return List.of();
            numbers.add(number.get());
        }
        return numbers;
    }

    private static Optional<Double> number(String value) {
        try {
            double number = Double.parseDouble(value);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Drawing map() {
        Grid.Axis down = grid.axes().getFirst(), across = grid.axes().getLast();
        int columns = across.values().size();
        List<List<Double>> values = IntStream.range(0, down.values().size())
                .mapToObj(r -> IntStream.range(0, columns)
                        .mapToObj(c -> rows.get(r * columns + c).metric().mean())
                        .toList())
                .toList();
        int best = rows.indexOf(Sweep.ranked(rows).getFirst());
        return new HeatMap(
                "Each cell is one combination, bright where the " + measured() + " is high. The framed one is the best;"
                        + " where neighbours are as bright, the settings matter little.",
                measured(),
                down.path(),
                down.values(),
                across.path(),
                across.values(),
                values,
                best);
    }

    Map<String, Object> json(Path folder) {
        return Json.object(
                "recipe",
                recipe,
                "folder",
                folder.toString(),
                "metric",
                metric(),
                "heldOut",
                heldOut(),
                "seeds",
                seeds(),
                "axes",
                grid.axes(),
                "rows",
                Sweep.ranked(rows).stream().map(this::json).toList());
    }

    private Map<String, Object> json(Row row) {
        Map<String, Object> settings = Json.object();
        for (int a = 0; a < grid.axes().size(); a++) {
            String value = row.point().values().get(a);
            settings.put(
                    grid.axes().get(a).path(), number(value).<Object>map(n -> n).orElse(value));
        }
        return Json.object("settings", settings, "metric", row.metric(), "loss", row.loss(), "results", row.results());
    }
}
