package org.gradus.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.gradus.activation.Activation;
import org.gradus.activation.Elu;
import org.gradus.activation.Gelu;
import org.gradus.activation.GeluTanh;
import org.gradus.activation.HardSigmoid;
import org.gradus.activation.HardTanh;
import org.gradus.activation.Identity;
import org.gradus.activation.LeakyRelu;
import org.gradus.activation.Mish;
import org.gradus.activation.Relu;
import org.gradus.activation.Selu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Silu;
import org.gradus.activation.Softplus;
import org.gradus.activation.Softsign;
import org.gradus.activation.Tanh;
import org.gradus.init.Constant;
import org.gradus.init.Critical;
import org.gradus.init.GlorotNormal;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.HeUniform;
import org.gradus.init.Init;
import org.gradus.init.LecunNormal;
import org.gradus.init.LecunUniform;
import org.gradus.init.Normal;
import org.gradus.init.Orthogonal;
import org.gradus.init.TruncatedNormal;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Residual;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// An architecture drawn at random, with the samples it is shown: what a forecast is tried on.
///
/// @param family what kind of stack it is
/// @param model the layers, a linear output layer last
/// @param inputs the samples `[samples, features]`, of which a batch is the first so many
/// @param batch samples in a batch
/// @param seed draws the network's initial weights
record RandomStack(Family family, List<Layer> model, Tensor inputs, int batch, long seed) {

    private static final int SHALLOWEST = 2;
    static final int DEEPEST = 40;
    private static final int NARROWEST = 16;
    static final int WIDEST = 512;
    private static final int SAMPLES = 256;

    /// How many rules for weights there are to draw from.
    private static final int RULES = 11;

    /// Kinds of stacks, drawn equally often.
    enum Family {
        DENSE,
        DROPOUT,
        LAYER_NORM,
        BATCH_NORM,
        RESIDUAL,
        RESIDUAL_LAYER_NORM,
        RESIDUAL_BATCH_NORM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        boolean residual() {
            return compareTo(RESIDUAL) >= 0;
        }
    }

    /// Draws a stack.
    ///
    /// @param random where the choices come from
    /// @param widest the most units of a layer
    /// @param deepest the most hidden layers
    static RandomStack draw(RandomGenerator random, int widest, int deepest) {
        Family family = pick(random, Family.values());
        Draw draw = new Draw(random, family, activation(random), widest);
        int batch = pick(random, 8, 16, 32, 64, 128);
        return new RandomStack(family, draw.model(deepest), inputs(random), batch, random.nextLong(1L << 40));
    }

    /// The choices of one stack.
    private record Draw(
            RandomGenerator random,
            Family family,
            Activation phi,
            IntFunction<Init> init,
            int widest,
            int width,
            double keep) {

        Draw(RandomGenerator random, Family family, Activation phi, int widest) {
            this(
                    random,
                    family,
                    phi,
                    rule(random, phi),
                    widest,
                    between(random, NARROWEST, widest),
                    keep(random, family));
        }

        private static double keep(RandomGenerator random, Family family) {
            boolean some = family == Family.DROPOUT || family != Family.DENSE && random.nextInt(4) == 0;
            return some ? pick(random, 0.5, 0.8, 0.9) : 1;
        }

        List<Layer> model(int deepest) {
            int depth = between(random, SHALLOWEST, deepest);
            boolean square = family.residual() || random.nextInt(4) > 0;
            double scale = pick(random, 1.0, 0.5, 0.2, Math.rint(1000 / Math.sqrt(depth)) / 1000);
            int inBranch = between(random, 1, 3);
            Optional<Init> bias = bias(random);
            List<Layer> layers = new ArrayList<>(layer(square ? width : other(), bias));
            for (int hidden = 1; hidden < depth; ) {
                List<Layer> next = new ArrayList<>();
                int n = family.residual() ? Math.min(inBranch, depth - hidden) : 1;
                for (int i = 0; i < n; i++, hidden++) next.addAll(layer(square ? width : other(), bias));
                layers.addAll(family.residual() ? List.of(new Residual(next, scale)) : next);
            }
            layers.add(Dense.of(pick(random, 1, 10, 100)));
            return layers;
        }

        private int other() {
            return Math.clamp(between(random, width / 2, width * 2), NARROWEST, widest);
        }

        private List<Layer> layer(int units, Optional<Init> bias) {
            List<Layer> layers = new ArrayList<>();
            boolean norm = family.name().endsWith("NORM");
            boolean biased = random.nextInt(8) > 0;
            layers.add(new Dense(units, norm ? new Identity() : phi, init.apply(units), biased, bias));
            if (family.name().endsWith("BATCH_NORM")) layers.add(BatchNorm.standard());
            else if (norm) layers.add(new LayerNorm(1e-5));
            if (norm) layers.add(new Activate(phi));
            if (keep < 1) layers.add(new Dropout(Math.rint(1000 * (1 - keep)) / 1000));
            return layers;
        }
    }

