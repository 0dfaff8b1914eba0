package org.gradus.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.data.Samples;
import org.gradus.init.Constant;
import org.gradus.init.GlorotNormal;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.init.LecunNormal;
import org.gradus.init.Normal;
import org.gradus.init.Zeros;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.ledger.Ledger.Bill;
import org.gradus.ledger.Ledger.Hop;
import org.gradus.ledger.Ledger.Zero.Kind;
import org.gradus.loss.Loss;
import org.gradus.loss.Mse;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Nineteen planted situations on 512 × 20 inputs, 5 classes and width 64: the factor that is to
/// blame is the one that is small. As there, a layer is its weight and its bias together.
final class SituationLaws {
    private static final int SAMPLES = 512, FEATURES = 20, CLASSES = 5, WIDTH = 64;
    /// What the coherence of pure noise is about.
    private static final double NOISE = 1 / Math.sqrt(SAMPLES);

    /// The factors of one layer.
    private record Factors(double transmission, double alignment, double coherence) {}

    /// Weight and bias together: squares add.
    private static Factors layer(Ledger ledger, String path) {
        double transmitted = 0, signal = 0, gradient = 0;
        for (Ledger.Block b : ledger.blocks()) {
            if (!b.path().startsWith(path + "/")) continue;
            double t = b.transmission(),
                    g = ledger.residual() * t * b.alignment().orElse(0);
            transmitted += t * t;
            signal += g * g;
            gradient += b.gradient() * b.gradient();
        }
        double t = Math.sqrt(transmitted), g = Math.sqrt(signal);
        return new Factors(t, g / ledger.residual() / t, Math.sqrt(gradient) / g);
    }

    private static Planted classes(Tensor inputs, Tensor labels, List<Layer> layers) {
        return classes(Element.F64, inputs, labels, layers);
    }

    private static Planted classes(Element element, Tensor inputs, Tensor labels, List<Layer> layers) {
        Loss loss = new SoftmaxCrossEntropy();
        double baseline = Baseline.of(loss, labels, CLASSES).residual();
        return Planted.of(element, new Samples(inputs, labels), loss, baseline, layers);
    }

    /// Normal inputs, and the classes that a linear teacher gives them.
    private static Planted taught(List<Layer> layers) {
        return taught(Element.F64, layers);
    }

