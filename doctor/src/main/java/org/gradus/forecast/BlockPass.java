package org.gradus.forecast;

import java.util.ArrayList;
import java.util.List;

/// A block with a known signal below it.
///
/// @param taps its dense layers, from its input to its output
/// @param whole the block as one piece
/// @param out the signal above it
record BlockPass(List<Tap> taps, Link whole, Signal out) {

    /// @param pairs whether to follow two inputs apart too
    static BlockPass of(Block block, int index, Signal in, boolean pairs, Integrals integrals) throws NoForecast {
        return switch (block) {
            case Block.Dense layer -> {
                DensePass pass = DensePass.of(layer, in, pairs, integrals);
                Link whole = pass.enter().then(pass.leave());
                Link leave = pass.enter().forward().then(pass.leave());
                Tap tap = new Tap(pass, index, in.spread(), pass.enter(), leave);
                yield new BlockPass(List.of(tap), whole, pass.out());
            }
            case Block.Residual residual -> residual(residual, index, in, pairs, integrals);
            case Block.Measured(String _, String _, Measuring.Change change) ->
                new BlockPass(List.of(), change.link(), change.of(in));
            case Block.Uncharted(String path, String reason) -> throw new NoForecast(path, reason);
        };
    }

    /// Batch normalisation needs the overlap of two inputs for its gain.
    static boolean normalizesBatch(Block block) {
        return block.dense().stream().anyMatch(layer -> layer.norm() == Block.Norm.BATCH);
    }

    /// `x + α F(x)`: the squared gain is `1 + α² χ_F`, the power `m + α² v + 2 α (mean x) (mean
    /// F)`.
    ///
    /// The cross terms between the two paths are zero on average for a fresh branch. With n units
    /// they scatter by `4 α² m Var F / n` forward and `4 α² χ_F / n` backward.
    ///
    /// When F ends in an activation with a mean, as ReLU, gradient gathers along the signal: see
    /// [Link.Spike].
    private static BlockPass residual(Block.Residual block, int index, Signal in, boolean pairs, Integrals integrals)
            throws NoForecast {
        List<DensePass> passes = new ArrayList<>();
        Signal signal = in;
        Link branch = Link.IDENTITY;
        double stretch = 0, kept = 1;
        for (Block.Dense layer : block.branch()) {
            DensePass pass = DensePass.of(layer, signal, pairs, integrals);
            passes.add(pass);
            stretch = branch.carry() * pass.stretch();
            kept *= pass.kept();
            signal = pass.out();
            branch = branch.then(pass.enter()).then(pass.leave());
        }
        Sum sum = new Sum(block.scale(), block.branch().getLast().outputs(), in, signal, branch, stretch, kept);
        return new BlockPass(taps(passes, sum, index, in.spread()), sum.whole(), sum.signal());
    }

    private static List<Tap> taps(List<DensePass> passes, Sum sum, int index, double spread) {
        List<Tap> taps = new ArrayList<>();
        Link below = Link.IDENTITY;
        for (int i = 0; i < passes.size(); i++) {
            DensePass pass = passes.get(i);
            Link leave = below.then(pass.enter().forward()).then(pass.leave());
            for (DensePass above : passes.subList(i + 1, passes.size())) {
                leave = leave.then(above.enter()).then(above.leave());
            }
            taps.add(sum.tap(pass, index, spread, leave));
            below = below.then(pass.enter().forward()).then(pass.leave().forward());
        }
        return List.copyOf(taps);
    }

    /// The place where a dense layer's backward signal δ = ∂L/∂(its linear output) is measured.
    ///
    /// @param pass the layer there
    /// @param block index of its block
    /// @param spread variance of the log-power of the signal that enters the block
    /// @param enter the piece from the block's input to the tap, from which the gain below a tap is counted
    /// @param leave the piece from the tap to the block's output, counted from the power of the block's input
    record Tap(DensePass pass, int block, double spread, Link enter, Link leave) {
        String path() {
            return pass.layer().path();
        }
    }

    /// The sum `x + α F(x)` of a residual block.
    ///
    /// @param scale α
    /// @param width units of x
    /// @param in the signal x
    /// @param out the signal F(x)
    /// @param branch F as a piece
    /// @param stretch mean over units of the derivative of F along x, `2 ∂(mean F) / ∂ ln(power of x)`
    /// @param kept what the correlation of two inputs about their mean keeps of itself in F
    private record Sum(double scale, int width, Signal in, Signal out, Link branch, double stretch, double kept) {

        private double squared() {
            return scale * scale;
        }

        /// `α² χ_F`, the branch's part of the squared gain beside the skip's 1.
        private double gain() {
            return squared() * Math.exp(branch.logGain());
        }

