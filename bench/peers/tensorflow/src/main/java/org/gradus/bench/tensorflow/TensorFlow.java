package org.gradus.bench.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.gradus.bench.Child;
import org.gradus.bench.Subject;
import org.gradus.speed.Mlp;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// TensorFlow-Java in graph mode, one `Session.run` a step, on one batch that stays.
public final class TensorFlow implements Subject {
    private final Mlp mlp;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final List<Op> first = new ArrayList<>();
    private final List<Variable<TFloat32>> parameters = new ArrayList<>();
    private final Session session;
    private final Placeholder<TFloat32> fed;
    private final Operand<TFloat32> answer;
    private final float[] rows;
    private final float[] answers;
    private final Op train;

    private TensorFlow(Mlp mlp, int threads) {
        this.mlp = mlp;
        Variable<TFloat32> inputs = normal(1, mlp.batch(), mlp.inputs());
        Operand<TFloat32> loss = loss(output(inputs));
        List<Op> updates = updates(tf.gradients(loss, parameters));
        fed = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(mlp.batch(), mlp.inputs())));
        answer = answer(fed);
        rows = new float[mlp.batch() * mlp.inputs()];
        answers = new float[mlp.batch() * mlp.outputs()];
        session = new Session(
                graph,
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(threads)
                        .setInterOpParallelismThreads(1)
                        .build());
        Session.Runner runner = session.runner();
        first.forEach(runner::addTarget);
        runner.run().close();
        train = tf.withControlDependencies(updates.toArray(new Op[0])).noOp();
    }

    /// Serves a comparison.
    public static void main(String[] arguments) throws Exception {
        Child.serve(arguments, TensorFlow::new);
    }

    private Variable<TFloat32> normal(double scale, int... shape) {
        Variable<TFloat32> v = tf.variable(Shape.of(longs(shape)), TFloat32.class);
        first.add(tf.assign(
                v, tf.math.mul(tf.random.randomStandardNormal(tf.constant(shape), TFloat32.class), tf.constant((float)
                        scale))));
        return v;
    }

    private Variable<TFloat32> zeros(int... shape) {
        Variable<TFloat32> v = tf.variable(Shape.of(longs(shape)), TFloat32.class);
        first.add(tf.assign(v, tf.zeros(tf.constant(shape), TFloat32.class)));
        return v;
    }

    private static long[] longs(int[] shape) {
        return java.util.Arrays.stream(shape).asLongStream().toArray();
    }

    private Operand<TFloat32> output(Operand<TFloat32> x) {
        int layers = mlp.widths().size() - 1;
        for (int i = 0; i < layers; i++) {
            int in = mlp.widths().get(i), out = mlp.widths().get(i + 1);
            Variable<TFloat32> weight = normal(1 / Math.sqrt(in), in, out), bias = zeros(out);
            parameters.add(weight);
            parameters.add(bias);
            x = tf.nn.biasAdd(tf.linalg.matMul(x, weight), bias);
            if (i < layers - 1) x = mlp.curve() == Mlp.Curve.TANH ? tf.math.tanh(x) : tf.nn.relu(x);
        }
        return x;
    }

    /// The network with the weights that are trained.
    private Operand<TFloat32> answer(Operand<TFloat32> x) {
        int layers = parameters.size() / 2;
        for (int i = 0; i < layers; i++) {
            x = tf.nn.biasAdd(tf.linalg.matMul(x, parameters.get(2 * i)), parameters.get(2 * i + 1));
            if (i < layers - 1) x = mlp.curve() == Mlp.Curve.TANH ? tf.math.tanh(x) : tf.nn.relu(x);
        }
        return x;
    }

    private Operand<TFloat32> loss(Operand<TFloat32> output) {
        if (mlp.goal() == Mlp.Goal.MSE) {
            Operand<TFloat32> error = tf.math.sub(output, normal(1, mlp.batch(), mlp.outputs()));
            return tf.math.mean(tf.math.square(error), tf.constant(new int[] {0, 1}));
        }
        Variable<TInt32> classes = tf.variable(Shape.of(mlp.batch()), TInt32.class);
        first.add(tf.assign(
                classes,
                tf.random.randomUniformInt(tf.array(mlp.batch()), tf.constant(0), tf.constant(mlp.outputs()))));
        // one-hot, since graph mode has no gradient for the sparse form
        Operand<TFloat32> hot = tf.oneHot(classes, tf.constant(mlp.outputs()), tf.constant(1f), tf.constant(0f));
        return tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(output, hot).loss(), tf.constant(0));
    }

    private List<Op> updates(Gradients gradients) {
        List<Op> updates = new ArrayList<>();
        Operand<TFloat32> rate = tf.constant((float) mlp.rule().rate());
        for (int i = 0; i < parameters.size(); i++) {
            Variable<TFloat32> p = parameters.get(i);
            updates.add(update(p, gradients.dy(i), rate));
        }
        return updates;
    }

    private Op update(Variable<TFloat32> p, Operand<TFloat32> gradient, Operand<TFloat32> rate) {
        int[] shape = java.util.Arrays.stream(p.shape().asArray())
                .mapToInt(Math::toIntExact)
                .toArray();
        return switch (mlp.rule()) {
            case SGD -> tf.train.applyGradientDescent(p, rate, gradient);
            case MOMENTUM -> tf.train.applyMomentum(p, zeros(shape), rate, gradient, tf.constant(0.9f));
            case ADAM ->
                // the powers of beta only scale the step, and need not move for its time
                tf.train.applyAdam(
                        p,
                        zeros(shape),
                        zeros(shape),
                        tf.constant(0.9f),
                        tf.constant(0.999f),
                        rate,
                        tf.constant(0.9f),
                        tf.constant(0.999f),
                        tf.constant(1e-8f),
                        gradient);
        };
    }

    @Override
    public void predict() {
        try (TFloat32 x = TFloat32.tensorOf(
                        Shape.of(mlp.batch(), mlp.inputs()), DataBuffers.of(rows, false, false));
                Result result = session.runner().feed(fed, x).fetch(answer).run()) {
            ((TFloat32) result.get(0)).copyTo(DataBuffers.of(answers, false, false));
        }
    }

    @Override
    public void step() {
        session.runner().addTarget(train).run().close();
    }
}
