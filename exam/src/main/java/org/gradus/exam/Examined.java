package org.gradus.exam;

import java.util.List;

/// What the doctor said of one network, before its trials or after them, beside the truth.
///
/// @param result the network
/// @param said what was said
record Examined(Result result, Said said) {
    /// Whether anything was named.
    boolean found() {
        return said.found();
    }

    /// Whether a planted cause is among the first few that were found.
    boolean among(int few) {
        return said.named().stream().limit(few).anyMatch(n -> result.causes().contains(n.cause()));
    }

    /// Whether a planted cause comes first, and is named.
    boolean first() {
        return found() && among(1);
    }

    /// Whether every planted cause is named.
    boolean all() {
        return result.causes().stream().allMatch(said::names);
    }

    /// How sure it was of what it named first.
    double sure() {
        return said.named().getFirst().sure();
    }

    /// What was named first; `none` without anything.
    String name() {
        return found() ? said.named().getFirst().cause() : "none";
    }

    /// All that was named, with `+` between.
    String names() {
        if (!found()) return name();
        List<String> names = said.named().stream()
                .limit(said.causes())
                .map(Result.Named::cause)
                .toList();
        return String.join("+", names);
    }
}
