package org.gradus.moments;

/// Where the second moment of the pre-activations goes as layers are added.
public sealed interface FixedPoint {

    /// The second moment settles at `q`.
    ///
    /// A network of 5 to 50 layers may still be far from it: a forecast runs the recursion from the measured
    /// input.
    ///
    /// @param q the fixed point q* of `q = σ_w² V(q) + σ_b²`; 0 when the signal dies out
    /// @param chi1 `χ₁ = σ_w² D(q*)`, the factor on the squared gradient norm per layer
    /// @param chiQ `χ_q = σ_w² V'(q*)`, the factor on a deviation from q* per layer
    record Settled(double q, double chi1, double chiQ) implements FixedPoint {

        /// Layers over which a deviation of the second moment falls by the factor e: `ξ_q = -1 / ln χ_q`.
        ///
        /// @return the depth scale; infinite on the edge
        public double xiQ() {
            return depth(-Math.log(chiQ));
        }

        /// Layers over which the squared gradient norm changes by the factor e: `ξ_grad = 1 / |ln χ₁|`.
        ///
        /// @return the depth scale; infinite on the critical line
        public double xiGradient() {
            return depth(Math.abs(Math.log(chi1)));
        }
    }

    /// The second moment grows beyond any bound: there is no fixed point above the start.
    ///
    /// @param reached the second moment at which the search gave up
    record Unbounded(double reached) implements FixedPoint {}

    /// `1 / rate`, infinite when the rate is zero or of the wrong sign.
    private static double depth(double rate) {
        return rate > 0 ? 1 / rate : Double.POSITIVE_INFINITY;
    }

    /// Where the correlation of two inputs goes as layers are added.
    ///
    /// @param c the stable correlation c*: 1 in the ordered phase, below 1 in the chaotic phase
    /// @param chi `χ_c* = σ_w² E φ'(u₁) φ'(u₂)` at c*, the factor on a deviation from c* per layer
    record Correlation(double c, double chi) {

        /// Layers over which a deviation of the correlation falls by the factor e: `ξ_c = -1 / ln χ_c*`.
        ///
        /// A network trains when it is at most about `6 ξ_c` deep (Schoenholz et al. 2017).
        ///
        /// @return the depth scale; infinite on the critical line
        public double xiC() {
            return depth(-Math.log(chi));
        }
    }
}
