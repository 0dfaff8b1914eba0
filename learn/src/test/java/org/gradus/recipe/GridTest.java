package org.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.layer.Dense;
import org.gradus.name.InputException;
import org.gradus.optim.Adam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Grids over a recipe's settings.
final class GridTest {
    private static final Recipe RECIPE = Recipe.parse("""
            name: small
            data: {circles: {samples: 120}}
            model:
              - dense: {units: 8, activation: tanh}
              - repeat: {times: 2, layers: [{dense: 8}]}
              - dense: 2
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.01}}
            """, "small.yaml");

    private static Grid grid(String... axes) {
        return Grid.of(RECIPE, Arrays.asList(axes));
    }

    @Test
    void allCombinationsStandInOrder() {
        Grid grid = grid("optimizer.rate=0.01,0.1", "model[0].dense.units=16, 64,4");
        assertThat(grid.points().stream().map(Grid.Point::values))
                .containsExactly(
                        List.of("0.01", "16"),
                        List.of("0.01", "64"),
                        List.of("0.01", "4"),
                        List.of("0.1", "16"),
                        List.of("0.1", "64"),
                        List.of("0.1", "4"));
        Recipe last = grid.points().getLast().recipe();
        assertThat(last.optimizer()).isEqualTo(Adam.of(0.1));
        assertThat(((Dense) last.model().getFirst()).units()).isEqualTo(4);
        assertThat(grid.words(grid.points().getLast())).isEqualTo("optimizer.rate=0.1 model[0].dense.units=4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer.adam.rate=1,2",
                "optimizer.rate=1,2",
                "model[0].units=3,4",
                "model[1].repeat.layers[0].dense.units=3,4",
                "model[1].layers[0].units=3,4",
                "data.circles.samples=50,60",
                "batch=1,2",
                "clip=none,{norm: 1}",
                "stop={early_stopping: {patience: 3}},none",
                "model[0].dense.activation=relu,tanh",
                "loss_scale=1,2",
                "seed=1,2"
            })
    void aPathReadsAsTheTextNests(String axis) {
        Grid grid = grid(axis);
        assertThat(grid.points()).hasSize(2);
        for (Grid.Point p : grid.points())
            assertThat(Recipe.parse(p.recipe().toYaml(), "again")).isEqualTo(p.recipe());
    }

    @Test
    void aLaterAxisSeesWhatAnEarlierOneHasSet() {
        Grid grid = grid("optimizer=sgd,{adam: 0.5}", "optimizer.rate=0.3,0.4");
        assertThat(grid.points().getFirst().recipe().optimizer().rate()).isEqualTo(0.3);
        assertThat(grid.axes().getFirst().values()).containsExactly("sgd", "{adam: 0.5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optimizer.rat=1 | setting `optimizer.rat`: the recipe has none of that name; nearest: optimizer.rate",
                "model[0].dense.unitz=1 | nearest: model[0].dense.units",
                "epoch=3 | setting `epoch`: the recipe has none of that name; nearest: epochs",
                "model[7].units=1 | model[7].units: model has 3 entries, numbered from 0",
                "model[0].units=a | model[0].units: expected a whole number; found `a`",
                "batch=1,0 | batch: expected at least 1, found 0",
                "batch | `batch`: expected PATH=VALUES",
                "batch= | `batch=`: expected PATH=VALUES",
                "=3 | expected PATH=VALUES",
                "batch=1,1 | two combinations are the same: batch=1 and batch=1",
                "'batch=1,[' | not YAML",
                "batch=1,,2 | not YAML",
                "a..b=1 | `a..b`: expected the path of a setting",
                "model[x].units=1 | expected the path of a setting",
                "clip.norm=1 | clip.norm: the recipe has no clip; set all of it, as in clip={…}",
                "optimizer=adamm | unknown optimizer `adamm`; nearest: adam",
                "batch.size=1 | setting `batch.size`: the recipe has none"
            })
    void whatIsMalformedIsSaid(String axis, String message) {
        assertThatThrownBy(() -> grid(axis)).isInstanceOf(InputException.class).hasMessageContaining(message);
    }

    @Test
    void aSettingStandsOnceAndAGridHasAnEnd() {
        assertThatThrownBy(() -> grid("batch=1,2", "batch=3")).hasMessageContaining("batch: expected once");
        String many = "="
                + String.join(
                        ",",
                        IntStream.rangeClosed(1, 101).mapToObj(String::valueOf).toList());
        assertThatThrownBy(() -> grid("batch" + many, "epochs" + many)).hasMessageContaining("at most 10000");
    }
}
