package org.gradus.cli;

import java.util.List;
import java.util.Optional;
import org.gradus.speed.Beginning;
import org.gradus.speed.Floor;
import org.gradus.speed.Measurement;
import org.gradus.speed.Mlp;

/// All that was measured of a network.
///
/// @param timed on each number of threads
/// @param beginning in a JVM of its own, if that was asked for and could be done
record Bench(Mlp mlp, List<Timed> timed, Optional<Beginning> beginning) {
    /// Steps on some threads, beside what they would take at the machine's limits.
    record Timed(Measurement measurement, Floor floor) {
        /// The plain step's time in units of the floor.
        double ofFloor() {
            return measurement.plain().median() / floor.total();
        }
    }
}
