package org.gradus.detect;

/// A cause that is named for what undoing it gains, alone or beside others.
public interface Undoable extends Detector {
    /// What is said when undoing it gains.
    ///
    /// @param gain the error less, relative to guessing
    Finding.Found found(Evidence e, double gain);
}
