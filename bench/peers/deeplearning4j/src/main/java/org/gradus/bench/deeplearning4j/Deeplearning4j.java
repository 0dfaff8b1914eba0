package org.gradus.bench.deeplearning4j;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.gradus.bench.Child;
import org.gradus.bench.Subject;
import org.gradus.speed.Mlp;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// Deeplearning4j by `MultiLayerNetwork.fit`, on one batch that stays. Its momentum is Nesterov's, the only one it has.
public final class Deeplearning4j implements Subject {
    private final MultiLayerNetwork network;
    private final DataSet batch;

    private Deeplearning4j(Mlp mlp, int threads) {
        Nd4j.getEnvironment().setMaxThreads(threads);
        boolean regression = mlp.goal() == Mlp.Goal.MSE;
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater(mlp.rule()))
                .list();
        List<Integer> widths = mlp.widths();
        for (int i = 1; i < widths.size() - 1; i++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(widths.get(i - 1))
                    .nOut(widths.get(i))
                    .activation(mlp.curve() == Mlp.Curve.TANH ? Activation.TANH : Activation.RELU)
                    .build());
        }
        layers.layer(new OutputLayer.Builder(regression ? LossFunction.MSE : LossFunction.MCXENT)
                .nIn(widths.get(widths.size() - 2))
                .nOut(mlp.outputs())
                .activation(regression ? Activation.IDENTITY : Activation.SOFTMAX)
                .build());
        network = new MultiLayerNetwork(layers.build());
        network.init();
        INDArray inputs = Nd4j.randn(mlp.batch(), mlp.inputs());
        batch = new DataSet(inputs, regression ? Nd4j.randn(mlp.batch(), mlp.outputs()) : classes(mlp));
    }

    /// Serves a comparison.
    public static void main(String[] arguments) throws Exception {
        Child.serve(arguments, Deeplearning4j::new);
    }

    private static IUpdater updater(Mlp.Rule rule) {
        return switch (rule) {
            case SGD -> new Sgd(rule.rate());
            case MOMENTUM -> new Nesterovs(rule.rate(), 0.9);
            case ADAM -> new Adam(rule.rate());
        };
    }

    /// Some class for each sample, as rows with a single 1.
    private static INDArray classes(Mlp mlp) {
        INDArray hot = Nd4j.zeros(mlp.batch(), mlp.outputs());
        for (int i = 0; i < mlp.batch(); i++) hot.putScalar(i, i * 7 % mlp.outputs(), 1);
        return hot;
    }

    @Override
    public void step() {
        network.fit(batch);
    }
}
