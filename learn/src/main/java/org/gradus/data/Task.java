package org.gradus.data;

import org.gradus.name.Setting;

/// What a network is asked to tell from the inputs.
public sealed interface Task {
    /// The width of the network's output that fits the task.
    int outputs();

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
    }

    /// To tell quantities; targets are real numbers.
    ///
    /// @param outputs how many for each sample, at least 1
    record Regression(int outputs) implements Task {
        public Regression {
            Setting.atLeast(1, "outputs", outputs);
        }
    }
}
