package org.gradus.layer;

import java.util.List;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.ShapeException;

/// x + scale × branch(x): a path around some layers, along which the gradient passes unchanged
/// (He et al. 2016).
///
/// @param layers the branch; its output has the shape of its input
/// @param scale the weight of the branch; 1 / √blocks keeps a deep stack's variance bounded
public record Residual(List<Layer> layers, @Default("1") double scale) implements Layer.BuiltIn {
    public Residual {
        layers = List.copyOf(layers);
        Setting.finite("scale", scale);
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        Expr branch = scope.apply(layers, x);
        if (!branch.shape().equals(x.shape())) {
            throw new ShapeException("residual: the branch must keep its input's shape: input " + x.shape()
                    + " · branch " + branch.shape());
        }
        Expr sum = x.plus(scale == 1 ? branch : branch.times(scale));
        return scope.record(new Role.Skip(x, scale), branch, sum);
    }

    @Override
    public List<Layer> children() {
        return layers;
    }

    @Override
    public Layer withChildren(List<Layer> children) {
        return new Residual(children, scale);
    }

    public static List<Layer> examples() {
        return List.of(new Residual(List.of(Dense.of(4, new Tanh(), new GlorotUniform())), 0.5));
    }
}
