package org.gradus.detect;

import java.util.List;

/// What the doctor says of a training.
public sealed interface Verdict {
    /// The verdict in one sentence.
    default String sentence() {
        return switch (this) {
            case Unwell u -> u.first().finding().headline();
            case TooSoon t -> t.reason();
            case Healthy h
            when h.answer().equals("fitted") -> "The network has fitted its data; little error is left to learn from.";
            case Healthy h
            when h.unexplained() ->
                Figure.percent(h.residual()) + " of the error of guessing is left, and no cause for it was found.";
            case Healthy h ->
                "No cause of trouble was found; the gradient does its work. " + Figure.percent(h.residual())
                        + " of the error of guessing is left.";
        };
    }

    /// No cause was found for anything that may be wrong.
    ///
    /// @param answer `fitted` when the error is nearly gone, else `none`
    /// @param residual the error that is left, relative to that of the best constant predictor
    /// @param evidence the measurements that say so
    /// @param ruledOut a few words on each cause that was considered
    record Healthy(String answer, double residual, List<Finding.Measure> evidence, List<String> ruledOut)
            implements Verdict {
        public Healthy {
            evidence = List.copyOf(evidence);
            ruledOut = List.copyOf(ruledOut);
        }

        /// Whether so much error is left that there may be a cause which was not found.
        public boolean unexplained() {
            return !(residual < Evidence.POOR);
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
