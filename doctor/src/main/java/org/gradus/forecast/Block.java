package org.gradus.forecast;

import java.util.List;
import org.gradus.activation.Identity;
import org.gradus.moments.ScalarFunction;

/// One building block of a network, in the plain numbers that the forecast needs.
sealed interface Block {
    /// The layer's or the block's path, as the report names it.
    String path();

    /// The dense layers in it that theory knows, from its input to its output.
    default List<Dense> dense() {
        return switch (this) {
            case Dense dense -> List.of(dense);
            case Residual residual -> residual.branch();
            case Uncharted _, Measured _ -> List.of();
        };
    }

    /// The normalisation between a layer's linear output and its activation.
    enum Norm {
        /// None.
        NONE,
        /// Over the units of a sample.
        LAYER,
        /// Over the samples of a large batch.
        BATCH
    }

    /// How the weights and biases of a dense layer are drawn.
    ///
    /// @param variance variance of one weight, `Var(W)`, not negative; the mean is zero
    /// @param orthogonal whether the rows or columns are orthogonal; else the weights are independent
    /// @param biasVariance variance of one bias, not negative
    /// @param biasMean mean of the biases: the constant of a constant bias
    record Weights(double variance, boolean orthogonal, double biasVariance, double biasMean) {
        public Weights {
            if (!(variance >= 0) || !(biasVariance >= 0) || !Double.isFinite(biasMean)) {
                throw new IllegalArgumentException("weights: variances are numbers >= 0 · Var(W) " + variance
                        + " · Var(b) " + biasVariance + " · mean of b " + biasMean);
            }
        }

        /// Independent weights without biases.
        static Weights independent(double variance) {
            return new Weights(variance, false, 0, 0);
        }

        /// The same weights with biases of mean zero.
        Weights withBias(double biasVariance) {
            return new Weights(variance, orthogonal, biasVariance, biasMean);
        }
    }

    /// The activation of a layer without one, the same object for all, which so share its table.
    ScalarFunction LINE = new Identity().function().orElseThrow();

    /// Weights, normalisation, activation and dropout, in this order.
    ///
    /// @param path the layer's path, as the report names it
    /// @param inputs fan-in `n_in`, positive
    /// @param outputs width `n_out`, positive
    /// @param weights how weights and biases are drawn
    /// @param norm the normalisation after the weights, with its scale 1 and shift 0
    /// @param activation the activation and its slope; the line for a layer without one. Layers
    ///     that share one function object share its table, which takes some milliseconds to make.
    /// @param steepest `max |φ'|`, the slope that saturation is measured against; where there is no
    ///     largest, the one that counts as full
    /// @param keep the share of units that dropout keeps (inverted scaling), above 0; 1 without dropout
    record Dense(
            String path,
            int inputs,
            int outputs,
            Weights weights,
            Norm norm,
            ScalarFunction activation,
            double steepest,
            double keep)
            implements Block {
        public Dense {
            if (inputs < 1 || outputs < 1) {
                throw new IllegalArgumentException(
                        path + ": widths are positive · inputs " + inputs + " · outputs " + outputs);
            }
            if (!(steepest > 0) || !(keep > 0 && keep <= 1)) {
                throw new IllegalArgumentException(
                        path + ": needs max |φ'| > 0 and 0 < keep <= 1 · " + steepest + " · keep " + keep);
            }
        }

        /// A layer of weights alone.
        static Dense linear(String path, int inputs, int outputs, Weights weights) {
            return new Dense(path, inputs, outputs, weights, Norm.NONE, LINE, 1, 1);
        }

        Dense with(Norm norm) {
            return new Dense(path, inputs, outputs, weights, norm, activation, steepest, keep);
        }

        Dense with(ScalarFunction activation, double steepest) {
            return new Dense(path, inputs, outputs, weights, norm, activation, steepest, keep);
        }

        /// The same layer with one more dropout.
        Dense keeping(double share) {
            double kept = Math.max(Double.MIN_NORMAL, keep * share);
            return new Dense(path, inputs, outputs, weights, norm, activation, steepest, kept);
        }

        /// Whether nothing follows the weights and their normalisation yet.
        boolean isLinear() {
            return activation.equals(LINE);
        }

        /// `1 / max(n_in, n_out)` for orthogonal weights, 0 for independent ones.
        ///
        /// Orthogonal weights keep a length exactly where independent ones scatter it: the 2 / n of a
        /// chi-square is missing from every variance, in full for a square matrix.
        double orthogonality() {
            return weights.orthogonal() ? 1.0 / Math.max(inputs, outputs) : 0;
        }
    }

    /// `x + scale · F(x)`.
    ///
    /// @param scale the factor α on the branch; 0 for a branch that starts switched off
    /// @param branch the layers of F, at least one, ending at the width they began with
    record Residual(String path, double scale, List<Dense> branch) implements Block {
        public Residual {
            branch = List.copyOf(branch);
            if (branch.isEmpty()
                    || branch.getFirst().inputs() != branch.getLast().outputs()) {
                throw new IllegalArgumentException(
                        path + ": a residual branch has layers and ends at the width it began with");
            }
        }
    }

    /// A layer that this theory does not cover.
    ///
    /// @param reason why there is no forecast, in plain English
    record Uncharted(String path, String reason) implements Block {}

    /// A piece that this theory does not cover either, measured on fresh networks.
    ///
    /// @param reason why there is no forecast of it, in plain English
    /// @param change what it does to the signal
    record Measured(String path, String reason, Measuring.Change change) implements Block {}
}
