package org.gradus.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Residual;
import org.gradus.layer.RmsNorm;
import org.gradus.ledger.Ledger.Bill;
import org.gradus.ledger.Ledger.Hop;
import org.gradus.tensor.Element;
import org.junit.jupiter.api.Test;

/// Every decade that a signal loses is billed once, and to who took it.
final class HopLaws {
    private static final Dense LINEAR = Dense.of(8, new Identity(), new GlorotUniform());
    private static final Dense TANH = Dense.of(8, new Tanh(), new GlorotUniform());

    private static Ledger ledger(Layer... layers) {
        return planted(layers).ledger();
    }

    private static Planted planted(Layer... layers) {
        List<Layer> all = new ArrayList<>(List.of(layers));
        all.add(Dense.of(3));
        return Planted.of(Element.F64, 12, 5, 3, all);
    }

    private static double product(Hop h) {
        return h.weight() * h.slope() * h.normalization() * h.skip() * h.structure();
    }

    @Test
    void theFactorsOfAHopMultiplyToItsGainAndTheBillsAddUp() {
        Ledger ledger = ledger(
                TANH,
                new Residual(List.of(new LayerNorm(1e-5), TANH, LINEAR), 0.5),
                BatchNorm.standard(),
                new Activate(new Relu()),
                new Residual(List.of(TANH), 0.7),
                new Dropout(0.2),
                TANH,
                new LayerNorm(1e-5),
                LINEAR);
        assertThat(ledger.hops()).hasSize(6);
        for (Hop h : ledger.hops()) assertThat(product(h)).isCloseTo(h.gain(), withinPercentage(1e-9));
        double lost = ledger.bills().stream().mapToDouble(Bill::decades).sum();
        assertThat(lost).isCloseTo(-ledger.reachDecades(), within(1e-10));
        double hops = ledger.hiddenHops().stream().mapToDouble(Hop::decades).sum();
        assertThat(ledger.reachDecades()).isCloseTo(hops, within(1e-10));
        assertThat(ledger.bills()).allSatisfy(b -> {
            assertThat(b.operation()).isNotEmpty();
            assertThat(b.layer()).isNotEmpty();
        });
        assertThat(ledger.bills()).extracting(Bill::layer).contains("residual1", "batch_norm1", "layer_norm1");
    }

    @Test
    void aBranchsScaleIsBilledToItsSkip() {
        Hop hop = ledger(LINEAR, new Residual(List.of(LINEAR), 0.01)).hops().getFirst();
        assertThat(hop.skip()).isCloseTo(0.01, withinPercentage(1e-9));
        assertThat(hop.places().skip()).isEqualTo("residual1");
        assertThat(hop.normalization()).isEqualTo(1);
    }

    @Test
    void whatPassesABranchByIsBilledToItsSkip() {
        // nearly all of the signal goes by the branch, and comes back to a hundred times what the branch lets through
        Hop hop = ledger(LINEAR, new Residual(List.of(LINEAR), 0.01)).hops().get(1);
        assertThat(hop.gain()).isBetween(50.0, 200.0);
        assertThat(hop.skip()).isBetween(50.0, 200.0);
        assertThat(hop.weight() * hop.structure()).isBetween(0.5, 2.0);
    }

    @Test
    void whatANormalisationTakesIsBilledToIt() {
        for (Layer norm : List.of(new LayerNorm(1e-12), new RmsNorm(1e-12), new BatchNorm(0.9, 1e-12))) {
            Planted planted = planted(LINEAR, norm, new Activate(new Tanh()), LINEAR);
            Hop before = planted.ledger().hops().getLast();
            Hop after = planted.scaled("dense1/weight", 1000).ledger().hops().getLast();
            assertThat(after.normalization()).isCloseTo(before.normalization() / 1000, withinPercentage(0.1));
            assertThat(after.structure()).isCloseTo(before.structure(), withinPercentage(0.1));
            assertThat(after.places().normalization()).endsWith("norm1");
            assertThat(after.skip()).isEqualTo(1);
        }
    }

    @Test
    void aPlainStackPaysNeitherNormalisationNorSkipAndASigmoidStackItsSlopes() {
        List<Layer> layers = Planted.stack(8, 64, new Sigmoid(), new GlorotUniform(), 5, new GlorotUniform());
        Ledger ledger = Planted.of(Element.F64, 64, 20, 5, layers).ledger();
        double slope = 0, all = 0;
        for (Bill b : ledger.bills()) {
            assertThat(b.factor()).isNotIn(Bill.Factor.NORMALIZATION, Bill.Factor.SKIP);
            if (b.factor() == Bill.Factor.SLOPE) slope += b.decades();
            if (b.factor() == Bill.Factor.SLOPE) assertThat(b.operation()).isEqualTo("sigmoid");
            all += b.decades();
        }
        assertThat(slope / all).isGreaterThan(0.9);
    }

    @Test
    void aBranchThatStartsAtZeroPassesTheSignalBy() {
        Dense zero = Dense.of(8, new Identity(), new org.gradus.init.Zeros());
        Ledger ledger = ledger(TANH, new Residual(List.of(TANH, zero), 1), new Residual(List.of(TANH, zero), 1));
        assertThat(ledger.reach()).isBetween(0.3, 1.0);
        assertThat(ledger.block("residual1/dense1/weight").zero().orElseThrow())
                .isEqualTo(new Ledger.Zero(Ledger.Zero.Kind.EXACT, "MatMul", "residual1/dense2"));
        assertThat(ledger.block("dense1/weight").zero()).isEmpty();
    }

    @Test
    void aReluStackKeepsItsSignalSampleBySample() {
        List<Layer> layers = Planted.stack(12, 64, new Relu(), new HeNormal(), 5, new HeNormal());
        Ledger ledger = Planted.of(Element.F64, 64, 20, 5, layers).ledger();
        assertThat(ledger.keptPerLayer()).isBetween(0.85, 1.15);
    }
}
