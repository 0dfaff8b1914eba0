package org.gradus.optim;

import java.util.List;
import java.util.OptionalDouble;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Gradient descent on one batch at a time: w ← w - rate · g (Robbins and Monro 1951).
///
/// @param rate the learning rate
public record Sgd(@Default("0.01") double rate) implements Optimizer.BuiltIn {
    public Sgd {
        Setting.notNegative("rate", rate);
    }

    public static Sgd of(double rate) {
        return new Sgd(rate);
    }

    @Override
    public Sgd withRate(double rate) {
        return new Sgd(rate);
    }

    @Override
    public Link rule() {
        return Links.rate();
    }

    @Override
    public OptionalDouble plainRate() {
        return OptionalDouble.of(rate);
    }

    /// 2 / rate.
    @Override
    public OptionalDouble largestCurvature() {
        return OptionalDouble.of(2 / rate);
    }

    public static List<Optimizer> examples() {
        return List.of(Sgd.of(0.01), Sgd.of(1));
    }
}
