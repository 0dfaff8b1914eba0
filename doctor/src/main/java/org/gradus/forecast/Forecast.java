package org.gradus.forecast;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.layer.Layer;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;

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

        private static final double GROWS = 1.1;

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
            if (asked == 0) return "One layer alone: there is no depth to forecast.";
            if (Double.isNaN(perLayer.typical())) return "No forecast: the signal leaves the range of numbers.";
            String scatter = predictable()
                    ? ""
                    : " The scatter is too large to forecast one network: only the distribution over networks is known.";
            return kept() + "; this initialisation carries " + carried() + "; " + asked
                    + (asked == 1 ? " is" : " are") + " asked." + scatter
                    + remark().map(r -> " " + r).orElse("");
        }

        private String kept() {
            double typical = perLayer.typical();
            return typical >= GROWS
                    ? "Each layer multiplies the signal by " + ratio(typical)
                            + perLayer.band(Predicted::ratio, "-")
                                    .map(b -> " (" + b + ")")
                                    .orElse("")
                    : "Each layer keeps " + percent(typical) + " %"
                            + perLayer.band(Predicted::percent, "-")
                                    .map(b -> " (" + b + " %)")
                                    .orElse("")
                            + " of the signal";
        }

        private static String ratio(double gain) {
            return number(gain, "%.3g", gain);
        }

        private static String percent(double gain) {
            return number(gain, gain < 0.01 ? "%.1g" : "%.0f", 100 * gain);
        }

        private static String number(double gain, String format, double shown) {
            if (Double.isFinite(gain)) return String.format(Locale.ROOT, format, shown);
            return Double.isNaN(gain) ? "–" : "∞";
        }

        private String carried() {
            String layers =
                    String.format(Locale.ROOT, "about %.0f layer%s", budget.layers(), budget.layers() == 1 ? "" : "s");
            return switch (budget.binding()) {
                case VANISHES -> layers;
                case EXPLODES -> layers + " (then the signal has grown a thousandfold)";
                case INFORMATION -> layers + " (then inputs can no longer be told apart)";
                case NONE -> "more than " + DepthBudget.MOST_PAIRED + " layers";
            };
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

    /// The forecast of a recipe on its data.
    static Forecast of(Recipe recipe, Dataset data) {
        return Forecaster.of(data, recipe.batch()).forecast(recipe);
    }

    /// The forecast of some layers on samples like these.
    ///
    /// @param inputs samples `[n, …the shape of a sample]`
    /// @param batch samples in a batch
    static Forecast of(List<Layer> model, Tensor inputs, int batch) {
        return new Forecaster(inputs, batch).forecast(model, 1, Walk.Detail.LAYERS);
    }
}
