package org.gradus.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gradus.cli.Bench.Timed;
import org.gradus.cli.Table.Column;
import org.gradus.run.Roofline;
import org.gradus.runs.Json;
import org.gradus.speed.Limits;
import org.gradus.speed.Load;
import org.gradus.speed.Machine;
import org.gradus.speed.Measurement;
import org.gradus.speed.Measurement.Watched;
import org.gradus.speed.Mlp;
import org.gradus.speed.Prediction;
import org.gradus.speed.Profile;
import org.gradus.speed.Times;

/// What `gradus bench` prints.
record BenchPage(Terminal terminal) {
    private static final double MEGA = 1e6, GIGA = 1e9;

    /// Lines of a profile that are shown; the rest is one line.
    private static final int SHOWN = 24;

    void print(Map<Integer, Limits> limits, List<Bench> benches, Load load) {
        terminal.tell("Gradus " + Gradus.version() + " · " + Machine.describe() + " · " + Roofline.lanes());
        if (load.busy().isPresent()) terminal.tell(sentence(load));
        terminal.print("");
        limits(limits);
        terminal.print("");
        speed(benches);
        terminal.print("");
        observing(benches);
        beginnings(benches);
    }

    private static String sentence(Load load) {
        return "meanwhile %.0f %% of the machine's time was in use, %.1f %% taken by other guests; load %.1f"
                .formatted(
                        100 * load.busy().orElse(Double.NaN),
                        100 * load.steal().orElse(Double.NaN),
                        load.average().orElse(Double.NaN));
    }

    /// What predictions take.
    void predictions(Map<Mlp, Prediction> found) {
        terminal.tell(Machine.describe() + " · " + Roofline.lanes());
        terminal.print("");
        Table table = new Table(
                terminal,
                Column.left("predictions"),
                Column.right("µs a row"),
                Column.left("10 to 90 %"),
                Column.right("µs for " + Prediction.ROWS),
                Column.right("rows/s"),
                Column.right("read ms"),
                Column.right("first ms"),
                Column.right("bytes"));
        found.forEach((mlp, p) -> table.row(
                mlp.name(),
                number(p.row().median()),
                number(p.row().quantile(0.1)) + "–" + number(p.row().quantile(0.9)),
                number(p.batch().median()),
                Numerals.brief(Prediction.ROWS / p.batch().median() * MEGA),
                p.first().map(f -> number(f.read())).orElse("–"),
                p.first().map(f -> number(f.answered())).orElse("–"),
                String.valueOf(p.allocated())));
        table.print("");
        terminal.tell("one thread; a row, or " + Prediction.ROWS
                + " at once, from an array into an array; read and first" + " prediction in a JVM of their own");
    }

    static Map<String, Object> json(Map<Mlp, Prediction> found) {
        return Json.object(
                "machine",
                Machine.describe(),
                "predictions",
                found.entrySet().stream()
                        .map(e -> Json.object(
                                "network",
                                e.getKey().toString(),
                                "row",
                                e.getValue().row().median(),
                                "batch",
                                e.getValue().batch().median(),
                                "rows",
                                Prediction.ROWS,
                                "bytes",
                                e.getValue().allocated(),
                                "start",
                                e.getValue().first()))
                        .toList());
    }

    private void limits(Map<Integer, Limits> limits) {
        Table table = new Table(
                terminal,
                Column.left("limits"),
                Column.right("threads"),
                Column.right("GFLOP/s"),
                Column.right("L2 GB/s"),
                Column.right("L3 GB/s"),
                Column.right("tanh ns"),
                Column.right("exp ns"));
        limits.forEach((threads, l) -> table.row(
                "",
                String.valueOf(threads),
                number(l.operations() / GIGA),
                number(l.near() / GIGA),
                number(l.far() / GIGA),
                Numerals.brief(l.tanh() * GIGA),
                Numerals.brief(l.exp() * GIGA)));
        table.print("");
    }

    private void speed(List<Bench> benches) {
        Table table = new Table(
                terminal,
                Column.left("speed"),
                Column.right("threads"),
                Column.right("µs a step"),
                Column.left("10 to 90 %"),
                Column.right("GFLOP/s"),
                Column.right("floor µs"),
                Column.right("of floor"),
                Column.right("bytes"));
        for (Bench bench : benches) {
            for (Timed timed : bench.timed()) {
                Measurement m = timed.measurement();
                Times times = m.plain();
                table.row(
                        bench.mlp().name(),
                        String.valueOf(m.threads()),
                        number(times.median()),
                        number(times.quantile(0.1)) + "–" + number(times.quantile(0.9)),
                        number(m.rate() / GIGA),
                        number(timed.floor().total()),
                        "%.0f %%".formatted(100 * timed.ofFloor()),
                        String.valueOf(m.watched().getFirst().allocated()));
            }
        }
        table.print("");
    }

