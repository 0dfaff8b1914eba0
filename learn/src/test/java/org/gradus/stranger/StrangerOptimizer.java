package org.gradus.stranger;

import java.util.List;
import java.util.OptionalDouble;
import org.gradus.graph.Expr;
import org.gradus.math.Statistics;
import org.gradus.optim.Link;
import org.gradus.optim.Links;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Step;
import org.gradus.tensor.Shape;

/// An optimizer that others wrote: momentum along gradients of one common length, which decays what is no bias, takes
/// smaller steps with biases, and counts in a slot of its own shape.
public record StrangerOptimizer(double rate, double weightDecay, double momentum) implements Optimizer {
    @Override
    public StrangerOptimizer withRate(double rate) {
        return new StrangerOptimizer(rate, weightDecay, momentum);
    }

    @Override
    public Link rule() {
        Link common = StrangerOptimizer::common;
        Link slower = Link.each((move, _) -> move.times(0.5));
        Link decay = Links.decay(weightDecay);
        return common.then(Links.velocity(momentum))
                .then(Link.each(StrangerOptimizer::counted))
                .then(Links.rate())
                .then(slower.on(StrangerOptimizer::bias))
                .then(decay.on(path -> !bias(path)));
    }

    private static boolean bias(String path) {
        return path.endsWith("/bias");
    }

    /// All gradients over a length that grows with their common norm: a link that must see all weights.
    private static List<Expr> common(List<Expr> gradients, List<Step> steps) {
        Expr squares = Expr.constant(1);
        for (Expr g : gradients) squares = squares.plus(Statistics.norm(g).square());
        Expr length = squares.sqrt();
        return gradients.stream().map(g -> g.dividedBy(length)).toList();
    }

    /// Counts from 10, and changes nothing.
    private static Expr counted(Expr move, Step step) {
        Step.Slot count = step.slot("count", Shape.of(2), 10);
        count.set(count.value().plus(1));
        return move;
    }

    @Override
    public OptionalDouble plainRate() {
        return OptionalDouble.empty();
    }
}
