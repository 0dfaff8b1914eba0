package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Independent standard normal numbers.
///
/// The one input is a key of three integers `[3]`: the low and the high half of the seed, and the step. The
/// same key gives the same numbers; a training step replaces the key by its successor.
///
/// @param stream sets this operation's numbers apart from those of others with the same key
public record RandomNormal(Shape shape, int stream) implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        return shape;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor key = inputs.get(0);
        long seed = (long) key.getInt(1) << 32 | key.getInt(0) & 0xFFFFFFFFL;
        int step = key.getInt(2);
        return Tensor.generate(shape, i -> Philox.normal(seed, stream, step, i));
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // a random number depends on no real input
    }

    @Override
    public String role(int input) {
        return "key";
    }

    public static List<Example> examples() {
        return List.of(Example.of(new RandomNormal(Shape.of(2, 3), 5), Tensor.ints(7, 0, 3)));
    }
}
