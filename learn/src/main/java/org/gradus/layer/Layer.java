package org.gradus.layer;

import org.gradus.graph.Expr;

/// A part of a network: an immutable record of its settings, which adds expressions to a graph.
///
/// Parameters live beside the layer, in the [Network], addressed by path; so a layer can be
/// replaced and the weights kept.
public interface Layer {
    /// The layer applied to a batch.
    ///
    /// @param scope where the layer makes its parameters and marks what it computes
    /// @param x `[batch, features]`
    /// @return `[batch, its own features]`
    Expr apply(Scope scope, Expr x);

    /// The layers that ship.
    sealed interface BuiltIn extends Layer
            permits Dense, Activate, Dropout, BatchNorm, LayerNorm, Residual, Repeat, Chain, Freeze, StopGradient {}
}
