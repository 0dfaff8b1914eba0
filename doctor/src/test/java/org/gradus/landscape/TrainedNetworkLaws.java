package org.gradus.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.gradus.activation.Identity;
import org.gradus.activation.LeakyRelu;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.data.Dataset;
import org.gradus.data.Scale;
import org.gradus.data.Xor;
import org.gradus.geometry.Certificate;
import org.gradus.geometry.Certificate.Verdict;
import org.gradus.geometry.Curvature;
import org.gradus.geometry.Vectors;
import org.gradus.geometry.WayDown;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Zeros;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.Residual;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.optim.Penalty;
import org.gradus.optim.Sgd;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

/// Certificates of networks, and the symmetries that are taken out of them.
final class TrainedNetworkLaws {
    private static Trainer trained(int steps, double rate, Layer... model) {
        return trained(200, steps, rate, model);
    }

    private static Trainer trained(int samples, int steps, double rate, Layer... model) {
        Recipe recipe = Recipe.of(
                        "small", new Xor(samples, 0.2, 1, 0.8, 1, false, Scale.FALSE), new SoftmaxCrossEntropy(), model)
                .withOptimizer(Sgd.of(rate))
                .withBatch(1000)
                .withEpochs(1_000_000);
        Dataset data = recipe.data().load(Path.of(""));
        Trainer trainer = Trainer.of(recipe, data);
        for (int i = 0; i < steps; i++) trainer.step();
        return trainer;
    }

    /// The gradient has no part along a direction in which the loss is constant, wherever the weights stand.
    private static void constantAlong(int expected, double tolerance, Layer... model) {
        try (Trainer trainer = trained(3, 0.3, model);
                TrainedNetwork network = TrainedNetwork.of(trainer)) {
            List<Tensor> symmetries = network.certifier().symmetries();
            assertThat(symmetries).hasSize(expected);
            double[] at = network.weights(), gradient = network.objective().gradient(at);
            for (Tensor s : symmetries) {
                double along = Vectors.dot(gradient, s.toDoubles());
                assertThat(along).isCloseTo(0, within(tolerance * Vectors.norm(gradient)));
            }
        }
    }

    /// WayDown on loss and penalty comes to rest where the gradient of both is 0, and no direction of a
    /// weight is level there.
    @Test
    void aPenaltyIsPartOfTheFunction() {
        Recipe recipe = Recipe.of(
                        "priced",
                        new Xor(200, 0.2, 1, 0.8, 1, false, Scale.FALSE),
                        new SoftmaxCrossEntropy(),
                        Dense.of(5, new Tanh(), new GlorotUniform()),
                        Dense.of(2))
                .withOptimizer(Sgd.of(0.3))
                .withPenalty(Penalty.l2(0.02))
                .withBatch(1000)
                .withEpochs(1_000_000);
        try (Trainer trainer = Trainer.of(recipe, recipe.data().load(Path.of("")))) {
            for (int i = 0; i < 4000; i++) trainer.step();
            try (TrainedNetwork network = TrainedNetwork.of(trainer)) {
                assertThat(network.certifier().symmetries()).hasSize(1); // a shift of the output's bias
                double[] gradient = network.objective().gradient(network.weights());
                assertThat(Vectors.norm(gradient)).isLessThan(1e-5);
            }
        }
    }

    @Test
    void knownSymmetriesAreLevelDirectionsAndAllAreCounted() {
        // softmax: a shift of the bias and of the weights of each of 5 inputs
        constantAlong(6, 1e-12, Dense.of(5, new Tanh(), new GlorotUniform()), Dense.of(2));
        // and one rescaling for each ReLU unit
        constantAlong(11, 1e-12, Dense.of(5, new Relu(), new HeNormal()), Dense.of(2));
        constantAlong(11, 1e-12, Dense.of(5, new LeakyRelu(0.1), new HeNormal()), Dense.of(2));
        // every mixing of 3 linear units
        constantAlong(4 + 9, 1e-12, Dense.of(3), Dense.of(2));
        // a batch norm takes away scale and shift of each unit
        constantAlong(6 + 10, 1e-4, Dense.of(5), BatchNorm.standard(), new Activate(new Tanh()), Dense.of(2));
        // a path around a layer ties its units together
        constantAlong(
                6,
                1e-12,
                Dense.of(5, new Tanh(), new GlorotUniform()),
                new Residual(List.of(Dense.of(5, new Relu(), new HeNormal())), 1),
                Dense.of(2));
    }