        /// The branch's share of the squared gain.
        private double share() {
            return gain() / (1 + gain());
        }

        /// Mean square of `x + α F(x)`.
        double power() {
            return in.power() + 2 * scale * in.mean() * out.mean() + squared() * out.power();
        }

        /// The branch's share of the power.
        private double weight() {
            return squared() * out.power() / power();
        }

        /// `x · ∂F/∂x · x`, per unit, times α: how far the branch's answer to a longer x goes back
        /// along it.
        private double along() {
            return scale * in.mean() * stretch;
        }

        /// How much of a relative deviation of the power of x reaches the sum: `½ ∂ ln power / ∂ ln
        /// ‖x‖`.
        private double carry() {
            double direct = in.power() + scale * in.mean() * out.mean();
            return (direct + along() + squared() * out.power() * branch.carry()) / power();
        }

        /// The block as one piece, from the relative variances of a sum of two terms.
        Link whole() {
            double varying = Math.max(0, out.power() - out.mean() * out.mean());
            double crossed = 4 * squared() * in.power() * varying / (width * power() * power());
            double back = 4 * gain() / (width * (1 + gain()) * (1 + gain()));
            double forward = crossed + weight() * weight() * branch.forwardNoise();
            double backward = back + share() * share() * branch.backwardNoise();
            double joint = weight() * share() * branch.covariance();
            return new Link(Math.log1p(gain()), share() * branch.sensitivity(), carry(), forward, backward, joint)
                    .with(branch.spike().rest() < 1 ? settled() : spike());
        }

        /// A branch with batch normalisation: gradient along the signal is passed by the skip as the
        /// rest is.
        private Link.Spike settled() {
            double share = share();
            Link.Spike s = branch.spike();
            return new Link.Spike(
                    1 - share + share * s.rest(), share * s.fed(), share * s.made(), 1 - share + share * s.kept());
        }

        /// The gradient's part along the signal, `S` of [Link.Spike]: it passes down by `carry² P / m`,
        /// the growth of the signal, where the rest passes by `1 + α² χ_F`. On its way it leaves `2 α
        /// b / P + α² b² / (m P)` of itself in G, with `α b` the part of the branch's answer to x
        /// that lies along `x + α F(x)`. A random gradient, with `S = G`, gains nothing.
        private Link.Spike spike() {
            double p = power(), m = in.power(), rest = 1 + gain();
            double b = along() + squared() * out.power() * branch.carry();
            double answer = m + 2 * along() + squared() * out.power() * branch.carry() * branch.carry();
            double kept = carry() * carry() * p / m;
            double fed = (2 * b / p + b * b / (m * p)) / width;
            return new Link.Spike(1 - fed / rest, fed / rest, Math.max(0, answer / m - kept) / rest, kept / rest);
        }

        /// The signal `x + α F(x)`.
        Signal signal() {
            Link whole = whole();
            double power = power();
            double overlap = in.overlap() + 2 * scale * in.mean() * out.mean() + squared() * out.overlap();
            double share = in.own() / (in.own() + squared() * out.own());
            double passed = share + (1 - share) * kept;
            double fresh = Math.max(0, out.aspect() - kept * kept * in.aspect());
            double aspect = Math.min(1, passed * passed * in.aspect() + (1 - share * share) * fresh);
            double spread = whole.carry() * whole.carry() * in.spread() + whole.forwardNoise();
            double memory = (in.power() * in.memory() + squared() * out.power() * out.memory()) / power;
            double mean = in.mean() + scale * out.mean();
            return new Signal(power, mean, overlap, spread, memory, aspect, in.batch());
        }

        /// The tap at a layer of the branch, from whose linear output `up` leads to the branch's end.
        ///
        /// Its noise is the block's own in the branch's share, so the gain from the block's input to
        /// the tap scatters by `Var(whole) + (1 - 2 share) Var(up)`; in a plain stack, where the
        /// share is 1, that is the weights' part alone.
        Tap tap(DensePass pass, int block, double spread, Link up) {
            Link whole = whole();
            double log = Math.log(squared()) + up.logGain(), carry = whole.carry(), noise = whole.forwardNoise();
            double joint = weight() * up.covariance(), rest = whole.sensitivity() - up.sensitivity();
            Link leave = new Link(log, up.sensitivity(), carry, noise, up.backwardNoise(), joint);
            double back = Math.max(0, whole.backwardNoise() + (1 - 2 * share()) * up.backwardNoise());
            Link enter = new Link(whole.logGain() - log, rest, carry, noise, back, 0);
            return new Tap(pass, block, spread, enter, leave);
        }
    }
}
