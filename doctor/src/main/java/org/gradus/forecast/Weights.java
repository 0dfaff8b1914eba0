package org.gradus.forecast;

/// How the weights and biases of a dense layer are drawn.
///
/// @param variance variance of one weight, `Var(W)`; the mean is zero
/// @param orthogonal whether the rows or columns are orthogonal; else the weights are independent
/// @param biasVariance variance of one bias
/// @param biasMean mean of the biases: the constant of a constant bias
public record Weights(double variance, boolean orthogonal, double biasVariance, double biasMean) {

    /// @param variance variance of one weight, not negative
    /// @param orthogonal whether the rows or columns are orthogonal
    /// @param biasVariance variance of one bias, not negative
    /// @param biasMean mean of the biases
    public Weights {
        if (!(variance >= 0) || !(biasVariance >= 0) || !Double.isFinite(biasMean)) {
            throw new IllegalArgumentException("weights: variances are numbers >= 0 · Var(W) " + variance + " · Var(b) "
                    + biasVariance + " · mean of b " + biasMean);
        }
    }

    /// Independent weights without biases.
    ///
    /// @param variance variance of one weight
    /// @return the description
    public static Weights independent(double variance) {
        return new Weights(variance, false, 0, 0);
    }

    /// The same weights with biases of mean zero.
    ///
    /// @param biasVariance variance of one bias
    /// @return the description
    public Weights withBias(double biasVariance) {
        return new Weights(variance, orthogonal, biasVariance, biasMean);
    }
}
