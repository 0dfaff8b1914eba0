package org.gradus.exam;

import java.util.List;
import java.util.stream.Stream;
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
        List<Diagnosis> named = verdict.findings();
        return new Said(
                Stream.concat(named.stream(), verdict.seen().stream())
                        .map(Result.Named::of)
                        .toList(),
                named.size());
    }

    boolean found() {
        return causes > 0;
    }

    /// Whether a cause is one of those that were named.
    boolean names(String cause) {
        return named.stream().limit(causes).anyMatch(n -> n.cause().equals(cause));
    }
}
