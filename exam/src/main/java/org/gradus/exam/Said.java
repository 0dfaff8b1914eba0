package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Verdict;

/// What the doctor said of a network.
///
/// @param named every cause that it found, and a symptom, those that it named first
/// @param causes how many of them it named as what is wrong; 0 when it named none
public record Said(List<Result.Named> named, int causes) {
    /// Nothing.
    static final Said NOTHING = new Said(List.of(), 0);

    public Said {
        named = List.copyOf(named);
    }

    static Said of(Verdict verdict) {
        List<Diagnosis> all = new ArrayList<>(verdict.findings());
        all.addAll(
                switch (verdict) {
                    case Verdict.Unwell u -> u.seen();
                    case Verdict.Unproven u -> u.seen();
                    case Verdict.Healthy _, Verdict.TooSoon _ -> List.<Diagnosis>of();
                });
        return new Said(
                all.stream().map(Result.Named::of).toList(), verdict.findings().size());
    }

    boolean found() {
        return causes > 0;
    }

    /// Whether a cause is one of those that were named.
    boolean names(String cause) {
        return named.stream().limit(causes).anyMatch(n -> n.cause().equals(cause));
    }
}
