package org.gradus.layer;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;

/// A fully connected layer: activation(x W + b), `[batch, positions…, in] → [batch, positions…, units]`.
///
/// It acts on the last axis: where a sample has positions, all of them share the weights. To have a unit see all
/// positions, put a [Flatten] before.
///
/// @param units how many units
/// @param activation the function applied to each unit's pre-activation
/// @param init the rule for the weight `[in, units]`
/// @param bias whether there is a bias `[units]`
/// @param biasInit the rule for the bias; unless given, the one that goes with `init`
public record Dense(
        int units,
        @Default("identity") Activation activation,
        @Default("glorot_uniform") Init init,
        @Default("true") boolean bias,
        @Default("") Optional<Init> biasInit)
        implements Layer.BuiltIn, Weighted {

    public Dense {
        Setting.atLeast(1, "units", units);
    }

    /// A layer with a zero bias.
    public static Dense of(int units, Activation activation, Init init) {
        return new Dense(units, activation, init, true, Optional.empty());
    }

    /// A layer with Glorot weights and a zero bias.
    public static Dense of(int units, Activation activation) {
        return of(units, activation, new GlorotUniform());
    }

    /// A linear layer with Glorot weights, such as the last of a classifier.
    public static Dense of(int units) {
        return of(units, new Identity());
    }

    @Override
    public Dense withUnits(int units) {
        return new Dense(units, activation, init, bias, biasInit);
    }

    @Override
    public Dense withActivation(Activation activation) {
        return new Dense(units, activation, init, bias, biasInit);
    }

    @Override
    public Dense withInit(Init init) {
        return new Dense(units, activation, init, bias, Optional.empty());
    }

    /// The same with a bias, or without one.
    public Dense withBias(boolean bias) {
        return new Dense(units, activation, init, bias, biasInit);
    }

    /// The same with a rule of its own for the initial bias.
    public Dense withBiasInit(Init init) {
        return new Dense(units, activation, this.init, bias, Optional.of(init));
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        int in = x.shape().last();
        Init.Fans fans = new Init.Fans(in, units);
        Expr weight = scope.parameter("weight", Shape.of(in, units), init, fans, activation);
        Expr z = x.reshape(Shape.of(x.shape().with(-1, 1).size(), in)).matmul(weight);
        if (bias) {
            Init rule = biasInit.orElseGet(() -> init.bias(activation));
            z = z.plus(scope.parameter("bias", Shape.of(units), rule, fans, activation));
        }
        z = z.reshape(x.shape().with(-1, units));
        return scope.nonlinear(activation, scope.record(new Role.Linear(weight), x, z));
    }

    public static List<Layer> examples() {
        return List.of(
                Dense.of(4, new Tanh(), new GlorotUniform()),
                new Dense(3, new Identity(), new HeNormal(), false, Optional.empty()));
    }
}
