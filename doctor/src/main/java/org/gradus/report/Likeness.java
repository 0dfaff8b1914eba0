package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gradus.data.Task;
import org.gradus.detect.Evidence;

/// Whether two trainings are like with like: what differs apart from the settings that are compared.
///
/// @param differences those that there are, the gravest first
record Likeness(List<Difference> differences) {
    Likeness {
        differences = List.copyOf(differences);
    }

    /// What differs, in a word, and how.
    record Difference(String what, String a, String b) {
        String words() {
            return "the " + what + " differ" + (what.endsWith("s") || what.equals("data") ? "" : "s") + " (" + a
                    + " in A, " + b + " in B)";
        }
    }

    static Likeness of(Compared a, Compared b) {
        List<Difference> all = new ArrayList<>();
        differ(a, b, "data", side -> side.data()).ifPresent(all::add);
        differ(a, b, "task", side -> task(side.evidence().facts().task())).ifPresent(all::add);
        differ(a, b, "seeds", side -> String.valueOf(side.evidence().recipe().seed()))
                .ifPresent(all::add);
        differ(a, b, "steps", side -> steps(side.evidence())).ifPresent(all::add);
        return new Likeness(all);
    }

    private static Optional<Difference> differ(Compared a, Compared b, String what, Function<Compared, String> words) {
        String one = words.apply(a), other = words.apply(b);
        return one.equals(other) ? Optional.empty() : Optional.of(new Difference(what, one, other));
    }

    private static String task(Task task) {
        return switch (task) {
            case Task.Classification c -> c.classes() + " classes";
            case Task.MultiLabel m -> Costs.count(m.outputs(), "yes-or-no answer");
            case Task.Regression r -> Costs.count(r.outputs(), "quantity").replace("quantitys", "quantities");
        };
    }

    /// How many steps were made, and what broke a training off.
    private static String steps(Evidence evidence) {
        return evidence.history().made()
                + evidence.stop()
                        .map(stop -> ", broken off by " + stop.operation())
                        .orElse("");
    }

    boolean full() {
        return differences.isEmpty();
    }

    /// What differs, or what both have in common, as a sentence.
    String sentence(Compared a) {
        if (full())
            return "Both have the same data, the seed " + a.evidence().recipe().seed() + " and " + steps(a.evidence())
                    + " steps.";
        return "This is not like with like: "
                + differences.stream().map(Difference::words).collect(Collectors.joining("; ")) + ".";
    }

    /// The same in a few words, to stand before another sentence.
    String brief() {
        if (full()) return "Both trainings have the same data, seed and steps. ";
        List<String> what = differences.stream().map(Difference::what).toList();
        return "The trainings are not like with like: they differ in " + String.join(", ", what) + ", too. ";
    }
}
