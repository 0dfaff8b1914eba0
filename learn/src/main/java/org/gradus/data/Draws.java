package org.gradus.data;

import org.gradus.tensor.Philox;

/// The random numbers of a generated data set, by place. The streams are far from the small
/// numbers that a run gives its own, so that data and weights from equal seeds have no number in
/// common.
record Draws(long seed) {
    static final int SPLIT = 0xDA7A0000;
    private static final int NOISE = 0xDA7A0001;
    private static final int PLACES = 0xDA7A0002;
    private static final int WEIGHTS = 0xDA7A0003;
    static final int CORRUPTION = 0xDA7A0004;
    static final int MESS = 0xDA7A0005;
    private static final int PROBES = 0xDA7A0006;

    /// Standard normal.
    double noise(int index) {
        return Philox.normal(seed, NOISE, 0, index);
    }

    /// Standard normal.
    double input(int index) {
        return Philox.normal(seed, PLACES, 0, index);
    }

    /// Uniform in [0, 1).
    double place(int index) {
        return Philox.uniform(seed, PLACES, 0, index);
    }

    /// Standard normal.
    double weight(int index) {
        return Philox.normal(seed, WEIGHTS, 0, index);
    }

    /// Standard normal, for what is only measured.
    double probe(int index) {
        return Philox.normal(seed, PROBES, 0, index);
    }
}
