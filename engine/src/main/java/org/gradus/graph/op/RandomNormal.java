package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Op;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Independent standard normal numbers.
///
/// @param stream sets this operation's numbers apart from those of others with the same key
public record RandomNormal(Shape shape, int stream) implements Op.BuiltIn, Op.Random {
    @Override
    public double draw(long seed, int stream, int step, int index) {
        return Philox.normal(seed, stream, step, index);
    }

    public static List<Example> examples() {
        return List.of(Example.of(new RandomNormal(Shape.of(2, 3), 5), Tensor.ints(7, 0, 3)));
    }
}
