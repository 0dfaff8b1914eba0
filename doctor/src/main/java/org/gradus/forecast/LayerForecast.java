package org.gradus.forecast;

import java.util.Optional;

/// What theory expects of one dense layer of a fresh network.
///
/// The backward signal δ is the derivative of one sample's loss by the layer's linear output. Norms are sums
/// over units; the `rms` forms divide by the width. Where theory does not cover the activation, what is said of
/// it holds for the linear output, and the gain from above includes it as measured.
///
/// @param path the layer's path
/// @param width units `n_l`
/// @param power second moment `q` of the linear output, without a constant bias
/// @param mean expected activation over units and inputs
/// @param sd standard deviation of the activation over units and inputs
/// @param correlation correlation of the linear outputs of two inputs
/// @param slope rms slope of the activation, `√D`
/// @param slopeFactor that slope over the steepest, `√D / max |φ'|`; saturated below 0.2, and above 1
///     only where the slope has no bound
/// @param weightGain norm ratio made by this layer's weights, `√(n_in Var(W))`
/// @param gain `‖δ‖` here over `‖δ‖` at the next dense layer above; empty for the last layer, and
///     where the signal is exactly 0
/// @param fromTop `‖δ‖` here over `‖δ‖` at the last dense layer
/// @param widthAbove units of the next dense layer above; this width for the last layer
/// @param widthTop units of the last dense layer
public record LayerForecast(
        String path,
        int width,
        double power,
        double mean,
        double sd,
        double correlation,
        double slope,
        double slopeFactor,
        double weightGain,
        Optional<LogGain> gain,
        LogGain fromTop,
        int widthAbove,
        int widthTop) {

    /// [#gain()] as a ratio of root mean squares over units, which has the factor `√(n_{l+1} / n_l)`.
    ///
    /// @return the ratio of per-unit sizes
    public Optional<LogGain> rmsGain() {
        return gain.map(g -> g.times((double) widthAbove / width));
    }

    /// [#fromTop()] as a ratio of root mean squares over units.
    ///
    /// @return the ratio of per-unit sizes
    public LogGain rmsFromTop() {
        return fromTop.times((double) widthTop / width);
    }

    static LayerForecast of(
            DensePass pass, Optional<LogGain> gain, LogGain fromTop, BlockPass.Tap above, BlockPass.Tap top) {
        Block.Dense layer = pass.layer();
        double slope = Math.sqrt(pass.moments().slopePower());
        return new LayerForecast(
                layer.path(),
                layer.outputs(),
                pass.power(),
                pass.moments().mean(),
                Math.sqrt(pass.moments().variance()),
                pass.correlation(),
                slope,
                slope / layer.steepest(),
                Math.sqrt(layer.inputs() * layer.weights().variance()),
                gain,
                fromTop,
                above.pass().layer().outputs(),
                top.pass().layer().outputs());
    }
}
