package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Op;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Independent uniform numbers in [0, 1).
///
/// @param stream sets this operation's numbers apart from those of others with the same key
public record RandomUniform(Shape shape, int stream) implements Op.BuiltIn, Op.Random {
    @Override
    public double draw(long seed, int stream, int step, int index) {
        return Philox.uniform(seed, stream, step, index);
    }

    public static List<Example> examples() {
        return List.of(Example.of(new RandomUniform(Shape.of(2, 3), 5), Tensor.ints(7, 0, 3)));
    }
}
