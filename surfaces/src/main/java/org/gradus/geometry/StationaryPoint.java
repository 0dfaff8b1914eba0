package org.gradus.geometry;

import java.util.List;

/// A point at which the gradient is 0.
///
/// @param name its kind's letter and a number, lowest value first: `M1`, `S2`
/// @param kind what the surface is like around it
/// @param at its coordinates
/// @param value the value there
/// @param eigenvalues of the Hessian, smallest first
/// @param members how many points that were found it stands for: a whole curve of minima gets one
///     row
public record StationaryPoint(
        String name, Kind kind, List<Double> at, double value, List<Double> eigenvalues, int members) {

    /// What a surface is like around a stationary point.
    public enum Kind {
        /// A minimum than which none in the box is lower.
        GLOBAL_MINIMUM("M", "global minimum"),
        /// Curved up in every direction.
        LOCAL_MINIMUM("M", "local minimum"),
        /// Curved up in some directions and down in others.
        SADDLE("S", "saddle"),
        /// Curved down in every direction.
        MAXIMUM("X", "maximum"),
        /// Without curvature in some direction, and no way down was found from it.
        FLAT_MINIMUM("F", "flat minimum"),
        /// Without curvature in some direction, and a look around found a way down.
        DEGENERATE("D", "degenerate saddle");

        private final String letter;
        private final String words;

        Kind(String letter, String words) {
            this.letter = letter;
            this.words = words;
        }

        /// What the names of such points begin with.
        public String letter() {
            return letter;
        }

        /// The kind as people write it.
        public String words() {
            return words;
        }

        /// Whether no way leads down from it.
        public boolean minimal() {
            return this == GLOBAL_MINIMUM || this == LOCAL_MINIMUM || this == FLAT_MINIMUM;
        }
    }

    public StationaryPoint {
        at = List.copyOf(at);
        eigenvalues = List.copyOf(eigenvalues);
    }

    /// The distance of a place from it.
    public double distance(double... x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += (x[i] - at.get(i)) * (x[i] - at.get(i));
        return Math.sqrt(sum);
    }
}