    private static Activation activation(RandomGenerator random) {
        return pick(
                random,
                new Identity(),
                new Sigmoid(),
                new Tanh(),
                new Relu(),
                new LeakyRelu(0.1),
                new Elu(1),
                new Selu(),
                new Gelu(),
                new GeluTanh(),
                new Silu(),
                new Softplus(),
                new Mish(),
                new Softsign(),
                new HardTanh(),
                new HardSigmoid());
    }

    /// A rule by the width of the layer.
    private static IntFunction<Init> rule(RandomGenerator random, Activation phi) {
        double gain = 0.7 + 0.8 * random.nextDouble();
        return switch (random.nextInt(RULES)) {
            case 0 -> _ -> new LecunNormal();
            case 1 -> _ -> new LecunUniform();
            case 2 -> _ -> new GlorotNormal();
            case 3 -> _ -> new GlorotUniform();
            case 4 -> _ -> new HeNormal();
            case 5 -> _ -> new HeUniform();
            case 6 -> _ -> Orthogonal.of();
            case 7 -> _ -> new Orthogonal(1.414);
            case 8 -> _ -> new TruncatedNormal(0.1);
            case 9 -> units -> new Normal(gain / Math.sqrt(units));
            default -> critical(phi);
        };
    }

    private static IntFunction<Init> critical(Activation phi) {
        Init found = Critical.of().at(phi).map(Init.class::cast).orElse(new LecunNormal());
        return _ -> found;
    }

    private static Optional<Init> bias(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.of(new Normal(random.nextDouble()));
            case 1 -> Optional.of(new Constant(random.nextDouble() - 0.5));
            default -> Optional.empty();
        };
    }

    /// Normal samples that share a part and differ in length.
    private static Tensor inputs(RandomGenerator random) {
        int features = between(random, 8, 512);
        double power = Math.exp(2 * random.nextDouble() - 1), shared = pick(random, 0.0, 0.2, 0.5, 0.9);
        double lengths = pick(random, 0.0, 0.1, 0.3);
        double[] common =
                random.doubles(features).map(_ -> random.nextGaussian()).toArray();
        double[] x = new double[SAMPLES * features];
        for (int i = 0; i < SAMPLES; i++) {
            double length = Math.sqrt(power) * Math.exp(lengths * random.nextGaussian());
            for (int k = 0; k < features; k++) {
                double own = Math.sqrt(1 - shared) * random.nextGaussian();
                x[i * features + k] = length * (own + Math.sqrt(shared) * common[k]);
            }
        }
        return Tensor.generate(Shape.of(SAMPLES, features), i -> x[i]);
    }

    /// An integer whose logarithm is uniform.
    private static int between(RandomGenerator random, int least, int most) {
        return (int) Math.round(least * Math.pow((double) most / least, random.nextDouble()));
    }

    @SafeVarargs
    private static <T> T pick(RandomGenerator random, T... among) {
        return among[random.nextInt(among.length)];
    }
}
