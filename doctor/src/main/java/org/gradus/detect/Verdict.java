package org.gradus.detect;

import java.util.List;
import java.util.Optional;

/// What the doctor says of a training.
public sealed interface Verdict {
    /// The verdict in one sentence.
    String sentence();

    /// What was measured, beside what is expected.
    List<Finding.Measure> evidence();

    /// A few words on each cause that was considered and found absent.
    List<String> ruledOut();

    /// Nothing is wrong with the training, or nothing that was found.
    ///
    /// @param answer what became of the error
    /// @param residual the error that is left on the samples trained on, relative to guessing
    record Healthy(
            Answer answer, double residual, String sentence, List<Finding.Measure> evidence, List<String> ruledOut)
            implements Verdict {
        public Healthy {
            evidence = List.copyOf(evidence);
            ruledOut = List.copyOf(ruledOut);
        }

        /// Whether so much error is left that there may be a cause which was not found.
        public boolean unexplained() {
            return answer == Answer.UNEXPLAINED || answer == Answer.TOO_FEW_SAMPLES || answer == Answer.UNLUCKY;
        }
    }

    /// What became of the error of a training in which no cause was found.
    enum Answer {
        /// It is nearly gone.
        FITTED,
        /// Little of it is left.
        LEARNED,
        /// No change that was tried leaves less of it on unseen samples.
        DATA_LIMIT,
        /// Much more of it is left than the same recipe leaves when it is trained on parts of the samples.
        UNLUCKY,
        /// Samples are too few to see whether a change would leave less.
        TOO_FEW_SAMPLES,
        /// Much of it is left, and why was not found out.
        UNEXPLAINED
    }

    /// The training is too short to say.
    record TooSoon(String sentence) implements Verdict {
        @Override
        public List<Finding.Measure> evidence() {
            return List.of();
        }

        @Override
        public List<String> ruledOut() {
            return List.of();
        }
    }

    /// Something keeps the network from learning; the first diagnosis is the cause to treat.
    ///
    /// @param diagnoses what was found, the likeliest first
    /// @param joint how many of the first it takes to explain the error: undoing one of them alone
    ///     is not enough
    record Unwell(List<Diagnosis> diagnoses, int joint) implements Verdict {
        public Unwell {
            diagnoses = List.copyOf(diagnoses);
        }

        /// Something that explains the error alone.
        public Unwell(List<Diagnosis> diagnoses) {
            this(diagnoses, 1);
        }

        public Diagnosis first() {
            return diagnoses.getFirst();
        }

        /// The causes to treat, together.
        public List<Diagnosis> causes() {
            return diagnoses.subList(0, joint);
        }

        @Override
        public List<Diagnosis> seen() {
            return diagnoses.subList(joint, diagnoses.size());
        }

        @Override
        public String sentence() {
            return first().finding().headline();
        }

        @Override
        public List<Finding.Measure> evidence() {
            return first().finding().evidence();
        }

        @Override
        public List<String> ruledOut() {
            return first().ruledOut();
        }
    }

    /// Much error is left, and no cause is likelier than not, or none passed its trial.
    ///
    /// @param symptom what the training itself shows to be wrong, whatever the cause
    /// @param seen what was found, the likeliest first
    record Unproven(
            Optional<Diagnosis> symptom,
            List<Diagnosis> seen,
            String sentence,
            List<Finding.Measure> evidence,
            List<String> ruledOut)
            implements Verdict {
        public Unproven {
            seen = List.copyOf(seen);
            evidence = List.copyOf(evidence);
            ruledOut = List.copyOf(ruledOut);
        }
    }

    /// What was found besides, or is not proven.
    default List<Diagnosis> seen() {
        return List.of();
    }

    /// The diagnoses that count as something found: causes to treat, and a symptom.
    default List<Diagnosis> findings() {
        return switch (this) {
            case Unwell u -> u.causes();
            case Unproven u -> u.symptom().stream().toList();
            case Healthy _, TooSoon _ -> List.of();
        };
    }
}
