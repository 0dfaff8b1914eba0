package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.detect.Detector;
import org.gradus.detect.Experiments;
import org.gradus.detect.Finding;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Gain;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Together;

/// Causes that hide each other: undoing one alone does not help, or not enough, because of the
/// others.
///
/// Suspects are undone one after another beside the best that helps alone, each by the remedy that
/// then helps most (forward selection). Where none helps alone, all are undone at once, and where
/// that does not help either, two by two. In the end each is put back in turn, and stays back if
/// nothing is lost by it (backward elimination).
///
/// @param parts the causes that are needed, what costs most to put back first
record Joint(List<Part> parts) {
    /// Suspects that are looked at, and remedies of each, at most.
    private static final int MOST = 6, REMEDIES = 4;

    /// Two remedies whose gains differ by less do as well.
    static final double TIE = 0.05;

    Joint {
        parts = List.copyOf(parts);
    }

    /// A cause that something measured speaks for.
    ///
    /// @param remedies those that undo it, of which at least one applies
    /// @param reason the words in which it is said to be ruled out; empty for one that was found
    /// @param finding that it is open, or what was found of it, where undoing it alone does not help or another
    ///     was undone first
    record Suspect(Detector detector, List<Remedy> remedies, String reason, Finding finding) {
        Suspect {
            remedies = List.copyOf(remedies);
        }

        /// What is said of it when it is needed beside others.
        ///
        /// @param gain what putting it back costs
        Found found(Gain gain) {
            return switch (finding) {
                case Finding.Open open -> open.beside().apply(gain.mean()).withSeverity(Finding.Severity.ILL);
                case Found found -> found.withSeverity(Finding.Severity.ILL);
                case Finding.RuledOut out -> throw new IllegalStateException(out.reason());
            };
        }
    }

    /// One of the causes.
    ///
    /// @param gain what putting it back costs
    record Part(Undone undone, Gain gain) {}

    /// A suspect and what undoes it.
    record Undone(Suspect suspect, Remedy remedy) {}

    /// @param alone the best that helps alone
    /// @param pairs whether suspects are undone two by two, where nothing else helps: that takes many
    ///     trainings
    static Optional<Joint> of(Experiments experiments, List<Suspect> suspects, Optional<Undone> alone, boolean pairs) {
        Search search = new Search(experiments, suspects.subList(0, Math.min(MOST, suspects.size())));
        List<Undone> found = search.forward(alone.stream().toList());
        if (found.isEmpty()) found = search.forward(search.atOnce());
        if (found.isEmpty() && pairs) found = search.forward(search.twoByTwo());
        return search.needed(found).filter(j -> j.parts().size() > 1);
    }

    /// Looks for causes that are needed together.
    private record Search(Experiments experiments, List<Suspect> suspects) {
        /// What can be undone beside some, by remedies of other kinds than theirs.
        private List<Undone> beside(List<Undone> some) {
            return suspects.stream()
                    .filter(s -> some.stream().noneMatch(u -> u.suspect().equals(s)))
                    .flatMap(s -> s.remedies().stream().limit(REMEDIES).map(r -> new Undone(s, r)))
                    .filter(u -> some.stream().noneMatch(v -> alike(u.remedy(), v.remedy())))
                    .toList();
        }

        private static boolean alike(Remedy a, Remedy b) {
            return a.getClass().equals(b.getClass());
        }

        /// Adds what helps most beside the others, until nothing does.
        List<Undone> forward(List<Undone> from) {
            if (from.isEmpty()) return from;
            List<Undone> found = new ArrayList<>(from);
            while (found.size() < MOST) {
                Remedy so = together(found);
                Optional<Undone> next = best(beside(found), u -> experiments.gain(so, together(with(found, u))));
                if (next.isEmpty()) break;
                found.add(next.get());
            }
            return found;
        }

        /// All suspects at once, by the first remedy of each, or the second, and so on.
        List<Undone> atOnce() {
            List<List<Undone>> sets = new ArrayList<>();
            for (int level = 0; level < REMEDIES; level++) {
                List<Undone> set = new ArrayList<>();
                for (Suspect s : suspects) {
                    Remedy r = s.remedies().get(Math.min(level, s.remedies().size() - 1));
                    if (set.stream().noneMatch(u -> alike(u.remedy(), r))) set.add(new Undone(s, r));
                }
                if (set.size() > 1) sets.add(set);
            }
            return best(sets.stream().distinct().toList(), set -> experiments.gain(together(set)))
                    .orElse(List.of());
        }

        List<Undone> twoByTwo() {
            List<Undone> all = beside(List.of());
            List<List<Undone>> sets = new ArrayList<>();
            for (Undone one : all)
                for (Undone other : beside(List.of(one)))
                    if (all.indexOf(one) < all.indexOf(other)) sets.add(List.of(one, other));
            return best(sets, set -> experiments.gain(together(set))).orElse(List.of());
        }

        /// What helps most, of what helps; of what does about as well, what is considered first.
        private static <T> Optional<T> best(List<T> options, Function<T, Gain> gain) {
            List<Gain> gains = options.parallelStream().map(gain).toList();
            double most = gains.stream()
                    .filter(Gain::helps)
                    .mapToDouble(Gain::mean)
                    .max()
                    .orElse(Double.POSITIVE_INFINITY);
            return IntStream.range(0, options.size())
                    .filter(i -> gains.get(i).helps() && gains.get(i).mean() >= most - TIE)
                    .mapToObj(options::get)
                    .findFirst();
        }

        /// Puts back what costs least, until each that is left is needed.
        Optional<Joint> needed(List<Undone> found) {
            List<Undone> left = new ArrayList<>(found);
            while (left.size() > 1) {
                List<Part> parts = parts(left);
                Part least = parts.getLast();
                if (least.gain().helps()) return Optional.of(new Joint(parts));
                left.remove(least.undone());
            }
            return Optional.empty();
        }

        private List<Part> parts(List<Undone> left) {
            Remedy all = together(left);
            return left.parallelStream()
                    .map(u -> new Part(u, experiments.gain(together(without(left, u)), all)))
                    .sorted(Comparator.comparingDouble(p -> -p.gain().mean()))
                    .toList();
        }
    }

    private static List<Undone> with(List<Undone> some, Undone one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    private static List<Undone> without(List<Undone> all, Undone one) {
        return all.stream().filter(u -> !u.equals(one)).toList();
    }

    private static Remedy together(List<Undone> undone) {
        List<Remedy> remedies = undone.stream().map(Undone::remedy).distinct().toList();
        return remedies.size() == 1 ? remedies.getFirst() : new Together(remedies);
    }
}
