package org.gradus.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;

/// One instruction of a plan.
public sealed interface Call {
    List<Operand> inputs();

    List<Operand> outputs();

    /// One operation.
    ///
    /// An output never overlaps an input, unless the operation is elementwise ([Op.Unary] or [Op.Binary]).
    record Single(Op op, List<Operand> inputs, Operand output) implements Call {
        public Single {
            inputs = List.copyOf(inputs);
        }

        @Override
        public List<Operand> outputs() {
            return List.of(output);
        }

        @Override
        public String toString() {
            return output + " = " + op + " " + words(inputs);
        }
    }

    /// Elementwise operations over one shape, and folds of what they read and make, run together.
    ///
    /// Values are numbered: first the inputs, then the results of the steps, then those of the folds. An output may
    /// share its slot with an input of the same shape; every input is read as it was before the call.
    ///
    /// @param shape the shape of every step's result; inputs may be narrower and are broadcast
    /// @param folds sums and maxima of values of this shape, each a [Reduction]; then summaries, each of an
    ///     input in full or of a step that is kept
    /// @param results which values are kept, one for each output; all folds are
    record Fused(
            Shape shape,
            List<Operand> inputs,
            List<Step> steps,
            List<Step> folds,
            List<Integer> results,
            List<Operand> outputs)
            implements Call {
        public Fused {
            inputs = List.copyOf(inputs);
            steps = List.copyOf(steps);
            folds = List.copyOf(folds);
            results = List.copyOf(results);
            outputs = List.copyOf(outputs);
        }

        @Override
        public String toString() {
            List<Object> values = new ArrayList<>(inputs);
            values.addAll(steps);
            values.addAll(folds);
            StringBuilder text = new StringBuilder("fused " + shape);
            for (int v = 0; v < values.size(); v++) {
                text.append("\n    ").append(v).append(" = ").append(values.get(v));
                int result = results.indexOf(v);
                if (result >= 0) text.append(" -> ").append(outputs.get(result));
            }
            return text.toString();
        }
    }

    /// One operation inside [Fused].
    ///
    /// @param arguments the numbers of the values it reads
    record Step(Op op, List<Integer> arguments) {
        public Step {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return (op instanceof Op.Reduce ? op.toString() : op.name()) + " " + words(arguments);
        }
    }

    /// A value moved to another slot: how a state is replaced when its old value is still read beside the new one.
    record Copy(Operand from, Operand to) implements Call {
        @Override
        public List<Operand> inputs() {
            return List.of(from);
        }

        @Override
        public List<Operand> outputs() {
            return List.of(to);
        }

        @Override
        public String toString() {
            return to + " = " + from;
        }
    }

    private static String words(List<?> items) {
        return items.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