    @Test
    void aTrainedNetworkIsCertifiedByItsWholeHessian() {
        try (Trainer trainer = trained(3000, 0.5, Dense.of(6, new Tanh(), new GlorotUniform()), Dense.of(2));
                TrainedNetwork network = TrainedNetwork.of(trainer)) {
            Certificate c = network.certificate();
            assertThat(c.loss()).isCloseTo(trainer.evaluator().train().loss(), within(1e-5));
            assertThat(c.curvature().whole()).isTrue();
            assertThat(c.slope().noise()).isPresent();
            assertThat(c.verdict()).isEqualTo(Verdict.FITTED);
            assertThat(c.residual().orElseThrow()).isLessThan(0.05);
            assertThat(Advice.of(c, Sgd.of(0.5), 0.5).action()).isEqualTo(Advice.Action.STOP);
        }
    }

    @Test
    void aTrainingThatWasCutShortIsNotStationary() {
        try (Trainer trainer = trained(20, 0.5, Dense.of(6, new Tanh(), new GlorotUniform()), Dense.of(2));
                TrainedNetwork network = TrainedNetwork.of(trainer)) {
            Certificate c = network.certificate();
            assertThat(c.verdict()).isEqualTo(Verdict.NOT_STATIONARY);
            assertThat(c.slope().norm()).isGreaterThan(c.slope().chance());
            assertThat(Advice.of(c, Sgd.of(0.5), 0.5).action()).isEqualTo(Advice.Action.WAIT);
        }
    }

    @Test
    void zeroWeightsAreASaddleFromWhichTheWayOutLowersTheLoss() {
        try (Trainer trainer = trained(
                        60, 0.5, Dense.of(6, new Tanh(), new Zeros()), Dense.of(2, new Identity(), new Zeros()));
                TrainedNetwork network = TrainedNetwork.of(trainer)) {
            Certificate c = network.certificate();
            assertThat(c.verdict()).isEqualTo(Verdict.STRICT_SADDLE);
            assertThat(c.residual().orElseThrow()).isCloseTo(1, within(1e-3));
            WayDown escape = c.escape().orElseThrow();
            double[] there = Vectors.plus(
                    network.weights(), escape.distance(), escape.direction().toDoubles());
            assertThat(escape.decrease()).isPositive();
            assertThat(network.objective().value(there)).isCloseTo(c.loss() - escape.decrease(), within(1e-12));
        }
    }

    @Test
    void aLargerNetworkIsMeasuredByItsEnds() {
        try (Trainer trainer = trained(
                        64,
                        50,
                        0.3,
                        Dense.of(12, new Relu(), new HeNormal()),
                        Dense.of(12, new Relu(), new HeNormal()),
                        Dense.of(2));
                TrainedNetwork network = TrainedNetwork.of(trainer)) {
            Curvature c = network.certificate().curvature();
            assertThat(c.whole()).isFalse();
            assertThat(c.symmetries()).isEqualTo(12 + 12 + 13);
            // what is said of the largest eigenvalue holds for its vector
            double[] at = network.weights(), v = c.largest().vector().toDoubles();
            double[] product = network.objective().times(at, v);
            assertThat(Vectors.dot(v, product)).isCloseTo(c.largest().value(), within(1e-9));
            assertThat(c.largest().bound()).isLessThan(1e-6 * c.norm());
            assertThat(c.least().value()).isLessThan(c.largest().value());
            assertThat(c.trace().error()).isPositive();
        }
    }
}
