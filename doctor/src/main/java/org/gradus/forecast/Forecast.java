package org.gradus.forecast;

import java.util.List;
import java.util.Optional;

/// What theory says about a network before its first step: how much of the backward signal each layer keeps,
/// with the scatter to expect at this width, and how many layers this initialisation carries.
///
/// Holds for fresh weights only; after the first steps of training, measure. The expected gains are those of
/// the mean-field theory of Poole et al. 2016 and Schoenholz et al. 2017; the scatter follows from
/// small-noise propagation ([Link]), which for ReLU is the `5 Σ 1/n` of Hanin and Nica 2018.
public sealed interface Forecast {

    /// The forecast in one plain sentence.
    ///
    /// @return the sentence
    String sentence();

    /// A forecast.
    ///
    /// All gains are of one sample with a random error signal; an average over a batch scatters less.
    ///
    /// @param layers every dense layer, from the input to the output; none where only gains were asked for
    /// @param total norm of the backward signal at the first layer over that at the last
    /// @param hidden the same over that at the last hidden layer; [LogGain#NONE] with fewer than two hidden
    ///     layers
    /// @param perLayer what one layer keeps: the geometric mean from the last hidden layer to the first
    /// @param budget how many layers this initialisation carries
    /// @param asked hidden dense layers asked for
    /// @param measured pieces that no theory covers, and why: what they do was measured on fresh networks,
    ///     and is part of the gains across them, but they have no forecast of their own
    record Predicted(
            List<LayerForecast> layers,
            LogGain total,
            LogGain hidden,
            LogGain perLayer,
            DepthBudget budget,
            int asked,
            List<NotPredicted> measured)
            implements Forecast {

        /// Above this variance of the log gain only its distribution is a prediction: at 4 the band of the
        /// norm spans a factor of 55.
        public static final double LARGEST_VARIANCE = 4;

        /// @param layers every dense layer
        /// @param total first over last layer
        /// @param hidden first over last hidden layer
        /// @param perLayer geometric mean per layer
        /// @param budget how many layers are carried
        /// @param asked hidden dense layers asked for
        /// @param measured pieces that no theory covers
        public Predicted {
            layers = List.copyOf(layers);
            measured = List.copyOf(measured);
        }

        /// Whether one network's gain can be forecast, and not only the distribution over networks.
        ///
        /// @return false when the variance of the total log gain exceeds [#LARGEST_VARIANCE]
        public boolean predictable() {
            return total.variance() <= LARGEST_VARIANCE;
        }

        /// Whether the initialisation carries the depth asked for.
        ///
        /// @return true when the budget is not exceeded
        public boolean carries() {
            return asked <= budget.layers();
        }

        /// What was measured in place of a forecast, and why, in one sentence.
        ///
        /// @return the sentence; nothing when theory covers all
        public Optional<String> remark() {
            if (measured.isEmpty()) return Optional.empty();
            NotPredicted first = measured.getFirst();
            String more = measured.size() > 1 ? " and " + (measured.size() - 1) + " more" : "";
            return Optional.of("Measured, not predicted: " + first.path() + more + ": " + first.reason() + ".");
        }

        @Override
        public String sentence() {
            return Sentence.of(this) + remark().map(r -> " " + r).orElse("");
        }
    }

    /// No forecast.
    ///
    /// @param path the layer that stands in the way
    /// @param reason why, in plain English
    record NotPredicted(String path, String reason) implements Forecast {

        @Override
        public String sentence() {
            return "No forecast: " + path + ": " + reason + ".";
        }
    }

    /// Forecasts a network.
    ///
    /// @param input what was measured on the data
    /// @param network its blocks from the input to the output; the last dense layer is the output layer
    /// @return the forecast, or the layer that stands in its way
    static Forecast of(Input input, List<Block> network) {
        try {
            return Walk.forecast(input, network, Walk.Detail.LAYERS, Deadline.NONE);
        } catch (NoForecast e) {
            return e.answer();
        }
    }
}
