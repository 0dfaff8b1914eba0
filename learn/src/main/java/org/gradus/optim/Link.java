package org.gradus.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.gradus.graph.Expr;

/// One link of the chain by which gradients become moves; a move is what is subtracted from a weight.
///
/// The first link of a chain gets the gradients, every other what the link before it made of them. Those that the
/// shipped optimizers are made of are in [Links]; a [Clip] is a link, too.
@FunctionalInterface
public interface Link {
    /// What becomes of the moves of all weights.
    ///
    /// @param moves one of each weight, of its shape
    /// @param steps the weights, in the same order
    List<Expr> apply(List<Expr> moves, List<Step> steps);

    /// A link that looks at one weight at a time.
    static Link each(BiFunction<Expr, Step, Expr> link) {
        return (moves, steps) -> IntStream.range(0, moves.size())
                .mapToObj(i -> link.apply(moves.get(i), steps.get(i)))
                .toList();
    }

    /// The chain of this link and another.
    default Link then(Link next) {
        return (moves, steps) -> next.apply(apply(moves, steps), steps);
    }

    /// This link for a group of weights alone; the moves of others pass as they are.
    ///
    /// @param paths whether a weight is of the group, by its path, such as `dense1/bias`
    default Link on(Predicate<String> paths) {
        return (moves, steps) -> {
            List<Integer> group = IntStream.range(0, moves.size())
                    .filter(i -> paths.test(steps.get(i).path()))
                    .boxed()
                    .toList();
            List<Expr> moved = apply(
                    group.stream().map(moves::get).toList(),
                    group.stream().map(steps::get).toList());
            List<Expr> all = new ArrayList<>(moves);
            for (int i = 0; i < moved.size(); i++) all.set(group.get(i), moved.get(i));
            return all;
        };
    }
}
