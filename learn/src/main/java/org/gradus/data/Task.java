package org.gradus.data;

import org.gradus.name.Setting;

/// What a network is asked to tell from the inputs.
public sealed interface Task {
    /// The width of the network's output that fits the task.
    int outputs();

    /// What the measure of success is called: `accuracy`, the share of answers that are right, or `R²`, the share
    /// of the targets' variance that is explained.
    String metric();

    /// To tell which of some classes a sample belongs to; targets are class numbers from 0.
    ///
    /// @param classes how many there are, at least 2
    record Classification(int classes) implements Task {
        public Classification {
            Setting.atLeast(2, "classes", classes);
        }

        @Override
        public int outputs() {
            return classes;
        }

        @Override
        public String metric() {
            return "accuracy";
        }
    }

    /// To answer several questions by yes or no, each independent of the others: any number of them may be yes.
    /// Targets are `f32 [n, outputs]` of 0, no, and 1, yes.
    ///
    /// @param outputs how many questions there are for each sample, at least 1
    record MultiLabel(int outputs) implements Task {
        public MultiLabel {
            Setting.atLeast(1, "outputs", outputs);
        }

        @Override
        public String metric() {
            return "accuracy";
        }
    }

    /// To tell quantities; targets are real numbers.
    ///
    /// @param outputs how many for each sample, at least 1
    record Regression(int outputs) implements Task {
        public Regression {
            Setting.atLeast(1, "outputs", outputs);
        }

        @Override
        public String metric() {
            return "R²";
        }
    }
}
