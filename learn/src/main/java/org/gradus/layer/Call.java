package org.gradus.layer;

import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.graph.Expr;

/// One use of a part of a network.
///
/// @param path the path of its layer
/// @param use which use of this layer in this role it is, from 1
/// @param input what it is applied to
/// @param parameters the parameters that its layer asked for since the call before, among them the weight of a linear
///     map and its bias
public record Call(String path, int use, Role role, Expr input, Expr output, List<Network.Parameter> parameters) {
    public Call {
        parameters = List.copyOf(parameters);
    }

    /// What it is called: its path, and the number of the use where that is not the first.
    public String name() {
        return use == 1 ? path : path + "#" + use;
    }

    /// The weight of a linear map.
    ///
    /// @throws IllegalStateException when it is none
    public Expr weight() {
        if (role instanceof Role.Linear(Expr weight)) return weight;
        throw new IllegalStateException(path + ": " + role + " has no weight");
    }

    /// The activation of a nonlinearity.
    ///
    /// @throws IllegalStateException when it is none
    public Activation activation() {
        if (role instanceof Role.Nonlinear(Activation activation)) return activation;
        throw new IllegalStateException(path + ": " + role + " has no activation");
    }

    /// How many inputs feed one unit of a linear map.
    public int fanIn() {
        return weight().shape().dim(0);
    }
}
