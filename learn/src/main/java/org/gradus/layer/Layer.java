package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.name.Names;

/// A part of a network: an immutable record of its settings, which adds expressions to a graph.
///
/// Parameters live beside the layer, in the [Network], addressed by path; so a layer can be
/// replaced and the weights kept.
///
/// One that ships also declares `public static List<Layer> examples()`: layers for samples of four numbers, on
/// which every law runs.
public interface Layer {
    /// The layer applied to a batch.
    ///
    /// @param scope the layer's own place, where it makes its parameters and marks what it computes
    /// @param x `[batch, positions…, units]`
    /// @return `[batch, …]`: a batch of as many samples
    Expr apply(Scope scope, Expr x);

    /// The layers that it holds, in order of use.
    default List<Layer> children() {
        return List.of();
    }

    /// The same layer with others in the place of those that it holds.
    ///
    /// @throws IllegalArgumentException when it cannot hold them
    default Layer withChildren(List<Layer> children) {
        if (children.isEmpty()) return this;
        throw new IllegalArgumentException(Names.of(getClass()) + ": holds no layers, given " + children.size());
    }

    /// What it adds to the paths of its parameters and of the layers that it holds.
    default Segment segment() {
        return Segment.numbered(Names.of(getClass()));
    }

    /// The share of units that it sets to 0 at random in training.
    default double drops() {
        return 0;
    }

    /// Whether it normalizes what it is applied to.
    default boolean normalizes() {
        return false;
    }

    /// How often it uses the layers that it holds, each time with parameters of their own.
    default int times() {
        return 1;
    }

    /// Whether training adjusts the parameters in it.
    default boolean trains() {
        return true;
    }

    /// The layers that ship.
    sealed interface BuiltIn extends Layer
            permits Dense,
                    Activate,
                    Dropout,
                    BatchNorm,
                    LayerNorm,
                    RmsNorm,
                    Residual,
                    Repeat,
                    Chain,
                    Freeze,
                    StopGradient,
                    Flatten,
                    Reshape {}
}
