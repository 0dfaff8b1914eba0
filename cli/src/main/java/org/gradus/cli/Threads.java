package org.gradus.cli;

import org.gradus.name.InputException;

/// How many threads an option may ask for.
final class Threads {
    /// More than any machine has processors.
    private static final int MOST = 1024;

    private Threads() {}

    /// The number asked for.
    ///
    /// @throws InputException when no machine has so many, or it is below 1
    static int checked(int asked) {
        if (asked < 1 || asked > MOST) {
            throw new InputException("--threads: expected 1 to " + MOST + ", found " + asked);
        }
        return asked;
    }
}
