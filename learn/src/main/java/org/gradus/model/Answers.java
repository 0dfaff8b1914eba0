package org.gradus.model;

import org.gradus.data.Task;
import org.gradus.graph.Expr;
import org.gradus.loss.Loss;
import org.gradus.math.Nonlinear;

/// From a network's last output to what people ask for: the probability of each class, that of a yes to each question,
/// or quantities.
final class Answers {
    private Answers() {}

    /// The answers as far as the network gives them, `[n, outputs]`; of two classes with a single output, the
    /// probability of the second, `[n, 1]`.
    ///
    /// Logits become probabilities as the loss takes them: by a softmax where classes compete, else by a sigmoid.
    /// Where each class was trained as a question of its own, they are brought to a sum of 1; numbers that were
    /// held against 0 and 1 are left to [#project].
    static Expr of(Expr output, Loss loss, Task task) {
        return switch (task) {
            case Task.Regression _ -> output;
            case Task.MultiLabel _ -> likely(output, loss);
            case Task.Classification _ -> {
                if (projected(output.shape().last(), loss, task)) yield output;
                if (loss.reads() == Loss.Reads.LOGITS && loss.exclusive()) yield Nonlinear.softmax(output);
                Expr each = likely(output, loss);
                boolean single = output.shape().last() == 1;
                yield (single || loss.exclusive()) ? each : shares(each);
            }
        };
    }

    /// Whether outputs are numbers near 0 and 1, one a class.
    static boolean projected(int outputs, Loss loss, Task task) {
        return task instanceof Task.Classification && loss.reads() == Loss.Reads.VALUES && outputs > 1;
    }

    /// The probabilities that are nearest to some numbers, by the sum of squares: all less what brings the positive
    /// ones to a sum of 1 (Michelot 1986). Their order stays.
    static void project(float[] values, int from, int count) {
        double taken = Double.NEGATIVE_INFINITY;
        while (true) {
            double sum = 0;
            int kept = 0;
            for (int k = from; k < from + count; k++) {
                if (values[k] <= taken) continue;
                sum += values[k];
                kept++;
            }
            double next = (sum - 1) / kept;
            if (!(next > taken)) break;
            taken = next;
        }
        for (int k = from; k < from + count; k++) values[k] = (float) Math.max(0, values[k] - taken);
    }

    private static Expr likely(Expr output, Loss loss) {
        return switch (loss.reads()) {
            case LOGITS -> output.sigmoid();
            case PROBABILITIES -> output;
            case VALUES -> Nonlinear.clip(output, 0, 1);
        };
    }

    /// Numbers that are not negative, brought to a sum of 1; where all are 0, the classes are equally likely.
    private static Expr shares(Expr each) {
        Expr kept = each.plus(Float.MIN_NORMAL);
        return kept.dividedBy(kept.sum(1));
    }
}
