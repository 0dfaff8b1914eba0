package org.gradus.optim;

import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.name.Settings;

/// The rule by which gradients move weights.
///
/// An optimizer is a record of its settings. Its rule is a chain of [links][Link], of which some keep what they
/// remember in slots, which are part of the step's graph and of every checkpoint. It also declares `public static
/// List<Optimizer> examples()`, on which every law runs; the first has a rate that suits a test function.
///
/// The doctor asks an optimizer for what it needs to know. It finds `weight_decay`, `epsilon` and `momentum` as
/// settings of these names, whatever the class.
public interface Optimizer {
    /// The learning rate before any schedule.
    double rate();

    /// The same optimizer with another learning rate.
    Optimizer withRate(double rate);

    /// What becomes of gradients: moves, which are subtracted from the weights.
    Link rule();

    /// The rate at which plain gradient descent would move weights as far in the long run; none for a rule that
    /// scales the steps of each weight by its own gradients.
    default OptionalDouble plainRate() {
        return OptionalDouble.empty();
    }

    /// The largest curvature of a quadratic on which descent at this rate is stable; none when the rate alone does
    /// not decide.
    default OptionalDouble largestCurvature() {
        return OptionalDouble.empty();
    }

    /// This optimizer with another weight decay, or the one that is as it but for a decay; none where there is
    /// neither.
    default Optional<Optimizer> withDecay(double decay) {
        return Settings.with(this, "weight_decay", decay);
    }

    /// Whether slots that another optimizer has filled mean the same to this one.
    default boolean takesSlotsOf(Optimizer other) {
        return getClass() == other.getClass();
    }

    /// The optimizers that ship.
    sealed interface BuiltIn extends Optimizer permits Sgd, Momentum, Nesterov, AdaGrad, RmsProp, Adam, AdamW, Lion {}
}
