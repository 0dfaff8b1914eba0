package org.gradus.forecast;

/// The sum `x + α F(x)` of a residual block.
///
/// @param scale α
/// @param width units of x
/// @param in the signal x
/// @param out the signal F(x)
/// @param branch F as a piece
record Sum(double scale, int width, Signal in, Signal out, Link branch) {

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

    /// The block as one piece, from the relative variances of a sum of two terms.
    Link whole() {
        double varying = Math.max(0, out.power() - out.mean() * out.mean());
        double crossed = 4 * squared() * in.power() * varying / (width * power() * power());
        double back = 4 * gain() / (width * (1 + gain()) * (1 + gain()));
        return new Link(
                Math.log1p(gain()),
                share() * branch.sensitivity(),
                in.power() / power() + weight() * branch.carry(),
                crossed + weight() * weight() * branch.forwardNoise(),
                back + share() * share() * branch.backwardNoise(),
                weight() * share() * branch.covariance());
    }

    /// The tap at a layer of the branch, from whose linear output `up` leads to the branch's end.
    ///
    /// Its noise is the block's own in the branch's share, so the gain from the block's input to the tap
    /// scatters by `Var(whole) + (1 - 2 share) Var(up)`; in a plain stack, where the share is 1, that is the
    /// weights' part alone.
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
