package org.gradus.detect;

import java.util.List;
import java.util.Optional;

/// A cause that was found, with what was ruled out on the way.
///
/// @param cause its name, such as `vanishing-depth`
/// @param finding what speaks for it and against it
/// @param odds what its odds are made of
/// @param sure the probability that this is the cause to treat, see [Odds]
/// @param ruledOut a few words on each cause that was considered and found absent
/// @param undone what came of undoing it in a short training; nothing where there is nothing to
///     undo it with
public record Diagnosis(
        String cause,
        Finding.Found finding,
        Odds.Contender odds,
        double sure,
        List<String> ruledOut,
        Optional<Undone> undone) {
    public Diagnosis {
        ruledOut = List.copyOf(ruledOut);
    }

    /// A cause that was not undone.
    public Diagnosis(String cause, Finding.Found finding, Odds.Contender odds, double sure, List<String> ruledOut) {
        this(cause, finding, odds, sure, ruledOut, Optional.empty());
    }

    /// What came of undoing a cause.
    ///
    /// @param remedy what undoes it
    /// @param gain how much less error that leaves on unseen samples; of causes that are needed
    ///     together, how much more is left when this one alone stays
    public record Undone(String remedy, Gain gain) {}

    /// How much less error its decisive remedy leaves on unseen samples in a short training,
    /// relative to guessing; NaN when there is nothing to try.
    public double gain() {
        return odds.gain();
    }

    /// The same diagnosis, as sure as this.
    public Diagnosis withSure(double sure) {
        return new Diagnosis(cause, finding, odds, sure, ruledOut, undone);
    }
}
