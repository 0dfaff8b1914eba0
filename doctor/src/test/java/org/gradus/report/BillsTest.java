package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.ledger.Ledger;
import org.junit.jupiter.api.Test;

class BillsTest {
    private static final Ledger.Hop OUT = new Ledger.Hop("dense4", "dense3", 0.1, 1, 1, 0.1);

    private static Ledger ledger(List<Ledger.Hop> hops, List<Ledger.Block> blocks) {
        return new Ledger(0, 32, 1, 1, blocks, hops);
    }

    @Test
    void lostDecadesAreBilledToWhatTookThem() {
        Ledger.Hop hop = new Ledger.Hop("dense3", "dense2", 0.01, 1, 0.01, 1);
        Ledger.Hop weak = new Ledger.Hop("dense2", "dense1", 0.1, 0.1, 1, 1);
        assertThat(Bills.decades(ledger(List.of(OUT, hop, weak), List.of())))
                .isEqualTo("of 3.0 decades lost from the last hidden layer to the first: slope 2.0,"
                        + " size of the weights 1.0");
    }

    @Test
    void wonDecadesAreBilledTheOtherWayRound() {
        Ledger.Hop hop = new Ledger.Hop("dense3", "dense2", 100, 200, 0.5, 1);
        assertThat(Bills.decades(ledger(List.of(OUT, hop), List.of())))
                .isEqualTo("of 2.0 decades won from the last hidden layer to the first: size of the weights 2.3,"
                        + " slope -0.3");
    }

    @Test
    void aHealthySignalHasNoBill() {
        Ledger.Hop hop = new Ledger.Hop("dense3", "dense2", 0.9, 0.9, 1, 1);
        assertThat(Bills.decades(ledger(List.of(OUT, hop), List.of()))).isEmpty();
        assertThat(Bills.zeros(ledger(List.of(OUT, hop), List.of()))).isEmpty();
    }

    @Test
    void zerosAreCountedByWhatCuts() {
        assertThat(Bills.zeros(ledger(
                        List.of(OUT),
                        List.of(
                                zero("dense1/weight", Ledger.Zero.Kind.EXACT, "Relu"),
                                zero("dense1/bias", Ledger.Zero.Kind.EXACT, "Relu"),
                                zero("dense2/weight", Ledger.Zero.Kind.NO_PATH, "freeze")))))
                .isEqualTo("2 parameters with a gradient of exactly 0 (Relu at dense2); "
                        + "dense2/weight without a path from the loss (freeze at dense2)");
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
