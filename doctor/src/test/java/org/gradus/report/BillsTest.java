package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.ledger.Ledger;
import org.gradus.recipe.Places;
import org.gradus.recipe.RecipeText;
import org.junit.jupiter.api.Test;

class BillsTest {
    private static final Ledger.Hop OUT = new Ledger.Hop("dense4", "dense3", 0.1, 1, 1, 0.1);

    private static Bills bills(List<Ledger.Hop> hops, List<Ledger.Block> blocks, Places places) {
        return new Bills(new Ledger(0, 32, 1, 1, blocks, hops), places);
    }

    @Test
    void lostDecadesAreBilledToWhatTookThem() {
        Ledger.Hop hop = new Ledger.Hop("dense3", "dense2", 0.01, 1, 0.01, 1);
        Ledger.Hop weak = new Ledger.Hop("dense2", "dense1", 0.1, 0.1, 1, 1);
        assertThat(bills(List.of(OUT, hop, weak), List.of(), Places.NONE).decades())
                .isEqualTo("the signal loses 3.0 powers of ten from the last hidden layer to the first: slope 2.0,"
                        + " size of the weights 1.0");
    }

    @Test
    void wonDecadesAreBilledTheOtherWayRound() {
        Ledger.Hop hop = new Ledger.Hop("dense3", "dense2", 100, 200, 0.5, 1);
        assertThat(bills(List.of(OUT, hop), List.of(), Places.NONE).decades())
                .isEqualTo(
                        "the signal gains 2.0 powers of ten from the last hidden layer to the first: size of the weights 2.3,"
                                + " slope -0.3");
    }

    @Test
    void aHealthySignalHasNoBill() {
        Ledger.Hop hop = new Ledger.Hop("dense3", "dense2", 0.9, 0.9, 1, 1);
        assertThat(bills(List.of(OUT, hop), List.of(), Places.NONE).decades()).isEmpty();
        assertThat(bills(List.of(OUT, hop), List.of(), Places.NONE).zeros()).isEmpty();
    }

    @Test
    void zerosAreCountedByWhatCuts() {
        List<Ledger.Block> blocks = List.of(
                zero("dense1/weight", Ledger.Zero.Kind.EXACT, "Relu"),
                zero("dense1/bias", Ledger.Zero.Kind.EXACT, "Relu"),
                zero("dense2/weight", Ledger.Zero.Kind.NO_PATH, "freeze"));
        assertThat(bills(List.of(OUT), blocks, Places.NONE).zeros())
                .isEqualTo("2 parameters with a gradient of exactly 0 (Relu at dense2); "
                        + "dense2/weight without a path from the loss (freeze at dense2)");
        assertThat(bills(List.of(OUT), blocks, places("{dense: 4}", "{dense: 4}"))
                        .zeros())
                .isEqualTo("2 parameters with a gradient of exactly 0 (Relu at dense2, my.yaml:5); "
                        + "dense2/weight without a path from the loss (freeze at dense2, my.yaml:5)");
    }

    private static Places places(String... layers) {
        String yaml = "name: x\ndata: digits\nmodel:\n  - " + String.join("\n  - ", layers)
                + "\nloss: softmax_cross_entropy\n";
        return RecipeText.parse(yaml, "my.yaml").places();
    }

    private static Ledger.Hop hop(int to, double weight, double slope) {
        return new Ledger.Hop(
                "dense" + (to + 1),
                "dense" + to,
                weight * slope,
                weight,
                slope,
                1,
                1,
                1,
                Double.NaN,
                Double.NaN,
                new Ledger.Places("tanh", "", ""));
    }

    @Test
    void lostDecadesAreBilledToTheLineOfTheRepeat() {
        Places places = places("{repeat: {times: 3, layers: [{dense: {units: 4, activation: tanh}}]}}", "{dense: 2}");
        assertThat(bills(List.of(OUT, hop(2, 1, 0.1), hop(1, 1, 0.01)), List.of(), places)
                        .decades())
                .endsWith("slope of tanh 3.0 (my.yaml:4, repeat 3)");
    }

    @Test
    void weightsAndSlopesAreBilledToTheirOwnLines() {
        Places places = places("{dense: 4}", "{activation: tanh}", "{dense: 4}", "{activation: tanh}", "{dense: 2}");
        assertThat(bills(List.of(OUT, hop(1, 0.1, 0.01)), List.of(), places).decades())
                .endsWith("slope of tanh 2.0 (my.yaml:5), size of the weights 1.0 (my.yaml:6)");
    }

    @Test
    void aLineThatAllShareIsNamedOnce() {
        Places places = places("{repeat: {times: 2, layers: [{dense: {units: 4, activation: tanh}}]}}", "{dense: 2}");
        assertThat(bills(List.of(OUT, hop(1, 0.1, 0.01)), List.of(), places).decades())
                .endsWith("slope of tanh 2.0, size of the weights 1.0; all at my.yaml:4, repeat 2");
    }

    @Test
    void ofManyLinesThoseThatTookMostAreNamed() {
        String layer = "{dense: {units: 4, activation: tanh}}";
        Places places = places(layer, layer, layer, layer, layer, layer);
        List<Ledger.Hop> hops =
                List.of(OUT, hop(5, 1, 0.1), hop(4, 1, 0.001), hop(3, 1, 0.01), hop(2, 1, 0.1), hop(1, 1, 0.5));
        assertThat(bills(hops, List.of(), places).decades())
                .endsWith(
                        "slope of tanh 7.3 (3.0 at my.yaml:7, 2.0 at my.yaml:6, 1.0 at my.yaml:5, the rest at 2 more)");
    }

    private static Ledger.Block zero(String path, Ledger.Zero.Kind kind, String operation) {
        return new Ledger.Block(
                path,
                0,
                0,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Double.NEGATIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Optional.of(new Ledger.Zero(kind, operation, "dense2")));
    }
}
