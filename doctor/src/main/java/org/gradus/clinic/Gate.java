package org.gradus.clinic;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Finding.Severity;
import org.gradus.detect.Verdict;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;

/// Which findings count as a failure, where a build or a test waits for the verdict.
///
/// @param least how grave a finding must be
/// @param only the causes that count; none for all
/// @param tolerated the causes that do not
public record Gate(Severity least, Set<String> only, Set<String> tolerated) {
    /// Any finding counts.
    public static final Gate ANY = new Gate(Severity.WARN, Set.of(), Set.of());

    public Gate {
        only = Set.copyOf(only);
        tolerated = Set.copyOf(tolerated);
    }

    /// Reads `warn` or `any` for every finding, `ill` for those that keep a network from
    /// learning, or causes with commas between, such as `vanishing-depth,nan`.
    ///
    /// @throws InputException when it is none of them
    public static Gate parse(String text) {
        return switch (text) {
            case "any", "warn" -> ANY;
            case "ill" -> new Gate(Severity.ILL, Set.of(), Set.of());
            default -> new Gate(Severity.WARN, known(Arrays.asList(text.split(",", -1))), Set.of());
        };
    }

    /// With some causes let pass.
    ///
    /// @throws InputException when no detector finds such a cause
    public Gate tolerating(Collection<String> causes) {
        Set<String> all = known(causes);
        all.addAll(tolerated);
        return new Gate(least, only, all);
    }

    private static Set<String> known(Collection<String> causes) {
        List<String> all = DetectorList.all().stream().map(Detector::cause).toList();
        Set<String> known = new HashSet<>();
        for (String cause : causes) {
            if (!all.contains(cause.strip())) throw unknown(cause, all);
            known.add(cause.strip());
        }
        return known;
    }

    private static InputException unknown(String cause, List<String> all) {
        List<String> near = Nearest.of(cause, all);
        return new InputException("expected warn, ill, any or causes, found `" + cause + "`; "
                + (near.isEmpty() ? "causes: " : "nearest: ") + String.join(", ", near.isEmpty() ? all : near));
    }

    /// The diagnoses that count, in the verdict's order.
    public List<Diagnosis> failures(Verdict verdict) {
        return verdict instanceof Verdict.Unwell u
                ? u.diagnoses().stream().filter(this::counts).toList()
                : List.of();
    }

    private boolean counts(Diagnosis d) {
        return d.finding().severity().compareTo(least) >= 0
                && (only.isEmpty() || only.contains(d.cause()))
                && !tolerated.contains(d.cause());
    }
}
