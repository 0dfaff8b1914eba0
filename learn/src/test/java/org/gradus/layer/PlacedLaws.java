package org.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Where layers stand in a network.
final class PlacedLaws {
    private static final int WIDTH = 4;

    /// Some layers of one width, nested at random.
    private static List<Layer> drawn(SplittableRandom random, int depth) {
        List<Layer> layers = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) layers.add(layer(random, depth));
        return layers;
    }

    private static Layer layer(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 8)) {
            case 0 -> new BatchNorm(0.9, 1e-5);
            case 1 -> new LayerNorm(1e-5);
            case 3 -> new Residual(drawn(random, depth - 1), 1);
            case 4 -> new Repeat(random.nextInt(1, 4), drawn(random, depth - 1));
            case 5 -> new Chain(drawn(random, depth - 1), random.nextBoolean() ? "tower" : "");
            case 6 -> new Freeze(drawn(random, depth - 1));
            default -> Dense.of(WIDTH, new Tanh(), new GlorotUniform());
        };
    }

    private static Network built(List<Layer> model) {
        Network network = new Network(model, 3);
        network.forward(Expr.input("x", Shape.of(2, WIDTH)), true);
        return network;
    }

    @Test
    void everyPathIsThatOfTheNetworkAndIsUsedOnce() {
        SplittableRandom random = new SplittableRandom(11);
        for (int n = 0; n < 200; n++) {
            List<Layer> model = drawn(random, 3);
            Network network = new Network(model, 3);
            Network.Forward forward = network.forward(Expr.input("x", Shape.of(2, WIDTH)), true);
            Set<String> made = forward.trace().calls().stream().map(Call::path).collect(Collectors.toSet());
            List<String> placed = Placed.of(model).stream()
                    .flatMap(Placed::all)
                    .filter(p -> !(p.layer() instanceof Sequence))
                    .map(Placed::path)
                    .toList();
            assertThat(placed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @Test
    void aLayerThatIsPutInRedrawsNoOther() {
        Layer dense = Dense.of(WIDTH, new Tanh(), new GlorotUniform());
        Layer block = new Residual(List.of(dense, dense), 1);
        Map<String, Tensor> before = values(List.of(dense, new Chain(List.of(dense), "tower"), dense));
        Map<String, Tensor> after =
                values(List.of(BatchNorm.standard(), block, dense, new Chain(List.of(dense), "tower"), block, dense));
        assertThat(after).containsAllEntriesOf(before);
        assertThat(before.keySet()).contains("dense1/weight", "dense2/weight", "tower/dense1/weight");
    }

    @Test
    void differentPathsHaveDifferentNumbers() {
        Layer dense = Dense.of(WIDTH, new Tanh(), new GlorotUniform());
        Map<String, Tensor> values = values(List.of(new Repeat(5, dense, new Residual(List.of(dense), 1))));
        List<Tensor> weights = values.entrySet().stream()
                .filter(e -> e.getKey().endsWith("weight"))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(weights).hasSize(10).doesNotHaveDuplicates();
    }

    private static Map<String, Tensor> values(List<Layer> model) {
        Map<String, Tensor> values = new TreeMap<>();
        built(model).parameters().forEach(p -> values.put(p.path(), p.initial()));
        return values;
    }

    @Test
    void aLayerWithItsOwnChildrenIsTheSame() {
        SplittableRandom random = new SplittableRandom(12);
        for (int n = 0; n < 100; n++) {
            Layer layer = layer(random, 3);
            assertThat(layer.withChildren(layer.children())).isEqualTo(layer);
            if (layer.children().isEmpty()) {
                assertThatThrownBy(() -> layer.withChildren(List.of(layer)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("holds no layers, given 1");
            } else {
                List<Layer> others = List.of(new LayerNorm(0.5));
                assertThat(layer.withChildren(others).children()).isEqualTo(others);
                assertThat(layer.withChildren(others).segment()).isEqualTo(layer.segment());
            }
        }
    }
}
