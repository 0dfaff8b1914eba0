package org.gradus.detect;

import java.util.List;

/// What the doctor says of a training.
public sealed interface Verdict {
    /// The verdict in one sentence.
    default String sentence() {
        return switch (this) {
            case Unwell u -> u.first().finding().headline();
            case TooSoon t -> t.reason();
            case Healthy h ->
                h.answer().equals("fitted") ? "It has learned: hardly any error is left." : "No problem found.";
        };
    }

    /// Nothing is wrong.
    ///
    /// @param answer `fitted` when the error is nearly gone, else `none`
    /// @param evidence the measurements that say so
    /// @param ruledOut a few words on each cause that was considered
    record Healthy(String answer, List<Finding.Measure> evidence, List<String> ruledOut) implements Verdict {
        public Healthy {
            evidence = List.copyOf(evidence);
            ruledOut = List.copyOf(ruledOut);
        }
    }

    /// The training is too short to say.
    record TooSoon(String reason) implements Verdict {}

    /// Something keeps the network from learning; the first diagnosis is the cause to treat.
    record Unwell(List<Diagnosis> diagnoses) implements Verdict {
        public Unwell {
            diagnoses = List.copyOf(diagnoses);
        }

        public Diagnosis first() {
            return diagnoses.getFirst();
        }
    }
}
