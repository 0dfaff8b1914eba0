package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

        /// A cause that keeps the network from learning and shows before the first step, of which nothing is
        /// measured yet.
        public static Found ill(double confidence, List<String> layers, String headline, String why) {
            return new Found(Severity.ILL, confidence, layers, 0, List.of(), List.of(), headline, why);
        }

        /// The same of a cause that matters so much.
        public Found withSeverity(Severity severity) {
            return new Found(severity, confidence, layers, since, evidence, against, headline, why);
        }

        /// The same of one that shows since some step.
        public Found since(long step) {
            return new Found(severity, confidence, layers, step, evidence, against, headline, why);
        }

        /// The same, with something that was measured before the first step.
        public Found seen(String what, String value, String expected) {
            return seen(what, value, expected, "step 0");
        }

        /// The same, with something that was measured.
        public Found seen(String what, String value, String expected, String since) {
            return seen(new Measure(what, value, expected, since));
        }

        /// The same, with what was measured.
        public Found seen(Measure... measures) {
            List<Measure> all = new ArrayList<>(evidence);
            all.addAll(List.of(measures));
            return new Found(severity, confidence, layers, since, all, against, headline, why);
        }

        /// The same, with what speaks against it, of what may.
        @SafeVarargs
        public final Found doubted(Optional<Measure>... doubts) {
            List<Measure> all = new ArrayList<>(against);
            for (Optional<Measure> doubt : doubts) doubt.ifPresent(all::add);
            return new Found(severity, confidence, layers, since, evidence, all, headline, why);
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
