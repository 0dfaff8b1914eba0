package org.gradus.model;

import java.util.List;
import java.util.stream.IntStream;
import org.gradus.data.Task;

/// What a model says of one row.
///
/// @param task what it was asked
/// @param answers what the classes, the questions or the quantities are called
/// @param values the probability of each class, that of a yes to each question, or the quantities in the units of the
///     data
public record Prediction(Task task, List<String> answers, List<Float> values) {
    public Prediction {
        answers = List.copyOf(answers);
        values = List.copyOf(values);
    }

    /// The number of the likeliest class, from 0; of several the first.
    ///
    /// @throws IllegalStateException when it was not asked for a class
    public int classNumber() {
        if (!(task instanceof Task.Classification)) {
            throw new IllegalStateException("prediction: expected a model that tells classes, found one that tells "
                    + String.join(", ", answers));
        }
        int best = 0;
        for (int k = 1; k < values.size(); k++) if (values.get(k) > values.get(best)) best = k;
        return best;
    }

    /// The answer in words: the class, the questions whose answer is yes, or the quantities.
    public String label() {
        return switch (task) {
            case Task.Classification _ -> answers.get(classNumber());
            case Task.MultiLabel _ ->
                String.join(
                        " ",
                        IntStream.range(0, values.size())
                                .filter(k -> values.get(k) > 0.5f)
                                .mapToObj(answers::get)
                                .toList());
            case Task.Regression _ ->
                String.join(" ", values.stream().map(String::valueOf).toList());
        };
    }

    /// The value that belongs to a class, a question or a quantity.
    ///
    /// @throws IllegalArgumentException when the model knows none of that name
    public float value(String answer) {
        int k = answers.indexOf(answer);
        if (k < 0) {
            throw new IllegalArgumentException(
                    "prediction: expected one of " + String.join(", ", answers) + ", found " + answer);
        }
        return values.get(k);
    }
}
