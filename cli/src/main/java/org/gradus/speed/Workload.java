package org.gradus.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.data.Task;
import org.gradus.init.LecunNormal;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.loss.Loss;
import org.gradus.loss.Mse;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.optim.Adam;
import org.gradus.optim.Momentum;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Sgd;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

/// A network as an ordinary recipe on generated data, trained by the ordinary [Trainer#step].
///
/// @param recipe what is trained
/// @param data made once
public record Workload(Recipe recipe, Dataset data) {
    /// Batches of an epoch.
    private static final int BATCHES = 4;

    public static Workload of(Mlp mlp) {
        Recipe recipe = recipe(mlp);
        return new Workload(recipe, recipe.data().load(Path.of("")));
    }

    /// A network as a recipe.
    public static Recipe recipe(Mlp mlp) {
        Task task = mlp.goal() == Mlp.Goal.MSE
                ? new Task.Regression(mlp.outputs())
                : new Task.Classification(mlp.outputs());
        Source noise = new Noise(BATCHES * mlp.batch(), mlp.inputs(), task);
        return Recipe.of(mlp.name(), noise, loss(mlp.goal()), layers(mlp).toArray(Layer[]::new))
                .withOptimizer(optimizer(mlp.rule()))
                .withBatch(mlp.batch())
                // no training is timed for longer
                .withEpochs(Integer.MAX_VALUE / BATCHES);
    }

    private static List<Layer> layers(Mlp mlp) {
        Activation curve = switch (mlp.curve()) {
            case TANH -> new Tanh();
            case RELU -> new Relu();
        };
        List<Layer> layers = new ArrayList<>();
        for (int width : mlp.widths().subList(1, mlp.widths().size() - 1)) {
            layers.add(Dense.of(width, curve, new LecunNormal()));
        }
        layers.add(Dense.of(mlp.outputs()).withInit(new LecunNormal()));
        return layers;
    }

    private static Loss loss(Mlp.Goal goal) {
        return switch (goal) {
            case MSE -> new Mse();
            case CROSS_ENTROPY -> new SoftmaxCrossEntropy();
        };
    }

    private static Optimizer optimizer(Mlp.Rule rule) {
        return switch (rule) {
            case SGD -> Sgd.of(rule.rate());
            case MOMENTUM -> Momentum.of(rule.rate());
            case ADAM -> Adam.of(rule.rate());
        };
    }

    /// A training from its start.
    public Trainer trainer(Watch watch, int threads) {
        return Trainer.of(recipe, data, watch.taps(), threads);
    }
}
