package org.gradus.ledger;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// The factors of every weight's gradient at one moment: residual × transmission × alignment × coherence.
///
/// For a weight θ, samples n, network output f, residual r = dloss/df and Jacobian J = df/dθ:
/// - residual R = rms over samples of ‖r‖: is there still an error to learn from?
/// - transmission T = rms of ‖Jᵀu‖ over random u of mean square norm 1: would any error signal arrive here?
/// - alignment A = rms of ‖Jᵀr‖ / (R T): does this error lie in what the weight can see?
/// - coherence C = ‖mean of Jᵀr‖ / rms of ‖Jᵀr‖: do the samples agree?
///
/// Their product is the norm of the gradient of the mean loss, by construction.
///
/// @param step how many steps had been made
/// @param samples how many samples were measured
/// @param residual R
/// @param baseline the residual of the best constant predictor, against which R is judged
/// @param blocks one a weight or bias of a linear layer, input side first
/// @param hops one a pair of neighbouring linear layers, output side first
public record Ledger(int step, int samples, double residual, double baseline, List<Block> blocks, List<Hop> hops) {

    public Ledger {
        blocks = List.copyOf(blocks);
        hops = List.copyOf(hops);
    }

    /// The factors of one weight or bias. Where no signal is transmitted, alignment and coherence do not exist.
    ///
    /// @param path the parameter's path
    /// @param gradient the norm of the gradient of the mean loss
    /// @param error the relative standard error of the transmission, which is measured with random cotangents
    public record Block(
            String path,
            double gradient,
            double transmission,
            double error,
            OptionalDouble alignment,
            OptionalDouble coherence) {}

    /// What a random backward signal keeps of its norm on its way from one linear layer to the one before it,
    /// split into factors whose product it is.
    ///
    /// @param from the layer on the output side
    /// @param to the layer on the input side
    /// @param gain ‖dL/dz‖ at `to` over ‖dL/dz‖ at `from`
    /// @param weight √fan-in × rms(W) of `from`
    /// @param slope rms of φ′ at `to`
    /// @param structure what is left: normalisation, skips, and how the signal lies to the weight
    public record Hop(String from, String to, double gain, double weight, double slope, double structure) {}

    /// The residual relative to that of the best constant predictor.
    public double relativeResidual() {
        return baseline > 0 ? residual / baseline : residual;
    }

    /// The hops among hidden layers: all but the first, which leads down from the output layer.
    public List<Hop> hiddenHops() {
        return hops.isEmpty() ? hops : hops.subList(1, hops.size());
    }

    /// What the signal keeps of its norm per layer: the geometric mean over hidden hops; 1 without any.
    public double keptPerLayer() {
        return geometricMean(hiddenHops().stream().mapToDouble(Hop::gain).toArray());
    }

    /// What the first layer gets of the signal at the last hidden layer.
    public double reach() {
        return hiddenHops().stream().mapToDouble(Hop::gain).reduce(1, (a, b) -> a * b);
    }

    /// The factors of one parameter.
    public Block block(String path) {
        return blocks.stream()
                .filter(b -> b.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Ledger: no parameter " + path));
    }

    /// The geometric mean of one factor over hidden hops.
    public double typical(ToDoubleFunction<Hop> factor) {
        return geometricMean(hiddenHops().stream().mapToDouble(factor).toArray());
    }

    private static double geometricMean(double... values) {
        double sum = 0;
        for (double v : values) sum += Math.log(v);
        return values.length == 0 ? 1 : Math.exp(sum / values.length);
    }
}
