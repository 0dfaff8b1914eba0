package org.gradus.optim;

import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// A rate for every weight, which falls with the squares of all its gradients so far (Duchi, Hazan and Singer
/// 2011): s ← s + g², w ← w - rate · g / (√s + ε), with s = 0 at the start.
///
/// @param rate the learning rate, which is also the first step's size
/// @param epsilon ε, which keeps the quotient finite; 1e-10 as in PyTorch
@Name("adagrad")
public record AdaGrad(
        @Default("0.01") double rate, @Default("1e-10") double epsilon) implements Optimizer.BuiltIn {
    public AdaGrad {
        Setting.notNegative("rate", rate);
        Setting.positive("epsilon", epsilon);
    }

    /// ε 1e-10.
    public static AdaGrad of(double rate) {
        return new AdaGrad(rate, 1e-10);
    }

    @Override
    public AdaGrad withRate(double rate) {
        return new AdaGrad(rate, epsilon);
    }

    @Override
    public Link rule() {
        return Links.overRootOfSum(epsilon).then(Links.rate());
    }

    public static List<Optimizer> examples() {
        return List.of(AdaGrad.of(0.1), new AdaGrad(0.5, 0.01));
    }
}
