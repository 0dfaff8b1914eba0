package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Softmax;
import org.gradus.data.Task;
import org.gradus.layer.Dense;
import org.gradus.loss.BinaryCrossEntropy;
import org.gradus.loss.CrossEntropy;
import org.gradus.loss.Huber;
import org.gradus.loss.Loss;
import org.gradus.loss.Mse;
import org.gradus.loss.SigmoidCrossEntropy;
import org.gradus.loss.SoftmaxCrossEntropy;

/// A last layer with a loss that fits it.
record Head(Dense layer, Loss loss) {
    /// The usual one: logits under a softmax cross-entropy, or plain numbers under a squared error.
    static Head usual(Task task) {
        return fitting(task).getFirst();
    }

    /// All that fit a task.
    static List<Head> fitting(Task task) {
        return switch (task) {
            case Task.Classification(int classes) -> {
                List<Head> heads = new ArrayList<>(List.of(
                        new Head(Dense.of(classes), new SoftmaxCrossEntropy()),
                        new Head(Dense.of(classes), new SigmoidCrossEntropy()),
                        new Head(Dense.of(classes).withActivation(new Softmax()), new CrossEntropy()),
                        new Head(Dense.of(classes).withActivation(new Sigmoid()), new BinaryCrossEntropy())));
                if (classes == 2) {
                    heads.add(new Head(Dense.of(1), new SigmoidCrossEntropy()));
                    heads.add(new Head(Dense.of(1).withActivation(new Sigmoid()), new BinaryCrossEntropy()));
                }
                yield heads;
            }
            case Task.MultiLabel(int outputs) ->
                List.of(
                        new Head(Dense.of(outputs), new SigmoidCrossEntropy()),
                        new Head(Dense.of(outputs).withActivation(new Sigmoid()), new BinaryCrossEntropy()));
            case Task.Regression(int outputs) ->
                List.of(new Head(Dense.of(outputs), new Mse()), new Head(Dense.of(outputs), Huber.of()));
        };
    }
}
