package org.gradus.bench.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.gradus.bench.Child;
import org.gradus.bench.Subject;
import org.gradus.speed.Mlp;

/// DJL with its PyTorch engine, by its `Trainer`, on one batch that stays.
public final class Djl implements Subject {
    private final NDManager manager;
    private final Trainer trainer;
    private final Loss loss;
    private final NDArray inputs;
    private final NDArray targets;
    private final SequentialBlock network;
    private final ParameterStore parameters;
    private final Shape shape;
    private final float[] rows;

    private Djl(Mlp mlp, int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Engine.getEngine("PyTorch").setRandomSeed(1);
        Model model = Model.newInstance(mlp.name());
        manager = model.getNDManager();
        Shape batch = new Shape(mlp.batch(), mlp.inputs());
        inputs = manager.randomNormal(batch);
        targets = mlp.goal() == Mlp.Goal.MSE
                ? manager.randomNormal(new Shape(mlp.batch(), mlp.outputs()))
                : manager.randomInteger(0, mlp.outputs(), new Shape(mlp.batch(), 1), DataType.INT64);
        loss = mlp.goal() == Mlp.Goal.MSE ? Loss.l2Loss() : Loss.softmaxCrossEntropyLoss();
        network = network(mlp);
        model.setBlock(network);
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(optimizer(mlp.rule()))
                .optDevices(new Device[] {Device.cpu()}));
        trainer.initialize(batch);
        shape = batch;
        rows = inputs.toFloatArray();
        parameters = new ParameterStore(manager, false);
    }

    /// Serves a comparison.
    public static void main(String[] arguments) throws Exception {
        Child.serve(arguments, Djl::new);
    }

    private static SequentialBlock network(Mlp mlp) {
        SequentialBlock network = new SequentialBlock();
        List<Integer> hidden = mlp.widths().subList(1, mlp.widths().size() - 1);
        for (int width : hidden) {
            network.add(Linear.builder().setUnits(width).build());
            if (mlp.curve() == Mlp.Curve.TANH) network.add(Activation::tanh);
            else network.add(Activation::relu);
        }
        return network.add(Linear.builder().setUnits(mlp.outputs()).build());
    }

    private static Optimizer optimizer(Mlp.Rule rule) {
        Tracker rate = Tracker.fixed((float) rule.rate());
        return switch (rule) {
            case SGD -> Optimizer.sgd().setLearningRateTracker(rate).build();
            case MOMENTUM ->
                Optimizer.sgd().setLearningRateTracker(rate).optMomentum(0.9f).build();
            case ADAM -> Optimizer.adam().optLearningRateTracker(rate).build();
        };
    }

    @Override
    public void predict() {
        try (NDManager sub = manager.newSubManager();
                NDList output =
                        network.forward(parameters, new NDList(sub.create(rows, shape)), false)) {
            output.singletonOrThrow().toFloatArray();
        }
    }

    @Override
    public void step() {
        try (NDManager sub = manager.newSubManager()) {
            inputs.attach(sub);
            targets.attach(sub);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList output = trainer.forward(new NDList(inputs));
                NDArray value = loss.evaluate(new NDList(targets), output);
                collector.backward(value);
                value.close();
                output.close();
            }
            trainer.step();
            inputs.attach(manager);
            targets.attach(manager);
        }
    }
}
