package org.gradus.exam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.gradus.exam.rule.Rule;

/// The doctor's own report card: what it makes of networks whose illness, or health, is known.
///
/// A fault that did no harm is not counted, except among the harmless.
///
/// @param results what was examined, sick and sound
public record Card(List<Result> results) {
    public Card {
        results = List.copyOf(results);
    }

    /// Edges of the bins in which stated certainty is held against truth.
    private static final List<Double> BINS = List.of(0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0);

    List<Result> sound() {
        return results.stream().filter(Result::sound).toList();
    }

    /// Networks that a planted fault has harmed.
    List<Result> sick() {
        return results.stream().filter(Result::harmful).toList();
    }

    /// Networks that a planted fault has not harmed.
    List<Result> harmless() {
        return results.stream().filter(r -> !r.sound() && !r.harmful()).toList();
    }

    static Share share(List<Result> of, Predicate<Result> which) {
        return new Share(of.stream().filter(which).count(), of.size());
    }

    /// How many sick networks something was found in.
    public Share found() {
        return share(sick(), Result::found);
    }

    /// How many sick networks had the planted cause named first.
    public Share first() {
        return share(sick(), r -> r.among(1));
    }

    /// How many had it among the first three.
    public Share three() {
        return share(sick(), r -> r.among(3));
    }

    /// How many sound networks something was found in.
    public Share alarms() {
        return share(sound(), Result::found);
    }

    /// The planted causes, in the order of the work.
    Set<String> causes() {
        Set<String> causes = new LinkedHashSet<>();
        results.stream().filter(r -> !r.sound()).forEach(r -> causes.add(r.planted()));
        return causes;
    }

    List<Result> of(List<Result> from, String planted) {
        return from.stream().filter(r -> r.planted().equals(planted)).toList();
    }

    /// Sound networks by the situation in which they were met.
    Map<String, List<Result>> kinds() {
        Map<String, List<Result>> kinds = new TreeMap<>();
        sound().forEach(r ->
                kinds.computeIfAbsent(r.kind(), _ -> new ArrayList<>()).add(r));
        return kinds;
    }

    /// How often each cause was named first, the most frequent first.
    static List<Map.Entry<String, Long>> named(List<Result> of) {
        Map<String, Long> counts = new TreeMap<>();
        of.forEach(r -> counts.merge(r.first(), 1L, Long::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }

    /// A quantile of the doctor's time beyond the training.
    ///
    /// @param q from 0 to 1
    static double quantile(DoubleStream values, double q) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    /// What one way of examining achieves.
    ///
    /// @param who the doctor, or a tool with published rules
    /// @param found sick networks in which it raises an alarm
    /// @param named sick networks of which it names the planted cause: the doctor as its first
    ///     diagnosis, a tool among all its alarms
    /// @param causes how many alarms it raises on a sick network, on average
    /// @param alarms sound networks in which it raises an alarm
    public record Way(String who, Share found, Share named, double causes, Share alarms) {}

    /// The doctor and all tools.
    public List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        double mean = sick().stream().mapToInt(r -> r.named().size()).average().orElse(0);
        ways.add(new Way("Gradus", found(), first(), mean, alarms()));
        for (Rule rule : Rule.all()) ways.add(way(rule.tool()));
        return ways;
    }

    private Way way(String tool) {
        Predicate<Result> fires = r -> alarms(r, tool) > 0;
        Predicate<Result> names = r -> r.alarms().stream()
                .anyMatch(a -> a.tool().equals(tool) && a.cause().equals(r.planted()));
        double mean = sick().stream().mapToLong(r -> alarms(r, tool)).average().orElse(0);
        return new Way(tool, share(sick(), fires), share(sick(), names), mean, share(sound(), fires));
    }

    private static long alarms(Result r, String tool) {
        return r.alarms().stream().filter(a -> a.tool().equals(tool)).count();
    }

    /// How often one symptom of a tool shows.
    public record Symptom(String tool, String symptom, Share sick, Share sound) {}

    /// Every symptom that was reported, tool by tool.
    public List<Symptom> symptoms() {
        Set<List<String>> names = new LinkedHashSet<>();
        Rule.all()
                .forEach(rule -> results.stream()
                        .flatMap(r -> r.alarms().stream())
                        .filter(a -> a.tool().equals(rule.tool()))
                        .map(a -> List.of(a.tool(), a.symptom()))
                        .sorted(Comparator.comparing(List::getLast))
                        .forEach(names::add));
        return names.stream()
                .map(n -> new Symptom(
                        n.getFirst(), n.getLast(), share(sick(), r -> shows(r, n)), share(sound(), r -> shows(r, n))))
                .toList();
    }

    private static boolean shows(Result r, List<String> symptom) {
        return r.alarms().stream().anyMatch(a -> List.of(a.tool(), a.symptom()).equals(symptom));
    }

    /// First diagnoses that were stated with about the same certainty.
    ///
    /// @param from the lower edge
    /// @param to the upper edge
    /// @param stated the mean certainty stated; NaN without cases
    /// @param right how often the first diagnosis was the planted cause; never in a sound network
    public record Bin(double from, double to, double stated, Share right) {}

    /// Stated certainty beside truth, over sick and sound networks in which something was found.
    public List<Bin> calibration() {
        List<Result> stated = stated();
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i + 1 < BINS.size(); i++) {
            double from = BINS.get(i), to = BINS.get(i + 1);
            boolean last = i + 2 == BINS.size();
            List<Result> in = stated.stream()
                    .filter(r -> sure(r) >= from && (sure(r) < to || last))
                    .toList();
            double mean = in.stream().mapToDouble(Card::sure).average().orElse(Double.NaN);
            bins.add(new Bin(from, to, mean, share(in, r -> r.among(1))));
        }
        return bins;
    }

    private List<Result> stated() {
        return Stream.concat(sick().stream(), sound().stream())
                .filter(Result::found)
                .toList();
    }

    private static double sure(Result r) {
        return r.named().getFirst().sure();
    }

    /// The mean distance between stated certainty and truth, over bins, weighted by cases
    /// (expected calibration error; Naeini, Cooper and Hauskrecht, 2015).
    public double calibrationError() {
        long all = stated().size();
        return calibration().stream()
                .filter(b -> b.right().of() > 0)
                .mapToDouble(b ->
                        Math.abs(b.stated() - b.right().value()) * b.right().of() / all)
                .sum();
    }

    /// The mean squared distance between stated certainty and truth (Brier, 1950).
    public double brier() {
        return stated().stream()
                .mapToDouble(r -> Math.pow(sure(r) - (r.among(1) ? 1 : 0), 2))
                .average()
                .orElse(Double.NaN);
    }

    /// The card in one sentence.
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%d harmful faults (%d harmless): found %s; cause named first %s; among the first three %s; "
                        + "false alarms in %s of the sound networks",
                sick().size(),
                harmless().size(),
                found(),
                first(),
                three(),
                alarms());
    }
}
