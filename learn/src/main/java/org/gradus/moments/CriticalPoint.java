package org.gradus.moments;

/// The answer to "which weights keep the gradient's norm through any depth?", for one activation and bias
/// variance.
public sealed interface CriticalPoint {

    /// A point on the critical line: `χ₁ = 1` at the fixed point `q`.
    ///
    /// @param q the fixed point; 0 when the signal's power falls towards zero ever more slowly, or is kept as
    ///     it comes
    /// @param sigmaW2 `σ_w² = 1 / D(q)`
    /// @param sigmaB2 `σ_b² = q - V(q) / D(q)`
    /// @param chiQ `χ_q`; above 1 the second moment moves away from `q`, and the point cannot be held
    record Critical(double q, double sigmaW2, double sigmaB2, double chiQ) implements CriticalPoint {

        private static final double ROUNDING = 1e-9;

        /// Whether the second moment stays at the fixed point.
        ///
        /// @return false when a small deviation grows from layer to layer
        public boolean holds() {
            return chiQ <= 1 + ROUNDING;
        }
    }

    /// A critical point exists, but its weights are too large to be of use.
    ///
    /// @param point where it is
    /// @param reason why not, in plain English
    record Impractical(Critical point, String reason) implements CriticalPoint {}

    /// There is no critical point.
    ///
    /// @param reason why not, in plain English
    record None(String reason) implements CriticalPoint {}
}
