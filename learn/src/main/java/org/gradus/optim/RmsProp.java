package org.gradus.optim;

import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// The gradient over its recent root mean square (Tieleman and Hinton 2012, lecture 6e):
/// s ← ρ s + (1 - ρ) g², w ← w - rate · g / (√s + ε), with s = 0 at the start and no correction for it.
///
/// So the first step is rate / √(1 - ρ) long, about 3.2 rates. By default ρ is the lecture's 0.9 (PyTorch takes
/// 0.99) and ε is 1e-8; it stands outside the root, as in PyTorch.
///
/// @param rate the learning rate
/// @param decay ρ, the share of the mean square that is kept from step to step
/// @param epsilon ε, which keeps the quotient finite
@Name("rmsprop")
public record RmsProp(
        @Default("0.001") double rate,
        @Default("0.9") double decay,
        @Default("1e-8") double epsilon) implements Optimizer.BuiltIn {
    public RmsProp {
        Setting.notNegative("rate", rate);
        Setting.share("decay", decay);
        Setting.positive("epsilon", epsilon);
    }

    /// ρ 0.9, ε 1e-8.
    public static RmsProp of(double rate) {
        return new RmsProp(rate, 0.9, 1e-8);
    }

    @Override
    public RmsProp withRate(double rate) {
        return new RmsProp(rate, decay, epsilon);
    }

    @Override
    public Link rule() {
        return Links.overRootOfMean(decay, epsilon).then(Links.rate());
    }

    public static List<Optimizer> examples() {
        return List.of(RmsProp.of(0.01), new RmsProp(0.1, 0.5, 0.01));
    }
}
