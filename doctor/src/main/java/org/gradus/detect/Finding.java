package org.gradus.detect;

import java.util.List;
import java.util.function.DoubleFunction;

/// What a detector says of one training: it found its cause, or it rules the cause out; always
/// with numbers.
public sealed interface Finding {

    /// The cause is at work.
    ///
    /// @param severity how much it matters
    /// @param confidence between 0 and 1
    /// @param layers the paths of the layers concerned, worst first
    /// @param since the step since which it shows; 0 is before the first step
    /// @param evidence the measurements that speak for it
    /// @param against the measurements that speak against it
    /// @param headline one sentence for people who never heard of it
    /// @param why the mechanism with this run's numbers
    record Found(
            Severity severity,
            double confidence,
            List<String> layers,
            long since,
            List<Measure> evidence,
            List<Measure> against,
            String headline,
            String why)
            implements Finding {
        public Found {
            layers = List.copyOf(layers);
            evidence = List.copyOf(evidence);
            against = List.copyOf(against);
        }

        /// The same of a cause that keeps the network from learning.
        public Found ill() {
            return new Found(Severity.ILL, confidence, layers, since, evidence, against, headline, why);
        }

        /// A cause that keeps the network from learning, and that nothing measured speaks against.
        public static Found ill(
                double confidence,
                List<String> layers,
                long since,
                List<Measure> evidence,
                String headline,
                String why) {
            return new Found(Severity.ILL, confidence, layers, since, evidence, List.of(), headline, why);
        }
    }

    /// The cause is not at work.
    ///
    /// @param reason a few words with a number, such as `dead units (0 %)`
    /// @param suspected whether something measured spoke for it until it was looked into
    record RuledOut(String reason, boolean suspected) implements Finding {
        /// A cause that nothing spoke for.
        public RuledOut(String reason) {
            this(reason, false);
        }
    }

    /// Something measured speaks for the cause, and undoing it alone does not help: it may be at work
    /// beside another.
    ///
    /// @param reason a few words with a number
    /// @param beside what is said of it when it is, by how much more error is left when it alone stays
    record Open(String reason, DoubleFunction<Found> beside) implements Finding {}

    /// How much a cause matters.
    enum Severity {
        /// It costs something.
        WARN,
        /// It keeps the network from learning.
        ILL
    }

    /// A measured number beside what was expected.
    ///
    /// @param what what was measured
    /// @param value the number, with its unit
    /// @param expected what a healthy network shows, or what was forecast
    /// @param since the step since which it stands, in words
    record Measure(String what, String value, String expected, String since) {}
}
