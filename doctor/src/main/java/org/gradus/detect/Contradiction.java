package org.gradus.detect;

import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.Range;
import org.gradus.data.Task;
import org.gradus.loss.Loss;
import org.gradus.name.Names;
import org.gradus.probe.DataFacts;
import org.gradus.remedy.Model;

/// What does not fit among a network's output, its loss and its targets. The output is read by its
/// values on the probe samples, the targets by theirs, the loss by what it is defined for:
///
/// | loss | output | targets |
/// |---|---|---|
/// | softmax cross-entropy | logits | one class of several |
/// | cross-entropy | probabilities that add up to 1 | one class of several |
/// | sigmoid cross-entropy | logits | classes, or yes and no |
/// | binary cross-entropy | probabilities | classes, or yes and no |
/// | a distance | numbers that reach the targets | quantities |
/// | a distance | numbers for each answer alone | classes, or yes and no: see [LossMismatch] |
final class Contradiction {
    /// How far targets may lie outside before it counts: rounding, or a label smoothed the other
    /// way.
    private static final double SLACK = 0.05;

    /// A loss below this part of guessing's says that much is learned; answers of which more than
    /// this part is left wrong, that nothing is.
    private static final double LOW = 0.25, CHANCE = 0.95;

    private final Evidence e;
    private final Activation last;
    private final Loss loss;
    private final String phi;
    private final String name;

    private Contradiction(Evidence e) {
        this.e = e;
        this.last = Model.last(e.recipe().model());
        this.loss = e.recipe().loss();
        this.phi = Names.of(last.getClass());
        this.name = Names.of(loss.getClass());
    }

    /// In a sentence.
    static Optional<String> of(Evidence e) {
        Contradiction c = new Contradiction(e);
        return c.output().or(c::targets).or(c::reach).or(c::metric);
    }

    private boolean logits() {
        return loss.reads() == Loss.Reads.LOGITS;
    }

    private boolean probabilities() {
        return loss.reads() == Loss.Reads.PROBABILITIES;
    }

    /// Output and loss.
    private Optional<String> output() {
        if (last.competes() && e.outputs() == 1)
            return Optional.of(
                    "A " + phi + " over one unit is always 1: the network gives every sample the same answer.");
        if (logits() && !last.linear())
            return Optional.of("The loss " + name + " takes logits, but the last layer gives it " + phi
                    + " values: its gradient is squeezed twice.");
        if (probabilities() && (last.linear() || !e.given().probabilities()))
            return Optional.of("The loss " + name + " takes probabilities, but the last layer's " + phi
                    + " gives other numbers: beyond 0 and 1 there is no gradient.");
        if (probabilities() && loss.exclusive() && e.outputs() > 1 && !e.given().addUp())
            return Optional.of("The loss " + name + " takes probabilities that add up to 1, but each " + phi
                    + " answers for itself: if all say yes, the loss is 0 and nothing is learned.");
        return Optional.empty();
    }

    /// Loss and targets.
    private Optional<String> targets() {
        if ((loss.exclusive() || last.competes()) && e.facts().task() instanceof Task.MultiLabel)
            return Optional.of("The targets are independent yes-or-no questions, but "
                    + (last.competes() ? "a " + phi : "the loss " + name)
                    + " makes them compete: a yes to one is a no to all others.");
        boolean between0And1 = low() >= -SLACK && high() <= 1 + SLACK;
        if ((logits() || probabilities()) && !e.facts().targets().isEmpty() && !between0And1)
            return Optional.of("The loss " + name + " compares probabilities; the targets reach from "
                    + Figure.of(low()) + " to " + Figure.of(high()) + ".");
        return Optional.empty();
    }

    private double low() {
        return e.facts().targets().stream()
                .mapToDouble(DataFacts.Quantity::low)
                .min()
                .orElse(0);
    }

    private double high() {
        return e.facts().targets().stream()
                .mapToDouble(DataFacts.Quantity::high)
                .max()
                .orElse(0);
    }

    /// Targets that the last activation cannot give.
    private Optional<String> reach() {
        if (!(e.facts().task() instanceof Task.Regression)) return Optional.empty();
        Range range = last.range();
        if (range.holds(low(), high(), SLACK)) return Optional.empty();
        return Optional.of("The last layer's " + phi + " gives numbers " + words(range) + "; the targets reach from "
                + Figure.of(low()) + " to " + Figure.of(high()) + ".");
    }

    private static String words(Range range) {
        if (range.lower() == Double.NEGATIVE_INFINITY) return "up to " + Figure.of(range.upper());
        boolean ceiling = range.upper() < Double.POSITIVE_INFINITY;
        return "from " + Figure.of(range.lower()) + (ceiling ? " to " + Figure.of(range.upper()) : " up");
    }

    /// A loss that falls while no more answers are right.
    private Optional<String> metric() {
        boolean quantities = e.facts().task() instanceof Task.Regression;
        if (quantities || !(e.finalLoss() < LOW * e.constantLoss()) || !(e.left() > CHANCE)) return Optional.empty();
        return Optional.of("The loss is " + Figure.fine(e.finalLoss()) + ", far below the "
                + Figure.fine(e.constantLoss())
                + " of guessing, and no more answers are right: it measures something else.");
    }
}
