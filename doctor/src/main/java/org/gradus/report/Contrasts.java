package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.detect.Evidence;
import org.gradus.ledger.Ledger;
import org.gradus.probe.Field;
import org.gradus.report.Contrast.Scale;

/// The measures in which two trainings are compared.
final class Contrasts {
    private final Compared a;
    private final Compared b;

    Contrasts(Compared a, Compared b) {
        this.a = a;
        this.b = b;
    }

    /// All that at least one of the two has.
    List<Contrast> all() {
        List<Contrast> all = new ArrayList<>(List.of(
                start(),
                end(),
                of("firstSignal", first("signal"), Scale.SIZE, e -> first(e, Field.SIGNAL)),
                of("firstUpdate", first("update / weight"), Scale.SIZE, e -> first(e, Field.UPDATE)),
                of("dead", "dead units, mean of hidden layers", Scale.SHARE, e -> hidden(e, Field.DEAD)),
                of("flat", "flat or off, mean of hidden layers", Scale.SHARE, Contrasts::flat),
                loss()));
        all.addAll(metrics());
        all.add(left());
        all.add(of("steps", "steps", Scale.COUNT, e -> e.history().made()));
        return all.stream().filter(Contrast::known).toList();
    }

    private Contrast of(String key, String what, Scale scale, ToDoubleFunction<Evidence> value) {
        return new Contrast(key, what, scale, value.applyAsDouble(a.evidence()), value.applyAsDouble(b.evidence()));
    }

    private Contrast start() {
        return of("keptAtStart", "kept per layer, before training", Scale.KEPT, e -> kept(e.first()));
    }

    private Contrast end() {
        return of("keptAtEnd", "kept per layer, at the end", Scale.KEPT, e -> kept(Album.last(e)));
    }

    private static double kept(Ledger ledger) {
        return Album.known(ledger) ? ledger.keptPerLayer() : Double.NaN;
    }

    /// What a layer keeps at the moment that the verdicts are about: before training where the trouble of either was
    /// there from the start, else at the end.
    Contrast kept() {
        boolean born = born(a) || born(b);
        return born ? start() : end();
    }

    private static boolean born(Compared side) {
        return Album.ledger(side.evidence(), side.verdict()).step()
                == side.evidence().first().step();
    }

    /// The held-out loss at the end.
    Contrast loss() {
        Scale scale = sameLoss() ? Scale.LOSS : Scale.APART;
        return of("loss", "held-out loss", scale, e -> scored(e, Evidence.Score::testLoss));
    }

    boolean sameLoss() {
        return a.evidence().recipe().loss().equals(b.evidence().recipe().loss());
    }

    /// The held-out metric at the end, where both have the same one.
    Optional<Contrast> metric() {
        String metric = metric(a);
        return metric.equals(metric(b)) ? Optional.of(metric(metric)) : Optional.empty();
    }

    private List<Contrast> metrics() {
        return metric().map(List::of).orElseGet(() -> List.of(metric(metric(a)), metric(metric(b))));
    }

    private Contrast metric(String metric) {
        return of(
                metric.equals("R²") ? "r2" : metric,
                "held-out " + metric,
                Scale.METRIC,
                e -> e.facts().task().metric().equals(metric) ? scored(e, Evidence.Score::testMetric) : Double.NaN);
    }

    private static String metric(Compared side) {
        return side.evidence().facts().task().metric();
    }

    /// What is left of guessing's error, which compares whatever the loss is.
    Contrast left() {
        return of("left", "held-out share of guessing's error", Scale.SHARE, Evidence::heldOutLeft);
    }

    private static double scored(Evidence e, ToDoubleFunction<Evidence.Score> score) {
        return e.scores().isEmpty() ? Double.NaN : score.applyAsDouble(e.score());
    }

    private String first(String what) {
        List<String> one = a.evidence().layers(), other = b.evidence().layers();
        boolean same = !one.isEmpty() && !other.isEmpty() && one.getFirst().equals(other.getFirst());
        return what + (same ? " at " + one.getFirst() : " at the first layer");
    }

    private static double first(Evidence e, Field field) {
        return e.layers().isEmpty() || e.history().size() == 0
                ? Double.NaN
                : Recent.of(e.history()).mean(field, 0);
    }

    private static double flat(Evidence e) {
        return Math.max(0, hidden(e, Field.SATURATED_LOW) + hidden(e, Field.SATURATED_HIGH) - hidden(e, Field.DEAD));
    }

    private static double hidden(Evidence e, Field field) {
        if (e.history().size() == 0) return Double.NaN;
        Recent recent = Recent.of(e.history());
        return IntStream.range(0, e.layers().size() - 1)
                .mapToDouble(layer -> recent.mean(field, layer))
                .average()
                .orElse(Double.NaN);
    }
}
