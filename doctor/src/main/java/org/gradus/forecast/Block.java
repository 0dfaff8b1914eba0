package org.gradus.forecast;

import java.util.List;
import org.gradus.moments.ScalarFunction;

/// One building block of a network, in the plain numbers that the forecast needs.
public sealed interface Block {
    /// How many dense layers some blocks have, as far as they are charted.
    static int dense(List<Block> blocks) {
        return blocks.stream()
                .mapToInt(block -> switch (block) {
                    case Dense _ -> 1;
                    case Residual residual -> residual.branch().size();
                    case Uncharted _, Measured _ -> 0;
                })
                .sum();
    }

    /// Weights, normalisation, activation and dropout, in this order.
    ///
    /// @param path the layer's path, as the report names it
    /// @param inputs fan-in `n_in`
    /// @param outputs width `n_out`
    /// @param weights how weights and biases are drawn
    /// @param norm the normalisation after the weights, with its scale 1 and shift 0
    /// @param activation the activation and its slope; the line for a layer without one. Layers
    ///     that share one function object share its table, which takes some milliseconds to make.
    /// @param steepest `max |φ'|`, the slope that saturation is measured against; where there is no
    ///     largest, the one that counts as full
    /// @param keep the share of units that dropout keeps (inverted scaling); 1 without dropout
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

        /// @param path the layer's path
        /// @param inputs fan-in, positive
        /// @param outputs width, positive
        /// @param weights how weights and biases are drawn
        /// @param norm the normalisation after the weights
        /// @param activation the activation and its slope
        /// @param steepest `max |φ'|`, positive
        /// @param keep the share of units that dropout keeps, above 0 and at most 1
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

        /// A layer without normalisation and dropout.
        ///
        /// @param path the layer's path
        /// @param inputs fan-in
        /// @param outputs width
        /// @param weights how weights and biases are drawn
        /// @param activation the activation and its slope
        /// @param steepest `max |φ'|`
        /// @return the block
        public static Dense plain(
                String path, int inputs, int outputs, Weights weights, ScalarFunction activation, double steepest) {
            return new Dense(path, inputs, outputs, weights, Norm.NONE, activation, steepest, 1);
        }
    }

    /// `x + scale · F(x)`.
    ///
    /// @param path the block's path
    /// @param scale the factor α on the branch; 0 for a branch that starts switched off
    /// @param branch the layers of F, at least one, ending at the width they began with
    record Residual(String path, double scale, List<Dense> branch) implements Block {

        /// @param path the block's path
        /// @param scale the factor on the branch
        /// @param branch the layers of F, at least one
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
    /// @param path the layer's path
    /// @param reason why there is no forecast, in plain English
    record Uncharted(String path, String reason) implements Block {}

    /// A piece that this theory does not cover either, measured on fresh networks.
    ///
    /// @param reason why there is no forecast of it, in plain English
    /// @param change what it does to the signal
    record Measured(String path, String reason, Measuring.Change change) implements Block {}
}
