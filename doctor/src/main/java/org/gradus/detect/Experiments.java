package org.gradus.detect;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradus.geometry.Certificate;
import org.gradus.remedy.Remedy;

/// Short trainings that tell competing causes apart, made when a detector asks for them and only
/// once: the network with one thing changed, beside the network as it is, from the same first
/// weights on the same batches.
///
/// All are judged by the error that is left on the training samples, relative to guessing, which
/// losses of different kinds and scales can be compared by: 1 is as good as the best constant
/// answer, 0 is perfect.
public interface Experiments {
    /// No experiments: nothing helps, and nothing is known of where training stopped.
    Experiments NONE = new Experiments() {
        private static final Outcome GUESSING = new Outcome(1, 1);

        @Override
        public void prepare(Collection<? extends Remedy> remedies) {}

        @Override
        public Notes notes() {
            return Notes.NONE;
        }

        @Override
        public Optional<Point> point() {
            return Optional.empty();
        }

        @Override
        public Outcome control() {
            return GUESSING;
        }

        @Override
        public Optional<Outcome> with(Remedy remedy) {
            return Optional.empty();
        }

        @Override
        public Outcome shuffled() {
            return GUESSING;
        }

        @Override
        public Outcome oneBatch() {
            return GUESSING;
        }

        @Override
        public Outcome blind() {
            return GUESSING;
        }
    };

    /// What a training came to.
    ///
    /// @param left the error left on the training samples: for classes (1 - accuracy) / (1 -
    ///     share of the largest class), for quantities the unexplained part of their variance;
    ///     infinite when a step was not finite
    /// @param heldOut the same on held-out samples
    record Outcome(double left, double heldOut) {
        /// No number, which is also how an infinite one comes back from JSON, is infinite.
        public Outcome {
            left = Double.isNaN(left) ? Double.POSITIVE_INFINITY : left;
            heldOut = Double.isNaN(heldOut) ? Double.POSITIVE_INFINITY : heldOut;
        }
    }

    /// Makes ready what will be asked for: the trainings with these remedies, side by side.
    void prepare(Collection<? extends Remedy> remedies);

    /// A training that was made, for the record.
    ///
    /// @param recipe what was trained, as YAML, or what was done to the data in a word
    /// @param what the remedy's name, `as it is`, or what was done to the data
    record Made(String recipe, String what, Outcome outcome) {
        /// What the network as it is is called.
        public static final String CONTROL = "as it is";
    }

    /// What has been found out so far, to be kept.
    ///
    /// @param trainings those that left least first
    record Notes(List<Made> trainings, Optional<Point> point) {
        public static final Notes NONE = new Notes(List.of(), Optional.empty());

        public Notes {
            trainings = trainings.stream()
                    .sorted(Comparator.comparingDouble((Made m) -> m.outcome().left())
                            .thenComparing(Made::what))
                    .toList();
        }
    }

    Notes notes();

    /// The point of the loss at which training stopped.
    ///
    /// @param slope the gradient's norm over what chance explains of it; infinite when chance
    ///     explains none
    /// @param curvature the lowest curvature that was found
    /// @param sentence what it is in words, with numbers
    record Point(Certificate.Verdict kind, double slope, double curvature, String sentence) {}

    /// Where training stopped; nothing when the network is too large to look at in seconds, or its
    /// weights are not at hand.
    Optional<Point> point();

    /// The network as it is, after as many steps as the changed ones.
    Outcome control();

    /// The network with a remedy.
    ///
    /// @return nothing when the remedy does not apply
    Optional<Outcome> with(Remedy remedy);

    /// The network trained on labels that are shuffled among the samples.
    Outcome shuffled();

    /// The network trained on one batch of a few samples, over and over.
    Outcome oneBatch();

    /// The network trained on inputs that are all 0, which can learn no more than a constant
    /// answer.
    Outcome blind();

    /// How much less error a remedy leaves than the network as it is; 0 when it does not apply.
    default double gain(Remedy remedy) {
        return with(remedy)
                .map(o -> Math.min(1, control().left()) - Math.min(1, o.left()))
                .orElse(0.0);
    }

    /// The largest gain of some remedies.
    default double gain(Iterable<? extends Remedy> remedies) {
        double best = 0;
        for (Remedy remedy : remedies) best = Math.max(best, gain(remedy));
        return best;
    }
}
