package org.gradus.exam;

import java.util.Set;

/// The sound networks of a world into which faults are planted.
interface Bases {
    /// The n-th sound network that has what is needed.
    Base base(Set<Need> needs, long number);

    /// A sound network.
    ///
    /// @param seed settles how a fault is planted into it
    record Base(Case sound, long seed) {}
}
