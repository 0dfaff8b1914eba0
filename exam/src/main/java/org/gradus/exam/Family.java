package org.gradus.exam;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.gradus.activation.Activation;
import org.gradus.activation.Elu;
import org.gradus.activation.Gelu;
import org.gradus.activation.LeakyRelu;
import org.gradus.activation.Mish;
import org.gradus.activation.Relu;
import org.gradus.activation.Selu;
import org.gradus.activation.Silu;
import org.gradus.activation.Softsign;
import org.gradus.activation.Tanh;
import org.gradus.data.Blobs;
import org.gradus.data.Circles;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.data.Regression;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.data.Spirals;
import org.gradus.data.Task;
import org.gradus.data.Xor;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.init.LecunNormal;
import org.gradus.init.Orthogonal;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.loss.Loss;
import org.gradus.loss.Mse;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.optim.AdaGrad;
import org.gradus.optim.Adam;
import org.gradus.optim.AdamW;
import org.gradus.optim.ConstantRate;
import org.gradus.optim.Momentum;
import org.gradus.optim.Nesterov;
import org.gradus.optim.Optimizer;
import org.gradus.optim.RmsProp;
import org.gradus.optim.Sgd;
import org.gradus.recipe.Recipe;

/// Two worlds of sound networks. Thresholds and odds are chosen on one and tried on the other,
/// which has other data, activations, initial weights, optimizers, depths and widths.
public enum Family {
    /// On which the doctor may be tuned.
    TRAIN,
    /// On which it may not.
    TEST;

    /// An activation with the initial weights that suit it.
    record Curve(Activation activation, Init init) {}

    /// Gradient steps of a training, about.
    private static final int STEPS = 500;

    /// Those of a brief one.
    private static final int BRIEF = 120;

    /// Units of a narrow network, at least; below twice as many.
    private static final int NARROW = 6;

    static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /// A number between two, evenly on a logarithmic scale.
    static double between(SplittableRandom random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    private List<Source> sources(SplittableRandom random) {
        long seed = random.nextLong(1000);
        return this == TRAIN
                ? List.of(
                        new Digits(0.5, seed, true, Scale.FALSE),
                        new Blobs(800, 5, 10, 3, seed, 0.8, 1, true, Scale.FALSE),
                        new Spirals(1000, 2, 1, 0.05, seed, 0.8, 1, true, Scale.FALSE),
                        new Regression(800, 8, 1, 0.1, seed, 0.8, 1, false, Scale.FALSE))
                : List.of(
                        new Digits(0.6, seed, false, Scale.TRUE),
                        new Circles(1000, 0.08, 0.5, seed, 0.8, 1, true, Scale.FALSE),
                        new Xor(900, 0.3, seed, 0.8, 1, false, Scale.FALSE),
                        new Blobs(700, 3, 4, 2, seed, 0.7, 1, true, Scale.FALSE),
                        new Regression(900, 5, 3, 0.2, seed, 0.75, 1, false, Scale.FALSE));
    }

    List<Curve> curves() {
        return this == TRAIN
                ? List.of(
                        new Curve(new Relu(), new HeNormal()),
                        new Curve(new Tanh(), new GlorotUniform()),
                        new Curve(new Gelu(), new HeNormal()),
                        new Curve(new Elu(1), new HeNormal()))
                : List.of(
                        new Curve(new LeakyRelu(0.05), new HeNormal()),
                        new Curve(new Selu(), new LecunNormal()),
                        new Curve(new Silu(), new HeNormal()),
                        new Curve(new Softsign(), new GlorotUniform()),
                        new Curve(new Mish(), new HeNormal()),
                        new Curve(new Tanh(), Orthogonal.of()));
    }

    List<Optimizer> optimizers() {
        return this == TRAIN
                ? List.of(Sgd.of(0.1), Momentum.of(0.03), Adam.of(0.003))
                : List.of(Nesterov.of(0.03), AdamW.of(0.003), RmsProp.of(0.002), AdaGrad.of(0.05));
    }

    List<Integer> batches() {
        return this == TRAIN ? List.of(16, 32, 64) : List.of(24, 48, 100);
    }

    /// A network of this world that has what is needed.
    Case sound(SplittableRandom random, Set<Need> needs) {
        Case drawn = draw(random, needs);
        while (!holds(needs, drawn)) drawn = draw(random, needs);
        return drawn;
    }

    private static boolean holds(Set<Need> needs, Case drawn) {
        return needs.stream().allMatch(need -> need.holds(drawn));
    }

    /// A sound network, which may still turn out to learn little.
    private Case draw(SplittableRandom random, Set<Need> needs) {
        Source source = pick(random, sources(random));
        Dataset data = source.load(Path.of(""));
        Curve curve = pick(random, curves());
        int depth = this == TRAIN ? 1 + random.nextInt(5) : 2 + random.nextInt(6);
        int width = (int) (this == TRAIN ? between(random, 24, 96) : between(random, 16, 128));
        if (needs.contains(Need.NARROW)) {
            width = NARROW + random.nextInt(NARROW);
            depth = Math.max(3, depth);
        }
        List<Layer> model = new ArrayList<>();
        for (int i = 0; i < depth; i++) model.add(Dense.of(width, curve.activation(), curve.init()));
        model.add(Dense.of(data.task().outputs()));
        int batch = pick(random, batches());
        int steps = needs.contains(Need.BRIEF) ? BRIEF : STEPS;
        int epochs = Math.max(2, steps * batch / data.train().count());
        Loss loss = data.task() instanceof Task.Classification ? new SoftmaxCrossEntropy() : new Mse();
        Recipe recipe = new Recipe(
                "drawn",
                source,
                model,
                loss,
                pick(random, optimizers()),
                ConstantRate.of(),
                Optional.empty(),
                batch,
                epochs,
                1 + random.nextInt(100_000),
                1);
        return new Case(recipe, data);
    }
}
