package org.gradus.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// The factors of every weight's gradient at one moment: residual × transmission × alignment ×
/// coherence.
///
/// For a weight θ, samples n, network output f, residual r = dloss/df and Jacobian J = df/dθ:
/// - residual R = rms over samples of ‖r‖: is there still an error to learn from?
/// - transmission T = rms of ‖Jᵀu‖ over random u of mean square norm 1: would any error signal
/// arrive here?
/// - alignment A = rms of ‖Jᵀr‖ / (R T): does this error lie in what the weight can see?
/// - coherence C = ‖mean of Jᵀr‖ / rms of ‖Jᵀr‖: do the samples agree?
///
/// Their product is the norm of the gradient of the mean loss, by construction.
///
/// Where samples interact, as in batch norm, a sample's Jᵀr is what its own row of the weight's
/// input and of the backward signal of the whole batch gives; the sum of these is the gradient as
/// ever, and T has an independent u a sample.
///
/// Magnitudes that `double` cannot hold stand beside it as decades, their common logarithm: -∞ is
/// 0.
///
/// @param step how many steps had been made
/// @param samples how many samples were measured
/// @param residual R
/// @param baseline the residual of the best constant predictor, against which R is judged
/// @param blocks one a parameter, input side first
/// @param hops one a pair of neighbouring linear layers, output side first
public record Ledger(long step, int samples, double residual, double baseline, List<Block> blocks, List<Hop> hops) {

    public Ledger {
        blocks = List.copyOf(blocks);
        hops = List.copyOf(hops);
    }

    /// The factors of one parameter. Where no signal is transmitted, alignment and coherence do
    /// not exist.
    ///
    /// @param path the parameter's path
    /// @param gradient the norm of the gradient of the mean loss, without the roundings to 0 that
    ///     training may suffer; NaN where none is computed: in a frozen layer, or where no path
    ///     leads
    /// @param transmission T
    /// @param error the relative standard error of the transmission, which is measured with
    ///     random cotangents
    /// @param gradientDecades the gradient as decades
    /// @param transmissionDecades the transmission as decades
    /// @param zero why training sees a gradient of 0 or none, if it does
    public record Block(
            String path,
            double gradient,
            double transmission,
            double error,
            OptionalDouble alignment,
            OptionalDouble coherence,
            double gradientDecades,
            double transmissionDecades,
            Optional<Zero> zero) {

        public Block {
            gradientDecades = given(gradientDecades, gradient);
            transmissionDecades = given(transmissionDecades, transmission);
        }

        /// A block whose magnitudes a `double` holds.
        public Block(
                String path,
                double gradient,
                double transmission,
                double error,
                OptionalDouble alignment,
                OptionalDouble coherence) {
            this(path, gradient, transmission, error, alignment, coherence, Double.NaN, Double.NaN, Optional.empty());
        }
    }

    /// Why a gradient is 0.
    ///
    /// @param operation the operation that cuts the signal off, such as `MatMul` or `stop_gradient`
    /// @param layer the path of its layer; empty if it belongs to none
    public record Zero(Kind kind, String operation, String layer) {
        /// How exact the 0 is.
        public enum Kind {
            /// No path leads from the loss to the parameter, or it is frozen.
            NO_PATH,
            /// Something was multiplied by an exact 0: a dead ReLU, a zero weight, a mask.
            EXACT,
            /// It is 0 in working precision only: underflow or cancellation.
            ROUNDED
        }
    }

    /// What a random backward signal keeps of its norm on its way from one linear layer to the one
    /// before it, split into factors whose product it is. Where the signal is cut, or passes a
    /// layer by that gets none of it, the gain is 0 or ∞ and is no such product.
    ///
    /// @param from the layer on the output side
    /// @param to the layer on the input side
    /// @param gain ‖dL/dz‖ at `to` over ‖dL/dz‖ at `from`
    /// @param weight √fan-in × rms(W) of `from`
    /// @param slope rms of φ′ at `to`
    /// @param normalization what normalisations between them do to the norm of the signal that
    ///     passes them
    /// @param skip what skips do: a branch's scale, and the growth where the signal that passed
    ///     by comes back
    /// @param structure what is left: dropout, and how the signal lies to the weight and to the
    ///     slopes
    /// @param decades log₁₀ of the gain
    /// @param reached log₁₀ of ‖dL/dz‖ at `to` over that at the last hidden layer; NaN if only
    ///     the gains are known
    /// @param places whose the factors are
    public record Hop(
            String from,
            String to,
            double gain,
            double weight,
            double slope,
            double normalization,
            double skip,
            double structure,
            double decades,
            double reached,
            Places places) {

        public Hop {
            decades = given(decades, gain);
        }

        /// What is neither weight nor slope: normalisation × skip × structure.
        public double rest() {
            return normalization * skip * structure;
        }

        /// A hop without normalisation and skip.
        public Hop(String from, String to, double gain, double weight, double slope, double structure) {
            this(from, to, gain, weight, slope, 1, 1, structure, Double.NaN, Double.NaN, Places.NONE);
        }
    }

