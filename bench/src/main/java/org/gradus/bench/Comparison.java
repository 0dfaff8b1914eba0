package org.gradus.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.gradus.bench.Printed.Step;
import org.gradus.bench.Printed.Timed;
import org.gradus.speed.Times;

/// Two builds on one network and number of threads: all rounds of it.
record Comparison(List<Pair> rounds) {
    static final List<String> COLUMNS = List.of(
            "network", "threads", "who looks on", "old µs", "new µs", "new / old", "price", "bytes", "in run", "busy");

    /// A row of cells for each kind of step that both builds know.
    List<List<String>> rows() {
        if (rounds.isEmpty()) return List.of();
        Pair first = rounds.getFirst();
        List<String> known = first.after().steps().stream().map(Step::watch).toList();
        return first.before().steps().stream()
                .map(Step::watch)
                .filter(known::contains)
                .map(this::row)
                .toList();
    }

    private List<String> row(String watch) {
        Pair first = rounds.getFirst();
        List<String> cells = new ArrayList<>(List.of(first.network(), String.valueOf(first.threads()), watch));
        double[] older = all(Pair::before, watch, Step::median), newer = all(Pair::after, watch, Step::median);
        double[] each = new double[older.length];
        for (int i = 0; i < each.length; i++) each[i] = newer[i] / older[i];
        Times before = Times.of(older), after = Times.of(newer), ratios = Times.of(each);
        cells.add(Peers.number(before.median()));
        cells.add(Peers.number(after.median()));
        cells.add(
                "%.3f × (%.3f to %.3f)".formatted(after.median() / before.median(), ratios.best(), ratios.quantile(1)));
        cells.add(both(watch, Step::ratio, r -> "%+.1f %%".formatted(100 * (r.median() - 1))));
        cells.add(both(watch, Step::allocated, Comparison::bytes));
        cells.add(both(watch, Step::inSession, Comparison::bytes));
        cells.add(busy());
        return cells;
    }

    private String both(String watch, ToDoubleFunction<Step> value, Function<Times, String> shown) {
        return shown.apply(Times.of(all(Pair::before, watch, value)))
                + " → "
                + shown.apply(Times.of(all(Pair::after, watch, value)));
    }

    private double[] all(Function<Pair, Timed> side, String watch, ToDoubleFunction<Step> value) {
        return rounds.stream()
                .map(p -> side.apply(p).step(watch))
                .mapToDouble(value)
                .toArray();
    }

    /// The same number in every round, or the least and the largest.
    private static String bytes(Times rounds) {
        String least = "%.0f".formatted(rounds.best()), most = "%.0f".formatted(rounds.quantile(1));
        return least.equals(most) ? least : least + " to " + most;
    }

    private String busy() {
        double share = rounds.stream()
                .flatMap(p -> Stream.of(p.before(), p.after()))
                .mapToDouble(t -> t.load().busy().orElse(0))
                .average()
                .orElse(0);
        return "%.0f %%".formatted(100 * share);
    }
}
