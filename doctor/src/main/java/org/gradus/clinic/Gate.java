package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Finding.Severity;
import org.gradus.detect.Symptom;
import org.gradus.detect.Verdict;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;

/// Which findings count as a failure, where a build or a test waits for the verdict.
///
/// @param least how grave a finding must be
/// @param only the causes that count; none for all
/// @param tolerated the causes that do not
/// @param unproven whether it counts, too, that much error is left and nothing is proven
public record Gate(Severity least, Set<String> only, Set<String> tolerated, boolean unproven) {
    /// Any finding counts.
    public static final Gate ANY = new Gate(Severity.WARN, Set.of(), Set.of(), false);

    /// The word for what is not proven.
    private static final String UNPROVEN = "unproven";

    public Gate {
        only = Set.copyOf(only);
        tolerated = Set.copyOf(tolerated);
    }

    /// Reads `warn` or `any` for every finding, `ill` for those that keep a network from
    /// learning, or causes with commas between, such as `vanishing-depth,nan`. `unproven`, alone or
    /// beside them, also counts a network of whose error much is left for no cause that is proven.
    ///
    /// @throws InputException when it is none of them
    public static Gate parse(String text) {
        List<String> words = new ArrayList<>(
                Arrays.stream(text.split(",", -1)).map(String::strip).toList());
        boolean unproven = words.removeIf(UNPROVEN::equals);
        if (words.isEmpty()) return new Gate(Severity.WARN, Set.of(UNPROVEN), Set.of(), true);
        return switch (String.join(",", words)) {
            case "any", "warn" -> new Gate(Severity.WARN, Set.of(), Set.of(), unproven);
            case "ill" -> new Gate(Severity.ILL, Set.of(), Set.of(), unproven);
            default -> new Gate(Severity.WARN, known(words), Set.of(), unproven);
        };
    }

    /// With some causes let pass.
    ///
    /// @throws InputException when no detector finds such a cause
    public Gate tolerating(Collection<String> causes) {
        Set<String> all = known(causes);
        all.addAll(tolerated);
        return new Gate(least, only, all, unproven);
    }

    private static Set<String> known(Collection<String> causes) {
        List<String> all = Stream.concat(
                        DetectorList.all().stream().map(Detector::cause),
                        Arrays.stream(Symptom.values()).map(Symptom::label))
                .distinct()
                .toList();
        Set<String> known = new HashSet<>();
        for (String cause : causes) {
            if (!all.contains(cause.strip())) throw unknown(cause, all);
            known.add(cause.strip());
        }
        return known;
    }

    private static InputException unknown(String cause, List<String> all) {
        List<String> words = new ArrayList<>(all);
        words.add(UNPROVEN);
        List<String> near = Nearest.of(cause, words);
        return new InputException("expected warn, ill, any, unproven or causes, found `" + cause + "`; "
                + (near.isEmpty() ? "causes: " : "nearest: ") + String.join(", ", near.isEmpty() ? all : near));
    }

    /// The diagnoses that count, in the verdict's order.
    public List<Diagnosis> failures(Verdict verdict) {
        return verdict.findings().stream().filter(this::counts).toList();
    }

    /// Whether anything counts: a finding, or what is not proven where that is asked for.
    public boolean fails(Verdict verdict) {
        return !failures(verdict).isEmpty() || unproven && open(verdict);
    }

    private static boolean open(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unproven u -> u.symptom().isEmpty();
            case Verdict.Healthy h -> h.answer() == Verdict.Answer.UNEXPLAINED || h.answer() == Verdict.Answer.UNLUCKY;
            case Verdict.Unwell _, Verdict.TooSoon _ -> false;
        };
    }

    private boolean counts(Diagnosis d) {
        return d.finding().severity().compareTo(least) >= 0
                && (only.isEmpty() || only.contains(d.cause()))
                && !tolerated.contains(d.cause());
    }
}
