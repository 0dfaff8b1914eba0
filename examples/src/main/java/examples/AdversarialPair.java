package examples;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.layer.Dense;
import org.gradus.layer.Network;
import org.gradus.optim.Adam;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Training;
import org.gradus.train.Training.Minimizer;

/// A generative adversarial pair (Goodfellow et al. 2014): a generator learns to draw numbers like the data's, from
/// nothing but a discriminator's opinion of them. Two networks, two losses, two optimizers.
public final class AdversarialPair {
    private static final double MEAN = 3, DEVIATION = 0.6;
    private static final int STEPS = 1500;
    private static final Shape BATCH = Shape.of(64, 1);

    private AdversarialPair() {}

    /// Runs it.
    public static void main(String[] args) {
        Network generator = new Network("generator", List.of(Dense.of(16, new Tanh()), Dense.of(1)), 1);
        Network discriminator = new Network("discriminator", List.of(Dense.of(32, new Tanh()), Dense.of(1)), 2);
        Expr noise = Expr.input("noise", BATCH), data = Expr.input("data", BATCH);
        Random random = new Random(7);

        try (Training training = new Training()) {
            Expr drawn = training.apply(generator, noise);
            Expr ofDrawn = training.apply(discriminator, drawn);
            Expr ofData = training.apply(discriminator, data);

            // -ln sigmoid(z) is softplus(-z): each network wants its opposite of the other's
            Expr telling =
                    ofData.negate().softplus().mean().plus(ofDrawn.softplus().mean());
            Expr fooling = ofDrawn.negate().softplus().mean();
            Minimizer judge = training.minimizer(telling, discriminator, new Adam(0.02, 0.5, 0.99, 1e-8));
            Minimizer forger = training.minimizer(fooling, generator, new Adam(0.003, 0.5, 0.99, 1e-8));

            for (int i = 0; i < STEPS; i++) {
                double left = 1 - (double) i / STEPS; // the rates fall to 0, or the two would circle for ever
                judge.step(Map.of(data, sample(random), noise, normal(random)), left);
                forger.step(Map.of(noise, normal(random)), left);
            }
            Tensor fake = training.value(drawn, Map.of(noise, normal(random)));
            System.out.printf("data: mean %.2f, deviation %.2f%n", MEAN, DEVIATION);
            System.out.printf("drawn: mean %.2f, deviation %.2f%n", mean(fake), deviation(fake));
        }
    }

    private static Tensor sample(Random random) {
        return Tensor.generate(BATCH, _ -> MEAN + DEVIATION * random.nextGaussian());
    }

    private static Tensor normal(Random random) {
        return Tensor.generate(BATCH, _ -> random.nextGaussian());
    }

    private static double mean(Tensor x) {
        return Arrays.stream(x.toDoubles()).average().orElseThrow();
    }

    private static double deviation(Tensor x) {
        double mean = mean(x);
        return Math.sqrt(mean(x.map(v -> (v - mean) * (v - mean))));
    }
}
