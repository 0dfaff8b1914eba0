package org.gradus.detect;

import java.util.List;

/// A cause that was found, with what was ruled out on the way.
///
/// @param cause its name, such as `vanishing-depth`
/// @param finding what speaks for it and against it
/// @param gain how much less error its decisive remedy leaves in a short training, relative to
///     guessing; NaN when there is nothing to try
/// @param sure the probability that this is the cause to treat, see [Odds]
/// @param ruledOut a few words on each cause that was considered and found absent
public record Diagnosis(String cause, Finding.Found finding, double gain, double sure, List<String> ruledOut) {
    public Diagnosis {
        ruledOut = List.copyOf(ruledOut);
    }

    /// The same diagnosis, as sure as this.
    Diagnosis withSure(double sure) {
        return new Diagnosis(cause, finding, gain, sure, ruledOut);
    }
}