    private static Planted taught(Element element, List<Layer> layers) {
        Tensor x = Planted.normal(7, SAMPLES, FEATURES);
        Tensor labels = Tensor.generateInts(Shape.of(SAMPLES), i -> {
            int best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < CLASSES; k++) {
                double score = 0;
                for (int f = 0; f < FEATURES; f++)
                    score += x.get(i * FEATURES + f) * Philox.normal(8, 0, 0, f * CLASSES + k);
                if (score > most) best = k;
                most = Math.max(most, score);
            }
            return best;
        });
        return classes(element, x, labels, layers);
    }

    private static List<Layer> tanh(int hidden) {
        return Planted.stack(hidden, WIDTH, new Tanh(), new GlorotNormal(), CLASSES, new GlorotNormal());
    }

    private static List<Layer> relu(int hidden, Init init) {
        return Planted.stack(hidden, WIDTH, new Relu(), init, CLASSES, init);
    }

    private static void untrained(Ledger ledger) {
        assertThat(ledger.relativeResidual()).isBetween(0.95, 1.6);
    }

    @Test
    void healthyTanh() {
        Ledger ledger = taught(tanh(5)).ledger();
        untrained(ledger);
        Factors first = layer(ledger, "dense1"), last = layer(ledger, "dense6");
        assertThat(first.transmission).isBetween(1.3, 5.2);
        assertThat(first.alignment).isBetween(0.7, 1.4);
        assertThat(first.coherence).isBetween(0.07, 0.5);
        assertThat(last.transmission).isBetween(2.0, 6.0);
    }

    @Test
    void healthyRelu() {
        Ledger ledger = taught(relu(5, new HeNormal())).ledger();
        untrained(ledger);
        Factors first = layer(ledger, "dense1"), last = layer(ledger, "dense6");
        assertThat(first.transmission).isBetween(1.6, 6.6);
        assertThat(first.alignment).isBetween(0.7, 1.5);
        assertThat(first.coherence).isBetween(0.06, 0.5);
        assertThat(last.transmission).isBetween(4.2, 16.0);
    }

    @Test
    void eightSigmoidLayersLoseItToTheSlope() {
        Ledger ledger = taught(Planted.stack(8, WIDTH, new Sigmoid(), new GlorotNormal(), CLASSES, new GlorotNormal()))
                .ledger();
        untrained(ledger);
        Factors first = layer(ledger, "dense1"), last = layer(ledger, "dense9");
        assertThat(first.transmission).isBetween(5e-5, 6e-4);
        assertThat(first.alignment).isBetween(0.6, 1.6);
        assertThat(last.transmission).isBetween(3.4, 5.2);
        assertThat(share(ledger, Bill.Factor.SLOPE)).isGreaterThan(0.9);
    }

    /// The share of all lost decades that is billed to one factor.
    private static double share(Ledger ledger, Bill.Factor factor) {
        return ledger.bills().stream()
                        .filter(b -> b.factor() == factor)
                        .mapToDouble(Bill::decades)
                        .sum()
                / -ledger.reachDecades();
    }

    @Test
    void thirtyTanhLayersOfSmallWeightsLoseItToTheWeight() {
        Ledger ledger = taught(Planted.stack(30, WIDTH, new Tanh(), new Normal(0.7 / 8), CLASSES, new LecunNormal()))
                .scaled("dense1/weight", 8 / Math.sqrt(FEATURES))
                .ledger();
        untrained(ledger);
        Factors first = layer(ledger, "dense1"), last = layer(ledger, "dense31");
        assertThat(first.transmission).isBetween(3e-5, 5e-4);
        assertThat(first.alignment).isBetween(0.6, 1.7);
        assertThat(last.transmission).isBetween(0.95, 1.05);
        assertThat(Math.pow(ledger.typical(Hop::weight), 2)).isCloseTo(0.49, within(0.02));
        assertThat(share(ledger, Bill.Factor.WEIGHT)).isGreaterThan(0.8);
    }

    @Test
    void twentyReluLayersOfUnitVarianceKeepSevenTenthsEach() {
        Ledger ledger = taught(relu(20, new LecunNormal())).ledger();
        untrained(ledger);
        Factors first = layer(ledger, "dense1");
        // 0.707^19 × √21 = 6.3e-3; one network's logarithm is lower by 0.37 ± 0.61
        assertThat(first.transmission).isBetween(1.3e-3, 1.5e-2);
        assertThat(first.alignment).isBetween(0.6, 1.7);
        assertThat(first.coherence).isBetween(0.02, 0.15);
        assertThat(layer(ledger, "dense21").transmission).isBetween(0.95, 1.1);
        assertThat(ledger.keptPerLayer()).isCloseTo(0.707, within(0.07));
    }

    @Test
    void aSaturatedFirstLayerLosesSlopeAndCoherence() {
        Ledger ledger = taught(tanh(5)).scaled("dense1/weight", 200).ledger();
        untrained(ledger);
        Factors first = layer(ledger, "dense1");
        assertThat(first.transmission).isBetween(0.06, 0.5);
        assertThat(first.alignment).isBetween(0.6, 1.5);
        assertThat(first.coherence).isBetween(0.5 * NOISE, 2 * NOISE);
        assertThat(ledger.hops().getLast().slope()).isLessThan(0.2);
    }

    @Test
    void aDeadReluLayerIsAnExactZeroThatIsReachable() {
        List<Layer> layers = new ArrayList<>(relu(5, new HeNormal()));
        layers.set(2, new Dense(WIDTH, new Relu(), new HeNormal(), true, Optional.of(new Constant(-100))));
        Ledger ledger = taught(layers).ledger();
        untrained(ledger);
        assertThat(layer(ledger, "dense1").transmission).isZero();
        assertThat(ledger.block("dense1/weight").zero().orElseThrow())
                // nothing leaves dense3, so that the ReLUs after it stand at 0 and are flat too
                .isEqualTo(new Ledger.Zero(Kind.EXACT, "Relu", "dense5"));
        assertThat(layer(ledger, "dense6").transmission).isCloseTo(1, within(0.05));
    }

    @Test
    void ninetyPercentDeadIsMild() {
        Planted planted = taught(relu(5, new HeNormal()));
        Tensor bias = Tensor.generate(Shape.of(WIDTH), i -> i % 10 == 0 ? 0 : -100);
        Ledger ledger = planted.with("dense3/bias", bias).ledger();
        untrained(ledger);
        Factors first = layer(ledger, "dense1");
        assertThat(first.transmission).isBetween(0.3, 3.3);
        assertThat(first.alignment).isBetween(0.6, 1.6);
        assertThat(first.coherence).isBetween(0.04, 0.5);
    }

    @Test
    void aConvergedNetworkHasNoResidual() {
        Ledger ledger = taught(Element.F32, tanh(2)).descend(3000, 0.5).ledger();
        assertThat(ledger.relativeResidual()).isLessThan(5e-3);
        Factors first = layer(ledger, "dense1"), last = layer(ledger, "dense3");
        assertThat(first.transmission).isBetween(2.6, 260.0);
        assertThat(first.alignment).isBetween(0.4, 2.0);
        assertThat(last.transmission).isBetween(2.0, 60.0);
    }

    @Test
    void aLastLayerOfZerosHoldsAllBelowBack() {
        Ledger ledger = taught(Planted.stack(5, WIDTH, new Tanh(), new GlorotNormal(), CLASSES, new Zeros()))
                .ledger();
        untrained(ledger);
        assertThat(layer(ledger, "dense1").transmission).isZero();
        assertThat(ledger.block("dense1/weight").zero().orElseThrow())
                .isEqualTo(new Ledger.Zero(Kind.EXACT, "MatMul", "dense6"));
        assertThat(layer(ledger, "dense6").transmission).isBetween(2.0, 6.0);
    }

    @Test
    void ofAllZerosOnlyTheLastBiasMoves() {
        Ledger ledger = taught(Planted.stack(3, WIDTH, new Tanh(), new Zeros(), CLASSES, new Zeros()))
                .ledger();
        untrained(ledger);
        assertThat(layer(ledger, "dense1").transmission).isZero();
        assertThat(layer(ledger, "dense4").transmission).isCloseTo(1, within(1e-9));
        assertThat(ledger.block("dense4/weight").zero().orElseThrow().kind()).isEqualTo(Kind.EXACT);
        assertThat(ledger.block("dense4/bias").zero()).isEmpty();
    }

    @Test
    void aConstantInitHasNoAlignment() {
        Ledger ledger = taught(Planted.stack(2, WIDTH, new Tanh(), new Constant(0.1), CLASSES, new Constant(0.1)))
                .ledger();
        untrained(ledger);
        Factors first = layer(ledger, "dense1"), last = layer(ledger, "dense3");
        assertThat(first.transmission).isBetween(3.0, 30.0);
        assertThat(first.alignment).isLessThan(1e-14);
        assertThat(last.transmission).isBetween(4.0, 9.0);
        assertThat(last.alignment).isGreaterThan(0.5);
    }

    private static Tensor unrelated(int rows) {
        return Tensor.generateInts(Shape.of(rows), i -> (int) (Philox.uniform(21, 0, 0, i) * CLASSES));
    }

    @Test
    void labelsWithoutMeaningAreNoiseAtTheStart() {
        Planted planted = classes(
                Planted.normal(7, SAMPLES, FEATURES),
                unrelated(SAMPLES),
                Planted.stack(3, WIDTH, new Tanh(), new GlorotNormal(), CLASSES, new Normal(1e-4)));
        Ledger ledger = planted.ledger();
        assertThat(ledger.relativeResidual()).isCloseTo(1, within(0.02));
        Factors first = layer(ledger, "dense1");
        assertThat(first.transmission).isBetween(1e-3, 2e-2);
        assertThat(first.alignment).isBetween(0.6, 1.6);
        assertThat(first.coherence).isBetween(0.7 * NOISE, 1.8 * NOISE);
        assertThat(layer(ledger, "dense4").transmission).isBetween(3.0, 6.0);
    }

    @Test
    void labelsWithoutMeaningTrainedToTheirPriorAreStationaryWithError() {
        int many = 8000;
        Planted planted = classes(
                Element.F32,
                Planted.normal(7, many, FEATURES),
                unrelated(many),
                Planted.stack(1, 4, new Tanh(), new GlorotNormal(), CLASSES, new GlorotNormal()));
        Ledger ledger = planted.descend(1500, 0.3).ledger();
        assertThat(ledger.relativeResidual()).isBetween(0.97, 1.0);
        Factors first = layer(ledger, "dense1");
        assertThat(first.transmission).isBetween(0.5, 8.0);
        assertThat(first.alignment).isBetween(0.5, 1.8);
        assertThat(first.coherence).isLessThan(0.3 / Math.sqrt(many));
    }

    @Test
    void aLinearModelAtItsOptimumIsStationaryWithError() {
        Planted planted = classes(
                Planted.normal(7, SAMPLES, FEATURES),
                unrelated(SAMPLES),
                List.of(Dense.of(CLASSES, new Identity(), new GlorotNormal())));
        Ledger ledger = planted.descend(3000, 0.3).ledger();
        assertThat(ledger.relativeResidual()).isBetween(0.9, 1.0);
        Factors only = layer(ledger, "dense1");
        assertThat(only.transmission).isCloseTo(Math.sqrt(FEATURES + 1.0), within(0.2));
        assertThat(only.alignment).isBetween(0.8, 1.2);
        assertThat(only.coherence).isLessThan(1.5e-5);
    }

    /// Two linear layers without bias on whitened inputs. Targets are along the first inputs with
    /// strengths 3, 2, 1, ½, ¼, and noise that no input explains; so every saddle is known (Baldi
    /// and Hornik 1989).
    ///
    /// @param rank how many of the strengths the network has learnt
    private static Planted linear(int rank, double noise) {
        double[] strengths = {3, 2, 1, 0.5, 0.25};
        Tensor inputs = Tensor.generate(Shape.of(SAMPLES, FEATURES), i -> white(i / FEATURES, i % FEATURES))
                .as(Element.F32);
        Tensor targets = Tensor.generate(Shape.of(SAMPLES, CLASSES), i -> {
                    int row = i / CLASSES, k = i % CLASSES;
                    return strengths[k] * white(row, k) + noise * white(row, FEATURES + k);
                })
                .as(Element.F32);
        Loss loss = new Mse();
        List<Layer> layers = new ArrayList<>();
        for (int units : new int[] {WIDTH, CLASSES}) {
            layers.add(new Dense(units, new Identity(), new Zeros(), false, Optional.empty()));
        }
        double baseline = Baseline.of(loss, targets, CLASSES).residual();
        return Planted.of(Element.F64, new Samples(inputs, targets), loss, baseline, layers)
                .with("dense1/weight", diagonal(FEATURES, WIDTH, rank, strengths))
                .with("dense2/weight", diagonal(WIDTH, CLASSES, rank, strengths));
    }

    private static Tensor diagonal(int rows, int columns, int rank, double[] strengths) {
        return Tensor.generate(Shape.of(rows, columns), i -> {
            int row = i / columns, column = i % columns;
            return row == column && row < rank ? Math.sqrt(strengths[row]) : 0;
        });
    }

    /// Columns of a Hadamard matrix: ±1, of mean 0, orthogonal, and exact in any precision.
    private static double white(int row, int column) {
        return Integer.bitCount(row & (column + 1)) % 2 == 0 ? 1 : -1;
    }

    @Test
    void aSaddleOfALinearNetworkHasNoCoherenceAndLittleAlignment() {
        Ledger ledger = linear(1, 0.0625).ledger();
        assertThat(ledger.relativeResidual()).isBetween(0.5, 0.8);
        Factors first = layer(ledger, "dense1"), last = layer(ledger, "dense2");
        assertThat(first.transmission).isBetween(2.0, 8.0);
        assertThat(first.alignment).isBetween(0.01, 0.12);
        assertThat(first.coherence).isLessThan(1e-12);
        assertThat(last.transmission).isBetween(1.0, 4.0);
        assertThat(last.coherence).isLessThan(1e-12);
    }

    @Test
    void aLittleNoiseOnTheWeightsLeavesTheSaddle() {
        Planted planted = linear(1, 0.0625);
        for (String path : List.of("dense1/weight", "dense2/weight")) {
            Tensor w = planted.store().get(path);
            planted.with(path, Tensor.generate(w.shape(), i -> w.get(i) + 1e-3 * Philox.normal(13, w.size(), 0, i)));
        }
        Ledger ledger = planted.ledger();
        assertThat(ledger.relativeResidual()).isBetween(0.5, 0.8);
        Factors first = layer(ledger, "dense1");
        assertThat(first.alignment).isBetween(0.01, 0.12);
        assertThat(first.coherence).isBetween(0.01, 0.2);
    }

    @Test
    void aLinearNetworkAtItsGlobalMinimumIsAtTheNoiseFloor() {
        Ledger ledger = linear(5, 0.0390625).ledger();
        assertThat(ledger.relativeResidual()).isCloseTo(0.024, within(0.006));
        Factors first = layer(ledger, "dense1"), last = layer(ledger, "dense2");
        assertThat(first.transmission).isBetween(3.0, 13.0);
        assertThat(first.alignment).isBetween(0.5, 1.6);
        assertThat(first.coherence).isLessThan(1e-12);
        assertThat(last.transmission).isBetween(1.3, 5.4);
    }

    @Test
    void aSoftmaxThatIsWrongAndSureDoesNotSaturate() {
        Planted planted = taught(Planted.stack(5, WIDTH, new Relu(), new HeNormal(), CLASSES, new Zeros()))
                .with("dense6/bias", Tensor.vector(30, 0, 0, 0, 0));
        Ledger ledger = planted.ledger();
        assertThat(ledger.relativeResidual()).isBetween(1.3, 1.6);
        assertThat(layer(ledger, "dense1").transmission).isZero();
        assertThat(layer(ledger, "dense6").transmission).isBetween(4.0, 16.0);
        assertThat(ledger.block("dense6/bias").zero()).isEmpty();
    }
}
