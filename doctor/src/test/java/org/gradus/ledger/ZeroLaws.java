package org.gradus.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.data.Samples;
import org.gradus.forecast.Forecast;
import org.gradus.init.Constant;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Normal;
import org.gradus.init.Zeros;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.StopGradient;
import org.gradus.ledger.Ledger.Zero;
import org.gradus.ledger.Ledger.Zero.Kind;
import org.gradus.loss.Mse;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Every zero gradient says of which kind it is, and magnitudes beyond `double` are right.
final class ZeroLaws {
    private static final Dense TANH = Dense.of(6, new Tanh(), new GlorotUniform());

    private static Planted planted(Layer... layers) {
        List<Layer> all = new ArrayList<>(List.of(layers));
        all.add(Dense.of(3));
        return Planted.of(Element.F32, 7, 5, 3, all);
    }

    private static Zero zero(Ledger ledger, String path) {
        return ledger.block(path).zero().orElseThrow();
    }

    @Test
    void noPathNamesTheLayerThatStopsTheGradient() {
        Ledger ledger = planted(TANH, new StopGradient(), TANH).ledger();
        assertThat(zero(ledger, "dense1/weight")).isEqualTo(new Zero(Kind.NO_PATH, "stop_gradient", "stop_gradient1"));
        assertThat(ledger.block("dense1/weight").gradient()).isNaN();
        assertThat(ledger.block("dense1/weight").transmission()).isZero();
        assertThat(ledger.block("dense2/weight").zero()).isEmpty();
        assertThat(ledger.hops()).hasSize(1);
    }

    @Test
    void aFrozenLayerHasNoGradientThoughSignalsArriveAndPass() {
        Ledger ledger = planted(TANH, new Freeze(List.of(TANH))).ledger();
        assertThat(zero(ledger, "dense2/bias")).isEqualTo(new Zero(Kind.NO_PATH, "freeze", "dense2"));
        assertThat(ledger.block("dense2/bias").gradient()).isNaN();
        assertThat(ledger.block("dense2/bias").transmission()).isPositive();
        assertThat(ledger.block("dense1/weight").zero()).isEmpty();
    }

    @Test
    void aDeadReluIsExactAndNamed() {
        Dense dead = new Dense(6, new Relu(), new HeNormal(), true, Optional.of(new Constant(-100)));
        Ledger ledger = planted(TANH, dead, TANH).ledger();
        for (String path : List.of("dense1/weight", "dense1/bias", "dense2/weight")) {
            assertThat(zero(ledger, path)).isEqualTo(new Zero(Kind.EXACT, "Relu", "dense2"));
        }
        assertThat(ledger.block("dense3/bias").zero()).isEmpty();
        // a dead layer's outputs are 0
        assertThat(zero(ledger, "dense3/weight")).isEqualTo(new Zero(Kind.EXACT, "MatMul", "dense3"));
    }

    @Test
    void aZeroWeightIsExactAndNamed() {
        Ledger ledger =
                planted(TANH, Dense.of(6, new Identity(), new Zeros()), TANH).ledger();
        assertThat(zero(ledger, "dense1/bias")).isEqualTo(new Zero(Kind.EXACT, "MatMul", "dense2"));
        assertThat(ledger.block("dense2/weight").zero()).isEmpty();
    }

    @Test
    void aMaskThatDropsAllIsExactAndNamed() {
        Ledger ledger = planted(TANH, new Dropout(0.999999), TANH).ledger();
        assertThat(zero(ledger, "dense1/weight")).isEqualTo(new Zero(Kind.EXACT, "Multiply", "dropout1"));
    }

    @Test
    void anErrorOfExactlyZeroIsExactAndTheLosss() {
        Samples samples = new Samples(
                Planted.normal(5, 7, 5), Tensor.full(Shape.of(7, 3), 0).as(Element.F32));
        List<Layer> layers = List.of(TANH, Dense.of(3, new Identity(), new Zeros()));
        Ledger ledger = Planted.of(Element.F32, samples, new Mse(), 1, layers).ledger();
        assertThat(ledger.residual()).isZero();
        Zero zero = zero(ledger, "dense2/weight");
        assertThat(zero.kind()).isEqualTo(Kind.EXACT);
        assertThat(zero.layer()).isEmpty();
    }

