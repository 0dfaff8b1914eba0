package examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gradus.junit.GradusAssertions.assertTrains;

import org.gradus.activation.Activation;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.data.Digits;
import org.gradus.init.GlorotUniform;
import org.gradus.junit.Checkup;
import org.gradus.layer.Dense;
import org.gradus.layer.Repeat;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.optim.Sgd;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;

/// How a project tests that its network trains.
class MyNetworkTest {
    private static Recipe network(int depth, Activation activation) {
        return Recipe.of(
                        "my-network",
                        Digits.standard(),
                        new SoftmaxCrossEntropy(),
                        new Repeat(depth, Dense.of(32, activation, new GlorotUniform())),
                        Dense.of(10))
                .withOptimizer(Sgd.of(0.1))
                .withEpochs(15);
    }

    @Test
    void myNetworkTrains() {
        assertTrains(network(2, new Tanh()));
    }

    @Test
    void itWouldNotAsTenSigmoidLayers() {
        Checkup deep = Checkup.of(network(10, new Sigmoid())).withSeed(7).tolerating("lr-too-low");
        assertThatThrownBy(() -> assertTrains(deep))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("vanishing-depth");
    }
}
