package org.gradus.layer;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.graph.Expr;
import org.gradus.init.Init;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Where a layer stands while a network is built: it names and makes the layer's parameters and
/// states, and takes note of what the layer computes.
public interface Scope {
    /// Whether the network is built for training: dropout drops, and batch norm reads its batch.
    boolean training();

    /// A layer that this one holds, applied to a value at a place of its own.
    Expr apply(Layer layer, Expr x);

    /// Layers that this one holds, applied one after another.
    default Expr apply(List<Layer> layers, Expr x) {
        for (Layer layer : layers) x = apply(layer, x);
        return x;
    }

    /// The path of this scope, such as `encoder/dense3`.
    String path();

    /// A weight that training adjusts, unless a layer around it [does not][Layer#trains()].
    ///
    /// @param name its name below this scope
    /// @param fans how many inputs feed one unit, and how many units one input feeds
    Expr parameter(String name, Shape shape, Init init, Init.Fans fans, Activation activation);

    /// A value that a training step replaces without being differentiated.
    Expr state(String name, Tensor initial);

    /// Sets the value of a state after a training step.
    void update(Expr state, Expr value);

    /// The random key of this step, and a stream of its own for one random operation.
    Expr key();

    /// A number that sets one random operation apart from others; each call gives another.
    int stream();

    /// Records what a part of the layer does.
    ///
    /// @param input what it is applied to; of a [Role.Skip], the output of its branch
    /// @return the output
    Expr record(Role role, Expr input, Expr output);

    /// An activation applied to a value, and recorded where it does something.
    default Expr nonlinear(Activation activation, Expr input) {
        return record(new Role.Nonlinear(activation), input, activation.apply(input));
    }
}