    /// The layers between two linear ones, by path; empty for none.
    ///
    /// @param activation the name of the activation, such as `sigmoid`
    public record Places(String activation, String normalization, String skip) {
        static final Places NONE = new Places("", "", "");
    }

    /// A part of the decades that a hop loses, or wins if negative.
    ///
    /// @param decades -log₁₀ of the factor
    /// @param operation what takes them, such as `sigmoid` or `batch_norm`
    /// @param layer the path of the layer it belongs to
    public record Bill(Factor factor, double decades, String operation, String layer) {
        /// Who pays.
        public enum Factor {
            WEIGHT,
            SLOPE,
            NORMALIZATION,
            SKIP,
            STRUCTURE
        }
    }

    /// Every decade that the hidden hops lose, output side first. A hop's bills add up to what it
    /// loses.
    public List<Bill> bills() {
        List<Bill> bills = new ArrayList<>();
        for (Hop h : hiddenHops()) {
            Places at = h.places();
            bill(bills, Bill.Factor.WEIGHT, h.weight(), "MatMul", h.from());
            bill(bills, Bill.Factor.SLOPE, h.slope(), at.activation(), h.to());
            bill(bills, Bill.Factor.NORMALIZATION, h.normalization(), kind(at.normalization()), at.normalization());
            bill(bills, Bill.Factor.SKIP, h.skip(), kind(at.skip()), at.skip());
            bill(bills, Bill.Factor.STRUCTURE, h.structure(), "MatMul", h.from());
        }
        return bills;
    }

    private static void bill(List<Bill> bills, Bill.Factor factor, double value, String operation, String layer) {
        if (value != 1) bills.add(new Bill(factor, -Math.log10(value), operation, layer));
    }

    /// The kind of layer that a path such as `tower/batch_norm2` names.
    private static String kind(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\d+$", "");
    }

    private static double given(double known, double value) {
        return Double.isNaN(known) ? Math.log10(value) : known;
    }

    /// The residual relative to that of the best constant predictor.
    public double relativeResidual() {
        return baseline > 0 ? residual / baseline : residual;
    }

    /// The hops among hidden layers: all but the first, which leads down from the output layer.
    public List<Hop> hiddenHops() {
        return hops.isEmpty() ? hops : hops.subList(1, hops.size());
    }

    /// What the signal keeps of its norm per layer: the geometric mean over hidden hops; 1
    /// without any.
    public double keptPerLayer() {
        double mean = typical(Hop::gain);
        return Double.isNaN(mean) ? Math.pow(10, reachDecades() / hiddenHops().size()) : mean;
    }

    /// What the first layer gets of the signal at the last hidden layer; 0 where `double` cannot hold it.
    public double reach() {
        double product = hiddenHops().stream().mapToDouble(Hop::gain).reduce(1, (a, b) -> a * b);
        return Double.isNaN(product) ? Math.pow(10, reachDecades()) : product;
    }

    /// log₁₀ of what the first layer gets of the signal at the last hidden layer.
    public double reachDecades() {
        if (hiddenHops().isEmpty()) return 0;
        double reached = hops.getLast().reached();
        return Double.isNaN(reached)
                ? hiddenHops().stream().mapToDouble(Hop::decades).sum()
                : reached;
    }

    /// The factors of one parameter.
    public Block block(String path) {
        return blocks.stream()
                .filter(b -> b.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Ledger: no parameter " + path));
    }

    /// The geometric mean of one factor over hidden hops; 1 without any.
    public double typical(ToDoubleFunction<Hop> factor) {
        double sum = 0;
        for (Hop hop : hiddenHops()) sum += Math.log(factor.applyAsDouble(hop));
        return hiddenHops().isEmpty() ? 1 : Math.exp(sum / hiddenHops().size());
    }
}