    @Test
    void aSignalThatUnderflowsOnItsWayIsRoundedAndItsSizeKnown() {
        List<Layer> layers = Planted.stack(100, 6, new Sigmoid(), new GlorotUniform(), 3, new GlorotUniform());
        Ledger single = Planted.of(Element.F32, 7, 5, 3, layers).ledger();
        Ledger twice = Planted.of(Element.F64, 7, 5, 3, layers).ledger();
        Zero zero = zero(single, "dense1/weight");
        assertThat(zero.kind()).isEqualTo(Kind.ROUNDED);
        assertThat(zero.operation()).isEqualTo("underflow");
        assertThat(zero(single, "dense9/weight").layer()).isEqualTo(zero.layer());
        assertThat(twice.block("dense1/weight").zero()).isEmpty();
        assertThat(single.block("dense1/weight").gradientDecades())
                .isLessThan(-45)
                .isCloseTo(twice.block("dense1/weight").gradientDecades(), within(1e-3));
        assertThat(single.block("dense100/weight").zero()).isEmpty();
    }

    @Test
    void aSlopeTooSmallForAnyNumberIsRoundedAndItsSizeKnown() {
        for (Element element : List.of(Element.F32, Element.F64)) {
            Dense flat = new Dense(6, new Sigmoid(), new Normal(0), true, Optional.of(new Constant(2000)));
            Planted planted = Planted.of(element, 7, 5, 3, List.of(flat, TANH, Dense.of(3)));
            Ledger.Block block = planted.ledger().block("dense1/bias");
            assertThat(block.zero().orElseThrow().kind()).isEqualTo(Kind.ROUNDED);
            // the slope is e^-2000, and what comes down to it about 1
            assertThat(block.gradientDecades()).isCloseTo(-2000 / Math.log(10), within(2.0));
            assertThat(block.gradient()).isZero();
        }
    }

    @Test
    void aCertainAndRightSoftmaxIsRounded() {
        Samples samples = new Samples(Planted.normal(5, 7, 5), Tensor.generateInts(Shape.of(7), _ -> 0));
        List<Layer> layers = List.of(TANH, Dense.of(3));
        Planted planted = Planted.of(Element.F32, samples, new org.gradus.loss.SoftmaxCrossEntropy(), 0.9, layers)
                .with("dense2/bias", Tensor.vector(500, 0, 0));
        Ledger.Block block = planted.ledger().block("dense2/bias");
        assertThat(block.zero().orElseThrow().kind()).isEqualTo(Kind.ROUNDED);
        assertThat(block.gradientDecades()).isCloseTo(-500 / Math.log(10), within(2.0));
    }

    @Test
    void aThousandSigmoidLayersKeepWhatTheoryForetells() {
        Recipe recipe = Recipe.parse("""
                name: chain
                data: {spirals: {samples: 40, classes: 3}}
                model: [{repeat: {times: 1000, layers: [{dense: {units: 32, activation: sigmoid}}]}}, {dense: 3}]
                loss: softmax_cross_entropy
                """, "chain");
        var data = recipe.data().load(Path.of(""));
        Samples samples = data.train();
        int[] rows = {0, 1, 2, 3};
        Ledger ledger = Planted.of(
                        Element.F32,
                        new Samples(
                                samples.inputs().rows(rows), samples.targets().rows(rows)),
                        recipe.loss(),
                        0.8,
                        recipe.model())
                .ledger();
        var forecast = (Forecast.Predicted) Forecast.of(recipe, data);
        double squared = 2 * Math.log(10) * ledger.reachDecades();
        assertThat(ledger.reachDecades()).isBetween(-660.0, -590.0);
        assertThat(squared)
                .isCloseTo(
                        forecast.hidden().mean(), within(2 * forecast.hidden().sd()));
        assertThat(ledger.reach()).isZero();
        assertThat(ledger.keptPerLayer()).isBetween(0.2, 0.27);
        assertThat(ledger.bills().stream().mapToDouble(Ledger.Bill::decades).sum())
                .isCloseTo(-ledger.reachDecades(), within(1e-2));
        assertThat(zero(ledger, "dense1/weight").kind()).isEqualTo(Kind.ROUNDED);
        assertThat(ledger.block("dense1/weight").transmissionDecades()).isBetween(-660.0, -590.0);
    }
}
