package org.gradus.exam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.gradus.exam.rule.Rule;

/// The doctor's own report card: what it makes of networks whose illness, or health, is known.
///
/// A fault that did no harm is not counted, except among the harmless.
///
/// @param results what was examined, sick and sound
/// @param repairs what became of those with one fault that were treated
public record Card(List<Result> results, List<Repair> repairs) {
    /// The name under which a guard's alarms stand beside those of the published rules.
    static final String GUARD = "Gradus, guard alone";

    public Card {
        results = List.copyOf(results);
        repairs = List.copyOf(repairs);
    }

    /// When the doctor is asked.
    enum When {
        /// Before its trials.
        BEFORE,
        /// After them; only what was treated, or had nothing to treat, counts.
        AFTER
    }

    private List<Examined> examined(When when, Predicate<Result> which) {
        Map<String, Said> treated = new HashMap<>();
        repairs.forEach(r -> treated.put(r.key(), r.after()));
        List<Examined> examined = new ArrayList<>();
        for (Result r : results) {
            if (!which.test(r)) continue;
            boolean settled = r.tried() || r.before().named().isEmpty();
            if (when == When.BEFORE) examined.add(r.examined());
            else if (treated.containsKey(r.key())) examined.add(new Examined(r, treated.get(r.key())));
            else if (settled && (r.sound() || r.paired())) examined.add(new Examined(r, r.after()));
        }
        return examined;
    }

    List<Examined> sound(When when) {
        return examined(when, Result::sound);
    }

    /// Networks that one planted fault has harmed.
    List<Examined> sick(When when) {
        return examined(when, r -> r.harmful() && !r.paired());
    }

    /// Networks that two have harmed.
    List<Examined> pairs(When when) {
        return examined(when, r -> r.harmful() && r.paired());
    }

    /// Networks that a planted fault has not harmed.
    List<Examined> harmless() {
        return examined(When.BEFORE, r -> !r.sound() && !r.harmful());
    }

    /// How many sick networks something was found in before trials.
    public Share found() {
        return Share.among(sick(When.BEFORE), Examined::found);
    }

    /// How many sick networks had the planted cause named first before trials.
    public Share first() {
        return Share.among(sick(When.BEFORE), Examined::first);
    }

    /// How many sound networks something was found in before trials.
    public Share alarms() {
        return Share.among(sound(When.BEFORE), Examined::found);
    }

    /// The planted causes, in the order of the work.
    Set<String> causes() {
        Set<String> causes = new LinkedHashSet<>();
        results.stream().filter(r -> r.causes().size() == 1).forEach(r -> causes.add(r.planted()));
        return causes;
    }

    static List<Examined> of(List<Examined> from, String planted) {
        return from.stream().filter(e -> e.result().planted().equals(planted)).toList();
    }

    /// Sound networks by the situation in which they were met, or what is hard about their data.
    static Map<String, List<Examined>> kinds(List<Examined> sound) {
        Map<String, List<Examined>> kinds = new TreeMap<>();
        sound.forEach(e ->
                kinds.computeIfAbsent(e.result().kind(), _ -> new ArrayList<>()).add(e));
        return kinds;
    }

    /// How often each cause was named first, the most frequent first.
    static List<Map.Entry<String, Long>> named(List<Examined> of) {
        Map<String, Long> counts = new TreeMap<>();
        of.forEach(e -> counts.merge(e.name(), 1L, Long::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }

    /// A quantile of some values.
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

    /// The doctor before its trials, its guard, and all tools, on networks with one fault and sound
    /// ones.
    public List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        double mean = sick(When.BEFORE).stream()
                .mapToInt(e -> e.said().causes())
                .average()
                .orElse(0);
        ways.add(new Way("Gradus", found(), first(), mean, alarms()));
        ways.add(way(GUARD));
        for (Rule rule : Rule.all()) ways.add(way(rule.tool()));
        return ways;
    }

    private Way way(String tool) {
        List<Examined> sick = sick(When.BEFORE);
        Predicate<Examined> fires = e -> alarms(e.result(), tool) > 0;
        Predicate<Examined> names = e -> e.result().alarms().stream()
                .anyMatch(a ->
                        a.tool().equals(tool) && a.cause().equals(e.result().planted()));
        double mean =
                sick.stream().mapToLong(e -> alarms(e.result(), tool)).average().orElse(0);
        return new Way(
                tool, Share.among(sick, fires), Share.among(sick, names), mean, Share.among(sound(When.BEFORE), fires));
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
                        n.getFirst(),
                        n.getLast(),
                        Share.among(sick(When.BEFORE), e -> shows(e, n)),
                        Share.among(sound(When.BEFORE), e -> shows(e, n))))
                .toList();
    }

    private static boolean shows(Examined e, List<String> symptom) {
        return e.result().alarms().stream()
                .anyMatch(a -> List.of(a.tool(), a.symptom()).equals(symptom));
    }

    /// How surely the doctor spoke, and how often it was right.
    Calibrated calibrated(When when) {
        List<Examined> all = new ArrayList<>(sick(when));
        all.addAll(sound(when));
        return Calibrated.of(all);
    }

    /// Repairs that have something to come near to.
    List<Repair> repairable() {
        return repairs.stream().filter(Repair::hasGoal).toList();
    }

    /// The card in one sentence.
    public String sentence() {
        String pairs = pairs(When.AFTER).isEmpty()
                ? ""
                : "; of pairs, after trials, one named first %s, both named %s"
                        .formatted(
                                Share.among(pairs(When.AFTER), Examined::first),
                                Share.among(pairs(When.AFTER), Examined::all));
        String after = repairs.isEmpty()
                ? ""
                : "; of those treated, after trials, found %s, cause first %s"
                        .formatted(
                                Share.among(sick(When.AFTER), Examined::found),
                                Share.among(sick(When.AFTER), Examined::first));
        return String.format(
                Locale.ROOT,
                "%d harmful faults (%d harmless): found %s; cause named first %s; false alarms in %s of the sound"
                        + " networks%s%s",
                sick(When.BEFORE).size(),
                harmless().size(),
                found(),
                first(),
                alarms(),
                after,
                pairs);
    }
}
