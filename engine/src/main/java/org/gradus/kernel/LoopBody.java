package org.gradus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.graph.Op;
import org.gradus.graph.op.Sum;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;
import org.gradus.plan.Reduction;

/// The pattern of a fused call, without its sizes and slots: calls of equal patterns can share a loop.
///
/// Values are numbered as in [Call.Fused]: operands, then steps.
///
/// @param operands how each input is spread over the rows and columns
/// @param results the values that are stored
/// @param summaries the values that are summarized, in the order of [Summaries]: operands in full, then results
public record LoopBody(
        List<Reach> operands, List<Step> steps, List<Integer> results, List<Fold> folds, List<Integer> summaries) {

    /// How an input is read by an element in some row and column.
    public enum Reach {
        /// An element of its own.
        FULL,
        /// The column's element.
        ROW,
        /// The row's element.
        COLUMN,
        /// The one element.
        SCALAR
    }

    /// @param arguments the numbers of the values it reads
    public record Step(Elementwise function, List<Integer> arguments) {}

    /// @param sum whether it is a sum; else it is a maximum
    /// @param value the number of the value that is folded
    public record Fold(boolean sum, Reduction reduction, int value) {}

    public LoopBody {
        operands = List.copyOf(operands);
        steps = List.copyOf(steps);
        results = List.copyOf(results);
        folds = List.copyOf(folds);
        summaries = List.copyOf(summaries);
    }

    /// The pattern of a call over a matrix, if each step has a loop and each input a simple reach.
    static Optional<LoopBody> of(Call.Fused call, Patches matrix) {
        List<Reach> operands = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Operand x : call.inputs())
            reach(Expansion.of(x.shape(), call.shape()), matrix.columns()).ifPresent(operands::add);
        for (Call.Step s : call.steps()) {
            Elementwise.of(s.op()).ifPresent(f -> steps.add(new Step(f, s.arguments())));
        }
        int values = call.inputs().size() + call.steps().size();
        return operands.size() + steps.size() < values
                ? Optional.empty()
                : Optional.of(new LoopBody(
                        operands,
                        steps,
                        call.results().stream().filter(v -> v < values).toList(),
                        folds(call),
                        List.of()));
    }

    /// The same pattern, which also summarizes some values.
    LoopBody withSummaries(List<Integer> values) {
        return new LoopBody(operands, steps, results, folds, values);
    }

    private static Optional<Reach> reach(Expansion how, int columns) {
        if (how.direct()) return Optional.of(Reach.FULL);
        if (how.size() == 1) return Optional.of(Reach.SCALAR);
        if (how.repeat() == 1 && how.size() == columns) return Optional.of(Reach.ROW);
        boolean column = how.repeat() == columns && how.period() == how.stretched();
        return column ? Optional.of(Reach.COLUMN) : Optional.empty();
    }

    /// The folds of a call that are part of its loop, which come before its [Summaries].
    static List<Fold> folds(Call.Fused call) {
        return call.folds().stream()
                .filter(s -> s.op() instanceof Op.Reduce)
                .map(s -> new Fold(
                        s.op() instanceof Sum,
                        Reduction.of((Op.Reduce) s.op(), call.shape()).orElseThrow(),
                        s.arguments().get(0)))
                .toList();
    }

    /// Whether each element can be computed without knowing its row and column.
    boolean flat() {
        return operands.stream().allMatch(r -> r == Reach.FULL || r == Reach.SCALAR)
                && folds.stream().allMatch(f -> f.reduction() == Reduction.TOTAL);
    }

    /// The vector operations that it takes for each vector of elements, about.
    int operations() {
        int each = steps.stream().mapToInt(step -> step.function().operations()).sum();
        return operands.size() + each + results.size() + 3 * folds.size() + 12 * summaries.size();
    }

    /// Whether anything is folded in total.
    boolean totals() {
        return folds.stream().anyMatch(f -> f.reduction() == Reduction.TOTAL);
    }
}
