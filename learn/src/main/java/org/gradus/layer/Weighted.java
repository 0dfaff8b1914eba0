package org.gradus.layer;

import org.gradus.activation.Activation;
import org.gradus.init.Init;

/// A layer with a weight, such as [Dense]: what a remedy can make wider, draw otherwise, or bend otherwise.
public interface Weighted extends Activated {
    /// How many units it has.
    int units();

    /// The rule for its weight.
    Init init();

    /// The same layer with another number of units.
    Weighted withUnits(int units);

    @Override
    Weighted withActivation(Activation activation);

    /// The same layer with another rule for its weight, and for its bias the rule that goes with it.
    Weighted withInit(Init init);
}
