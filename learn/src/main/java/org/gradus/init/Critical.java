package org.gradus.init;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.moments.CriticalLine;
import org.gradus.moments.CriticalPoint;
import org.gradus.moments.ScalarFunction;
import org.gradus.name.Default;
import org.gradus.name.Names;
import org.gradus.name.Setting;
import org.gradus.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Normal weights of variance σ_w² / fan-in and normal biases of variance σ_b² on the order-to-chaos line of
/// the activation, where a wide network neither shrinks nor grows the gradient (Schoenholz et al. 2017).
///
/// With ReLU and its kind only σ_b² = 0 is on the line, so that is taken, and the rule is He's. GELU, SiLU and
/// Mish cannot hold a signal on the lower part of their line; there the start of the upper part is taken, where
/// Roberts, Yaida and Hanin 2022 put them. Softplus has no point; sigmoid would need σ_w² = 103; that of exp is
/// there, but any deviation from it doubles in each layer.
///
/// @param weightVariance σ_w²; 0 stands for the value on the line
/// @param biasVariance σ_b²; with a weight variance of 0, the one wished for
public record Critical(
        @Default("0") double weightVariance,
        @Default("0.05") double biasVariance) implements Init.BuiltIn {
    /// What was found last: a deep network asks at every weight and bias, mostly for one activation, and a search
    /// takes some hundred integrals.
    private static volatile @Nullable Found latest;

    private record Found(Critical rule, Activation activation, CriticalPoint point) {}

    public Critical {
        Setting.notNegative("weight_variance", weightVariance);
        Setting.notNegative("bias_variance", biasVariance);
    }

    /// The point on the line with bias variance 0.05, or the nearest that the activation has.
    public static Critical of() {
        return new Critical(0, 0.05);
    }

    /// The rule with both numbers found for an activation; nothing when it has no point of use.
    public Optional<Critical> at(Activation activation) {
        if (weightVariance > 0) return Optional.of(this);
        return point(activation) instanceof CriticalPoint.Critical c
                ? Optional.of(new Critical(c.sigmaW2(), c.sigmaB2()))
                : Optional.empty();
    }

    /// The point on the line of an activation, or why there is none of use.
    public CriticalPoint point(Activation activation) {
        Found found = latest;
        if (found != null && found.rule.equals(this) && found.activation.equals(activation)) return found.point;
        found = new Found(this, activation, search(activation));
        latest = found;
        return found.point;
    }

    private CriticalPoint search(Activation activation) {
        Optional<ScalarFunction> function = activation.function();
        if (function.isEmpty()) {
            return new CriticalPoint.None("each of its outputs mixes several inputs, so it has no critical line");
        }
        CriticalLine line = new CriticalLine(function.get());
        // x times a constant on either side of 0: all powers are alike, and no bias is on the line at any
        double bias = line.at(1).sigmaB2() == 0 ? 0 : biasVariance;
        CriticalPoint point = line.forBiasVariance(bias);
        boolean drifts = point instanceof CriticalPoint.Critical c && !c.holds();
        return drifts && line.halfStable() instanceof CriticalPoint.Critical upper ? upper : point;
    }

    public static List<Init> examples() {
        return List.of(new Critical(1.761, 0.05), Critical.of());
    }

    @Override
    public Tensor values(Request request) {
        return Draws.normal(request, variance(request.fans(), request.activation()));
    }

    @Override
    public double variance(Fans fans, Activation activation) {
        return found(activation).weightVariance / fans.in();
    }

    @Override
    public boolean suits(Activation activation) {
        return at(activation).isPresent();
    }

    @Override
    public Init bias(Activation activation) {
        double variance = found(activation).biasVariance;
        return variance == 0 ? new Zeros() : new Normal(Math.sqrt(variance));
    }

    private Critical found(Activation activation) {
        return at(activation)
                .orElseThrow(() -> new IllegalArgumentException("%s: nothing fits %s · %s"
                        .formatted(Names.of(getClass()), Names.of(activation.getClass()), reason(point(activation)))));
    }

    private static String reason(CriticalPoint point) {
        return switch (point) {
            case CriticalPoint.Critical c -> c.toString();
            case CriticalPoint.Impractical p -> p.reason();
            case CriticalPoint.None p -> p.reason();
        };
    }
}
