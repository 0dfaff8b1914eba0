package org.gradus.forecast;

/// The sum `x + α F(x)` of a residual block.
///
/// @param scale α
/// @param width units of x
/// @param in the signal x
/// @param out the signal F(x)
/// @param branch F as a piece
/// @param stretch mean over units of the derivative of F along x, `2 ∂(mean F) / ∂ ln(power of x)`
/// @param kept what the correlation of two inputs about their mean keeps of itself in F
record Sum(double scale, int width, Signal in, Signal out, Link branch, double stretch, double kept) {

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
        return new Link(
                Math.log1p(gain()),
                share() * branch.sensitivity(),
                carry(),
                crossed + weight() * weight() * branch.forwardNoise(),
                back + share() * share() * branch.backwardNoise(),
                weight() * share() * branch.covariance(),
                branch.spike().rest() < 1 ? settled() : spike());
    }

    /// A branch with batch normalisation: gradient along the signal is passed by the skip as the
    /// rest is.
    private Spike settled() {
        double share = share();
        Spike s = branch.spike();
        return new Spike(1 - share + share * s.rest(), share * s.fed(), share * s.made(), 1 - share + share * s.kept());
    }

    /// The gradient's part along the signal, `S` of [Spike]: it passes down by `carry² P / m`,
    /// the growth of the signal, where the rest passes by `1 + α² χ_F`. On its way it leaves `2 α
    /// b / P + α² b² / (m P)` of itself in G, with `α b` the part of the branch's answer to x
    /// that lies along `x + α F(x)`. A random gradient, with `S = G`, gains nothing.
    private Spike spike() {
        double p = power(), m = in.power(), rest = 1 + gain();
        double b = along() + squared() * out.power() * branch.carry();
        double answer = m + 2 * along() + squared() * out.power() * branch.carry() * branch.carry();
        double kept = carry() * carry() * p / m;
        double fed = (2 * b / p + b * b / (m * p)) / width;
        return new Spike(1 - fed / rest, fed / rest, Math.max(0, answer / m - kept) / rest, kept / rest);
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
        return new Signal(
                power,
                in.mean() + scale * out.mean(),
                overlap,
                whole.carry() * whole.carry() * in.spread() + whole.forwardNoise(),
                (in.power() * in.memory() + squared() * out.power() * out.memory()) / power,
                aspect,
                in.batch());
    }

    /// The tap at a layer of the branch, from whose linear output `up` leads to the branch's end.
    ///
    /// Its noise is the block's own in the branch's share, so the gain from the block's input to
    /// the tap scatters by `Var(whole) + (1 - 2 share) Var(up)`; in a plain stack, where the
    /// share is 1, that is the weights' part alone.
    Tap tap(DensePass pass, int block, double spread, Link up) {
        Link whole = whole();
        double log = Math.log(squared()) + up.logGain();
        Link leave = new Link(
                log,
                up.sensitivity(),
                whole.carry(),
                whole.forwardNoise(),
                up.backwardNoise(),
                weight() * up.covariance());
        double noise = whole.backwardNoise() + (1 - 2 * share()) * up.backwardNoise();
        Link enter = new Link(
                whole.logGain() - log,
                whole.sensitivity() - up.sensitivity(),
                whole.carry(),
                whole.forwardNoise(),
                Math.max(0, noise),
                0);
        return new Tap(pass, block, spread, enter, leave);
    }
}
