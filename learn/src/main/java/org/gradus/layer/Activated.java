package org.gradus.layer;

import org.gradus.activation.Activation;

/// A layer whose units pass through an activation at its end.
public interface Activated extends Layer {
    Activation activation();

    /// The same layer with another activation.
    Layer withActivation(Activation activation);
}