    private void observing(List<Bench> benches) {
        Table table = new Table(
                terminal,
                Column.left("observing"),
                Column.right("threads"),
                Column.left("who"),
                Column.right("µs, mean"),
                Column.right("costs %"),
                Column.left("by round"),
                Column.right("bytes"),
                Column.right("in run"));
        for (Bench bench : benches) {
            for (Timed timed : bench.timed()) {
                Measurement m = timed.measurement();
                for (Watched w : m.watched().subList(1, m.watched().size())) {
                    table.row(
                            bench.mlp().name(),
                            String.valueOf(m.threads()),
                            w.watch().name().toLowerCase(Locale.ROOT),
                            number(w.times().mean()),
                            cost(w.ratio()),
                            cost(w.least()) + " to " + cost(w.most()),
                            String.valueOf(w.allocated()),
                            String.valueOf(w.inSession()));
                }
            }
        }
        table.print("");
    }

    private static String cost(double ratio) {
        double percent = 100 * (ratio - 1);
        return (Math.abs(percent) < 10 ? "%+.1f" : "%+.0f").formatted(percent);
    }

    private void beginnings(List<Bench> benches) {
        if (benches.stream().allMatch(b -> b.beginning().isEmpty())) return;
        terminal.print("");
        Table table = new Table(
                terminal, Column.left("start"), Column.right("first step done"), Column.right("steady after"));
        for (Bench bench : benches) {
            bench.beginning()
                    .ifPresent(b -> table.row(
                            bench.mlp().name(), "%.2f s".formatted(b.first()), "%.2f s".formatted(b.steady())));
        }
        table.print("");
    }

    void profile(Mlp mlp, Profile profile) {
        terminal.tell("%s: %s µs a step, %s µs when its calls are timed one by one"
                .formatted(mlp, number(profile.step()), number(profile.total())));
        terminal.print("");
        Table table = new Table(
                terminal,
                Column.right("calls"),
                Column.left("what"),
                Column.left("shape"),
                Column.right("µs"),
                Column.right("share"),
                Column.right("rate"),
                Column.right("bytes"));
        for (Profile.Line line : profile.lines().stream().limit(SHOWN).toList()) {
            table.row(
                    String.valueOf(line.count()),
                    line.what(),
                    line.shapes(),
                    number(line.microseconds()),
                    "%.1f %%".formatted(100 * line.share()),
                    number(line.rate() / GIGA) + (line.operations() > 0 ? " GFLOP/s" : " GB/s   "),
                    line.allocated() == 0 ? "" : String.valueOf(line.allocated()));
        }
        List<Profile.Line> rest = profile.lines().stream().skip(SHOWN).toList();
        if (!rest.isEmpty()) {
            table.row(
                    String.valueOf(rest.stream().mapToInt(Profile.Line::count).sum()),
                    "others",
                    "",
                    number(rest.stream().mapToDouble(Profile.Line::microseconds).sum()),
                    "%.1f %%"
                            .formatted(100
                                    * rest.stream()
                                            .mapToDouble(Profile.Line::share)
                                            .sum()),
                    "",
                    "");
        }
        table.print("");
    }

    static Map<String, Object> json(Map<Integer, Limits> limits, List<Bench> benches, Load load) {
        return Json.object(
                "gradus",
                Gradus.version(),
                "machine",
                Machine.describe(),
                "lanes",
                Roofline.lanes(),
                "load",
                load,
                "limits",
                List.copyOf(limits.values()),
                "networks",
                benches.stream().map(BenchPage::json).toList());
    }

    private static Map<String, Object> json(Bench bench) {
        return Json.object(
                "name", bench.mlp().name(),
                "network", bench.mlp().toString(),
                "timed", bench.timed().stream().map(BenchPage::json).toList(),
                "beginning", bench.beginning());
    }

    private static Map<String, Object> json(Timed timed) {
        Measurement m = timed.measurement();
        return Json.object(
                "threads", m.threads(),
                "rate", m.rate(),
                "floor", timed.floor(),
                "ofFloor", timed.ofFloor(),
                "load", m.load(),
                "steps", m.watched().stream().map(BenchPage::json).toList());
    }

    private static Map<String, Object> json(Watched w) {
        return Json.object(
                "watch", w.watch().name().toLowerCase(Locale.ROOT),
                "median", w.times().median(),
                "mean", w.times().mean(),
                "p10", w.times().quantile(0.1),
                "p90", w.times().quantile(0.9),
                "best", w.times().best(),
                "ratio", w.ratio(),
                "least", w.least(),
                "most", w.most(),
                "allocated", w.allocated(),
                "inSession", w.inSession());
    }

    /// Three significant digits, without powers of ten.
    private static String number(double value) {
        return value >= 100 ? "%.0f".formatted(value) : Numerals.of(value, 3);
    }
}
