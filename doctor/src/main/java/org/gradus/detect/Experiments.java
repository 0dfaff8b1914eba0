package org.gradus.detect;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradus.geometry.Certificate;
import org.gradus.remedy.Remedy;

/// Short trainings that tell competing causes apart, made when a detector asks for them and only
/// once: the network with one thing changed, beside the network as it is, from the same initial
/// weights on the same batches.
///
/// All are judged by the error that is left on samples held back from training, relative to
/// guessing, which losses of different kinds and scales can be compared by: 1 is as good as the
/// best constant answer, 0 is perfect. What a change does to the samples trained on says little: a
/// larger network learns noise by heart.
///
/// By default nothing can be tried.
public interface Experiments {
    /// No experiments: nothing helps, and nothing is known of where training stopped.
    Experiments NONE = new Experiments() {};

    /// What trainings came to, over the parts of the training samples that were held back in turn.
    ///
    /// @param left the error left on the samples trained on: for classes (1 - accuracy) / (1 -
    ///     share of the largest class), for quantities the unexplained part of their variance;
    ///     infinite when a step was not finite
    /// @param unseen the same on the samples held back
    /// @param gain how much less is unseen than in the network as it is
    record Outcome(double left, double unseen, Gain gain) {
        private static final Outcome GUESSING = new Outcome(1, 1, Gain.NONE);

        /// No number, which is also how an infinite one comes back from JSON, is infinite.
        public Outcome {
            left = Double.isNaN(left) ? Double.POSITIVE_INFINITY : left;
            unseen = Double.isNaN(unseen) ? Double.POSITIVE_INFINITY : unseen;
        }
    }

    /// Makes ready what will be asked for: the trainings with these remedies, side by side.
    default void prepare(Collection<? extends Remedy> remedies) {}

    /// A training that was made, for the record.
    ///
    /// @param recipe what was trained, as YAML, or what was done to the data in a word
    /// @param what the remedy's name, `as it is`, or what was done to the data
    record Made(String recipe, String what, Outcome outcome) {
        /// What the network as it is is called.
        public static final String CONTROL = "as it is";

        /// What its answers on samples held back are called, beside the targets.
        public static final String SIGNAL = "correlation with the targets";

        /// What stands between two remedies of which the second was held against the first.
        public static final String BEYOND = " beyond ";

        /// Whether it is the network with something of its recipe changed, held against the network as
        /// it is.
        public boolean change() {
            return !what.equals(CONTROL)
                    && !compares()
                    && Arrays.stream(Special.values()).noneMatch(s -> what.equals(s.words()));
        }

        /// Whether it only compares what other trainings came to.
        public boolean compares() {
            return what.equals(SIGNAL) || what.contains(BEYOND);
        }
    }

    /// What has been found out so far, to be kept.
    ///
    /// @param trainings those that left least first
    record Notes(List<Made> trainings, Optional<Point> point) {
        public static final Notes NONE = new Notes(List.of(), Optional.empty());

        public Notes {
            trainings = trainings.stream()
                    .sorted(Comparator.comparingDouble((Made m) -> m.outcome().unseen())
                            .thenComparing(Made::what))
                    .toList();
        }
    }

    default Notes notes() {
        return Notes.NONE;
    }

    /// The point of the loss at which training stopped.
    ///
    /// @param slope the gradient's norm over what chance explains of it; infinite when chance
    ///     explains none
    /// @param curvature the lowest curvature that was found
    /// @param sentence what it is in words, with numbers
    record Point(Certificate.Verdict kind, double slope, double curvature, String sentence) {}

    /// Where training stopped; nothing when the network is too large to look at in seconds, or its
    /// weights are not at hand.
    default Optional<Point> point() {
        return Optional.empty();
    }

    /// The network as it is, after as many steps as the changed ones.
    default Outcome control() {
        return Outcome.GUESSING;
    }

    /// The network with a remedy.
    ///
    /// @return nothing when the remedy does not apply
    default Optional<Outcome> with(Remedy remedy) {
        return Optional.empty();
    }

    /// The network on other data than its own.
    ///
    /// @return its gain is what the network on its own data gains on it
    default Outcome special(Special data) {
        return Outcome.GUESSING;
    }

    /// What is done to the data of a training that asks what there is to learn.
    enum Special {
        /// Labels are shuffled among the samples trained on.
        SHUFFLED("shuffled labels"),
        /// One batch of a few samples, over and over.
        FEW("16 samples only"),
        /// Inputs are all 0, so that no more than a constant answer can be learned.
        BLIND("inputs of 0"),
        /// A quarter of the samples, and half of them.
        QUARTER("a quarter of the samples"),
        HALF("half of the samples");

        private final String words;

        Special(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// How the answers of the network as it is go with the targets of samples held back: their
    /// correlation, over all outputs together, and what it surely is.
    default Gain signal() {
        return Gain.NONE;
    }

    /// The network with a remedy, examined over a short training: what ails it besides.
    ///
    /// @return nothing when the remedy does not apply
    default Optional<Evidence> examined(Remedy remedy) {
        return Optional.empty();
    }

    /// How much less error one remedy leaves than another.
    default Gain gain(Remedy less, Remedy more) {
        return Gain.NONE;
    }

    /// How much less error a remedy leaves than the network as it is; none when it does not apply.
    default Gain gain(Remedy remedy) {
        return with(remedy).map(Outcome::gain).orElse(Gain.NONE);
    }

    /// The largest gain of some remedies.
    default Gain gain(Iterable<? extends Remedy> remedies) {
        Gain best = Gain.NONE;
        for (Remedy remedy : remedies) best = Gain.better(best, gain(remedy));
        return best;
    }
}
