package org.gradus.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlpTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2-16x2-1/32/tanh/mse/sgd",
                "784-512x2-10/128/relu/cross_entropy/adam",
                "64-256x50-10/128/tanh/cross_entropy/momentum",
                "3-4/1/relu/mse/adam",
                "10-10x5-10/8/tanh/cross_entropy/momentum"
            })
    void whatIsWrittenIsReadBack(String network) {
        assertThat(Mlp.parse(network)).hasToString(network);
    }

    @Test
    void theThreeNetworksHaveNames() {
        assertThat(List.of(Mlp.parse("W1"), Mlp.parse("W2"), Mlp.parse("W3"))).containsExactly(Mlp.W1, Mlp.W2, Mlp.W3);
        assertThat(Mlp.W3.name()).isEqualTo("W3");
        assertThat(Mlp.W3.widths()).hasSize(52);
        assertThat(Mlp.grid(32, 8, 5)).hasToString("32-32x5-10/8/tanh/cross_entropy/momentum");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "W4", "2-1/32/tanh/mse", "2-x-1/32/tanh/mse/sgd", "2-1/0/tanh/mse/sgd", "2/1/relu/mse/sgd"})
    void whatIsNoNetworkIsRefused(String network) {
        assertThatThrownBy(() -> Mlp.parse(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected")
                .hasMessageContaining(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5-7x2-3/4/tanh/mse/sgd", "5-7x3-4/4/relu/cross_entropy/adam", "5-6-2/4/tanh/mse/momentum"})
    void anOrdinaryTrainerTrainsItWhoeverLooksOn(String network) {
        Mlp mlp = Mlp.parse(network);
        Recipe recipe = Workload.recipe(mlp);
        assertThat(recipe.model()).hasSize(mlp.widths().size() - 1);
        Set<Double> losses = new HashSet<>();
        for (Watch watch : Watch.values()) {
            try (Trainer trainer = Workload.of(mlp).trainer(watch, 1)) {
                for (int i = 0; i < 4; i++) trainer.step();
                losses.add(trainer.step().loss());
                long weights = trainer.network().parameters().stream()
                        .mapToLong(p -> p.leaf().shape().size())
                        .sum();
                assertThat(weights).isEqualTo(mlp.parameters());
            }
        }
        assertThat(losses).hasSize(1);
    }
}
