package org.gradus.exam.rule;

import java.util.List;
import java.util.function.Predicate;
import org.gradus.activation.Activation;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;

/// The course of a training as rules of others see it: tensors at some steps, scores after each
/// epoch.
///
/// @param recipe what was trained
/// @param facts what its data look like
/// @param range the smallest and the largest input
/// @param losses the mean loss of each step's batch
/// @param frames what was seen at one of every [Watch#EVERY] steps, the first among them
/// @param epochs the scores after each whole epoch
/// @param finite whether every loss and gradient was a number
public record Course(
        Recipe recipe,
        DataFacts facts,
        Range range,
        List<Double> losses,
        List<Frame> frames,
        List<Epoch> epochs,
        boolean finite) {
    public Course {
        losses = List.copyOf(losses);
        frames = List.copyOf(frames);
        epochs = List.copyOf(epochs);
    }

    /// From the smallest to the largest of some numbers.
    public record Range(double least, double most) {}

    /// The linear layers at one step, input side first.
    public record Frame(long step, List<Layer> layers) {
        public Frame {
            layers = List.copyOf(layers);
        }

        public Layer first() {
            return layers.getFirst();
        }

        public Layer last() {
            return layers.getLast();
        }

        public boolean any(Predicate<Layer> sign) {
            return layers.stream().anyMatch(sign);
        }
    }

    /// A linear layer at one step, with the nonlinearity that follows it.
    ///
    /// @param activation that nonlinearity; the identity when there is none
    /// @param gradient the gradient of the weight, all 0 where none is computed
    /// @param weight the weight before the step
    /// @param change what the step adds to it
    /// @param in the pre-activations
    /// @param out the activations
    /// @param idle the share of activations that are 0 or less
    /// @param wide the share of pre-activations beyond ±5
    /// @param inactive the share of units above 0 on less than 1 % of the batch
    /// @param saturated the share of units of a tanh or a sigmoid that are not at its ends on less
    ///     than 1 % of the batch; 0 for others
    public record Layer(
            Activation activation,
            Spread gradient,
            Spread weight,
            Spread change,
            Spread in,
            Spread out,
            double idle,
            double wide,
            double inactive,
            double saturated) {}

    /// Scores after an epoch; the metric is accuracy, or R².
    ///
    /// @param step the number of its last step
    public record Epoch(long step, double trainLoss, double trainMetric, double testLoss, double testMetric) {}

    /// The latest frame at a step.
    Frame at(long step) {
        return frames.stream()
                .filter(f -> f.step() <= step)
                .reduce((_, next) -> next)
                .orElseThrow();
    }

    /// Whether some frame shows something.
    boolean ever(Predicate<Frame> sign) {
        return frames.stream().anyMatch(sign);
    }

    /// Whether some layer of some frame shows something.
    boolean anywhere(Predicate<Layer> sign) {
        return ever(frame -> frame.any(sign));
    }
}
