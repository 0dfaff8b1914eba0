package org.gradus.graph;

import java.util.Arrays;
import java.util.List;
import org.gradus.graph.op.*;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// What an operation *means*: its shape rule, its value in `double`, and its derivative as expressions.
///
/// An implementation is a record of its settings. It also declares `public static List<Example> examples()`,
/// on which every law runs. How it is made fast is no concern of it: an operation without a kernel runs by
/// [#eval]. The interface is open; what ships is the sealed list [BuiltIn].
public interface Op {

    /// The shape of the result.
    ///
    /// @throws ShapeException when the inputs do not fit; the message holds the shapes and the numbers that differ
    Shape infer(List<Shape> inputs);

    /// The kind of the result.
    ///
    /// @throws ShapeException when an input holds real numbers where integers are due
    default Kind kind(List<Kind> inputs) {
        return Kind.REAL;
    }

    /// The value: slow, plain, in `double`, and obviously right.
    Tensor eval(List<Tensor> inputs);

    /// The reverse rule (vector-Jacobian product): adds to each wanted input the cotangent that reaches it
    /// from `dy`, the cotangent of the result `y`. An input to which nothing is added has no path.
    void vjp(Expr y, Expr dy, Cotangents into);

    /// The name in errors and printed graphs.
    default String name() {
        return getClass().getSimpleName();
    }

    /// What a node of this operation is called in an error message.
    default String what() {
        return name();
    }

    /// What an input is called in an error message; operations of several inputs give each a name.
    default String role(int input) {
        return input == 0 ? "input" : "input " + input;
    }

    /// Receives the cotangents of an operation's inputs.
    interface Cotangents {
        /// Whether a gradient is asked for that passes through this input.
        boolean wants(int input);

        /// Adds a cotangent; it may have the broadcast shape, and is then summed to the input's own.
        void add(int input, Expr cotangent);
    }

    /// Inputs on which the laws are tried.
    ///
    /// @param op the operation with settings
    /// @param inputs values away from kinks, where the derivative exists
    record Example(Op op, List<Tensor> inputs) {
        public Example {
            inputs = List.copyOf(inputs);
        }

        /// An operation with its inputs in order.
        public static Example of(Op op, Tensor... inputs) {
            return new Example(op, List.of(inputs));
        }
    }

    /// A function of one number, applied to each element.
    interface Unary extends Op {
        /// The function.
        double apply(double x);

        @Override
        default Shape infer(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        default Tensor eval(List<Tensor> inputs) {
            return inputs.get(0).map(this::apply);
        }
    }

    /// A function of two numbers, applied to aligned elements; shapes broadcast.
    interface Binary extends Op {
        /// The function.
        double apply(double left, double right);

        @Override
        default Shape infer(List<Shape> inputs) {
            return inputs.get(0).broadcast(inputs.get(1));
        }

        @Override
        default Tensor eval(List<Tensor> inputs) {
            Shape shape = infer(List.of(inputs.get(0).shape(), inputs.get(1).shape()));
            Tensor left = inputs.get(0).broadcastTo(shape);
            Tensor right = inputs.get(1).broadcastTo(shape);
            return Tensor.generate(shape, i -> apply(left.get(i), right.get(i)));
        }

        @Override
        default String role(int input) {
            return input == 0 ? "left" : "right";
        }

        /// Pairs of equal shape, and with either side stretched.
        static List<Example> examples(Binary op) {
            Shape shape = Shape.of(2, 3);
            Tensor matrix = Tensor.of(shape, 1, -2, 3, 0.5, 5, -6), row = Tensor.vector(2, -3, 0.25);
            return List.of(
                    Example.of(op, matrix, Tensor.of(shape, 2, 0.7, -1, 4, 3, 8)),
                    Example.of(op, matrix, row),
                    Example.of(op, row, matrix),
                    Example.of(op, Tensor.of(Shape.of(2, 1), 3, -2), row),
                    Example.of(op, Tensor.scalar(4), Tensor.of(Shape.of(2, 1), 3, -2)));
        }
    }

