package org.gradus.moments;

import java.util.List;

/// A real function of one variable with its slope, as the Gaussian moments need it.
///
/// The one working method takes many points at once, because a quadrature asks for thousands.
/// An activation adapts its expression to this interface.
public interface ScalarFunction {

    /// Writes the function and its slope at each point: `value[i] = φ(x[i])`, `slope[i] = φ'(x[i])`.
    ///
    /// The three arrays have the same length. `x` is only read. At a kink either one-sided slope will do:
    /// a quadrature never puts a node there.
    ///
    /// @param x the points
    /// @param value receives φ
    /// @param slope receives φ′
    void evaluate(double[] x, double[] value, double[] slope);

    /// The points where the function or its slope is not smooth, in any order; empty for a smooth function.
    ///
    /// A quadrature breaks its panels there. A forgotten kink costs accuracy (about 1e-4), not correctness.
    ///
    /// @return the kinks
    List<Double> kinks();

    /// The r of the bound exp(r |x|) on the growth of |φ| and |φ′|; 0 when no more than some power of x bounds
    /// them.
    ///
    /// The moments of one that grows so fast are made far out, where the normal density is small, so a quadrature
    /// has to reach further: a forgotten growth gives moments that are too small.
    ///
    /// @return the rate, not negative
    default double growth() {
        return 0;
    }

    /// The point around which the function bends: 0 unless shifted. Quadratures refine their panels towards
    /// it.
    ///
    /// @return the centre
    default double centre() {
        return 0;
    }

    /// The same function for those who ask often: read from a table of polynomials, exact to about 13 digits.
    ///
    /// Making the table takes some 15,000 values of this function.
    ///
    /// @return the tabulated function
    default ScalarFunction tabulated() {
        return Table.of(this);
    }

    /// The function `x ↦ φ(x + shift)`: what a unit with the constant bias `shift` applies to its weighted
    /// sum.
    ///
    /// @param shift the constant added to the argument
    /// @return the shifted function; this one when the shift is zero
    default ScalarFunction shifted(double shift) {
        return shift == 0 ? this : new Shifted(this, shift);
    }
}
