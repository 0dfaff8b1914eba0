package org.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

/// The lines in which layers stand.
final class PlacesTest {
    private static final String BLOCK = """
            name: x
            data: digits
            model:
              - dense: {units: 8, activation: tanh}   # line 4
              - repeat:
                  times: 3
                  layers:
                    - residual:
                        - dense: 8
                        - batch_norm
                        - activation: relu
              - chain:
                  name: head
                  layers:
                    - freeze: [{dense: 8}, layer_norm]
                    - dropout: 0.5
              - {repeat: {times: 2, layers: [{repeat: {times: 2, layers: [{dense: 8}]}}]}}
              - stop_gradient

              - dense: {units: 10}
            loss: softmax_cross_entropy
            """;

    private static Places places(String yaml) {
        return RecipeText.parse(yaml, "x.yaml").places();
    }

    @Test
    void everyLayerHasTheLineOfItsEntry() {
        Places places = places(BLOCK);
        assertThat(places.of("dense1")).contains(new Places.Place("dense1", 4, 4, 1));
        for (int i = 1; i <= 3; i++) {
            assertThat(places.of("residual" + i)).contains(new Places.Place("residual" + i, 8, 8, 3));
            assertThat(places.of("residual" + i + "/dense1"))
                    .contains(new Places.Place("residual" + i + "/dense1", 9, 11, 3));
            assertThat(places.of("residual" + i + "/batch_norm1"))
                    .contains(new Places.Place("residual" + i + "/batch_norm1", 10, 10, 3));
        }
        assertThat(places.of("head/dense1")).contains(new Places.Place("head/dense1", 15, 15, 1));
        assertThat(places.of("dense5")).contains(new Places.Place("dense5", 17, 17, 4));
        assertThat(places.of("dense6")).contains(new Places.Place("dense6", 20, 20, 1));
        assertThat(places.of("dense7")).isEmpty();
    }

    @Test
    void thePathsAreThoseOfTheNetwork() {
        RecipeText text = RecipeText.parse(BLOCK, "x.yaml");
        Network network = new Network(text.recipe().model(), 1);
        Network.Forward forward = network.forward(Expr.input("x", Shape.of(4, 8)), true);
        List<String> made = forward.trace().calls().stream().map(Call::path).toList();
        List<String> placed =
                text.places().layers().stream().map(Places.Place::layer).toList();
        assertThat(placed)
                .containsExactlyInAnyOrderElementsOf(made.stream().distinct().toList());
    }

    @Test
    void layersInOneLineStandInIt() {
        Places places = places("""
                name: x
                data: digits
                model: [{dense: 8}, {activation: relu}, {dense: 10}]
                loss: softmax_cross_entropy
                """);
        assertThat(places.layers()).extracting(Places.Place::line).containsExactly(3, 3, 3);
    }

    @Test
    void aLayerThatIsWrittenOnceStandsWhereItIsWritten() {
        Places places = places("""
                name: x
                data: digits
                model:
                  - &hidden {dense: 8}
                  - *hidden
                loss: softmax_cross_entropy
                """);
        assertThat(places.layers()).extracting(Places.Place::line).containsExactly(4, 4);
    }

    @Test
    void aLineIsToldAsAPersonCanFindIt() {
        Places places = places(BLOCK);
        assertThat(places.words(9)).isEqualTo("x.yaml:9");
        assertThat(places.printedBy("gradus presets x").words(9)).isEqualTo("line 9 of `gradus presets x`");
        assertThat(Places.NONE.of("dense1")).isEmpty();
    }
}