    /// A fold of all elements along some axes into one.
    interface Reduce extends Op {
        /// The axes that are folded, in increasing order.
        List<Integer> axes();

        /// Whether a folded axis stays, with size 1.
        boolean keep();

        /// The fold of nothing.
        double start();

        /// One more element folded into those before it.
        double fold(double sofar, double x);

        @Override
        default Shape infer(List<Shape> inputs) {
            for (int a : axes()) {
                if (a < 0 || a >= inputs.get(0).rank()) {
                    throw new ShapeException("no axis " + a + " in " + inputs.get(0));
                }
            }
            return inputs.get(0).reduce(axes(), keep());
        }

        @Override
        default Tensor eval(List<Tensor> inputs) {
            Tensor x = inputs.get(0);
            Shape kept = x.shape().reduce(axes(), true);
            int[] strides = kept.stridesIn(x.shape());
            double[] out = new double[kept.size()];
            Arrays.fill(out, start());
            for (int i = 0; i < x.size(); i++) {
                int o = x.shape().offset(i, strides);
                out[o] = fold(out[o], x.get(i));
            }
            return Tensor.of(infer(List.of(x.shape())), out);
        }

        /// A value of the reduced shape, stretched back over the input.
        default Expr stretch(Expr reduced, Shape input) {
            return reduced.reshape(input.reduce(axes(), true)).broadcastTo(input);
        }
    }

    /// Independent random numbers of one distribution: a pure function of a key.
    ///
    /// The one input is a key of three integers `[3]`: the low and the high half of the seed, and the step. The
    /// same key gives the same numbers; a training step replaces the key by its successor.
    interface Random extends Op {
        /// The shape of the result.
        Shape shape();

        /// Sets this operation's numbers apart from those of others with the same key.
        int stream();

        /// The number at one address of the generator [org.gradus.tensor.Philox].
        double draw(long seed, int stream, int step, int index);

        @Override
        default Shape infer(List<Shape> inputs) {
            if (!inputs.get(0).equals(Shape.of(3))) {
                throw new ShapeException("needs a key of 3 integers, key " + inputs.get(0));
            }
            return shape();
        }

        @Override
        default Kind kind(List<Kind> inputs) {
            if (inputs.get(0) != Kind.INT) throw new ShapeException("the key must be integers");
            return Kind.REAL;
        }

        @Override
        default Tensor eval(List<Tensor> inputs) {
            Tensor key = inputs.get(0);
            long seed = ((long) key.getInt(1) << 32) | (key.getInt(0) & 0xFFFFFFFFL);
            int step = key.getInt(2);
            return Tensor.generate(shape(), i -> draw(seed, stream(), step, i));
        }

        @Override
        default void vjp(Expr y, Expr dy, Cotangents into) {
            // a random number depends on no real input
        }

        @Override
        default String role(int input) {
            return "key";
        }
    }

    /// The operations that ship: the registry that laws, kernels and the reference page enumerate.
    sealed interface BuiltIn extends Op
            permits Abs,
                    Add,
                    ArgMax,
                    Atan2,
                    Broadcast,
                    Constant,
                    Cos,
                    Detach,
                    Divide,
                    Equal,
                    Erf,
                    Exp,
                    Expm1,
                    Gather,
                    Greater,
                    Input,
                    IsFinite,
                    Log,
                    LogSumExp,
                    MatMul,
                    Max,
                    Multiply,
                    Negate,
                    NormalCdf,
                    OneHot,
                    Power,
                    RandomBernoulli,
                    RandomNormal,
                    RandomUniform,
                    Relu,
                    Reshape,
                    ScatterAdd,
                    Select,
                    Sigmoid,
                    SigmoidSlope,
                    Sin,
                    Softplus,
                    Sqrt,
                    Subtract,
                    Sum,
                    Summary,
                    Tanh,
                    ToReal,
                    Transpose {}
}
