package org.gradus.optim;

import org.gradus.graph.Expr;
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
    public Expr update(Expr weight, Expr gradient, Step step) {
        return weight.minus(gradient.times(step.rate()));
    }
}
