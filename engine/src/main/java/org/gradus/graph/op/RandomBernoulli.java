package org.gradus.graph.op;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Independent ones with a given probability, zeros otherwise.
///
/// The one input is a key of three integers `[3]`: the low and the high half of the seed, and the step. The
/// same key gives the same numbers; a training step replaces the key by its successor.
///
/// @param stream sets this operation's numbers apart from those of others with the same key
/// @param probability the probability of a 1
public record RandomBernoulli(Shape shape, int stream, double probability) implements Op.BuiltIn {
    @Override
    public Shape infer(List<Shape> inputs) {
        return shape;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        Tensor key = inputs.get(0);
        long seed = (long) key.getInt(1) << 32 | key.getInt(0) & 0xFFFFFFFFL;
        int step = key.getInt(2);
        return Tensor.generate(shape, i -> Philox.uniform(seed, stream, step, i) < probability ? 1 : 0);
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
        return List.of(Example.of(new RandomBernoulli(Shape.of(2, 3), 5, 0.3), Tensor.ints(7, 0, 3)));
    }
}
