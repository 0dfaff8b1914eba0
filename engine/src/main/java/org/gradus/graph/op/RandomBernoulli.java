package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Op;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Independent ones with a given probability, zeros otherwise.
///
/// @param stream sets this operation's numbers apart from those of others with the same key
/// @param probability the probability of a 1
public record RandomBernoulli(Shape shape, int stream, double probability) implements Op.BuiltIn, Op.Random {
    @Override
    public double draw(long seed, int stream, int step, int index) {
        return Philox.uniform(seed, stream, step, index) < probability ? 1 : 0;
    }

    public static List<Example> examples() {
        return List.of(Example.of(new RandomBernoulli(Shape.of(2, 3), 5, 0.3), Tensor.ints(7, 0, 3)));
    }
}
