package org.gradus.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.activation.Activation;
import org.gradus.activation.Gelu;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.init.GlorotUniform;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Network;
import org.gradus.layer.Residual;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On random networks of all kinds of layers, each factor of every parameter equals what a gradient
/// apart for every sample gives, for the error as it is and for every output's own cotangent.
final class FactorLaws {
    private static final int ROWS = 6, FEATURES = 4, OUTPUTS = 3;

    private static List<Layer> network(int seed, boolean batchNorm) {
        List<Activation> curves = List.of(new Tanh(), new Relu(), new Sigmoid(), new Gelu());
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int draw = (int) (Philox.uniform(seed, 1, 0, i) * 64);
            Activation phi = curves.get(draw % 4);
            Dense dense = Dense.of(5, phi, new GlorotUniform());
            layers.add(dense);
            if (draw % 8 < 4) layers.add(new LayerNorm(1e-5));
            if (draw % 16 < 8) layers.add(new Residual(List.of(dense, new LayerNorm(1e-5)), 0.5));
            if (draw < 32) layers.add(new Dropout(0.3));
        }
        if (batchNorm) layers.add(2, BatchNorm.standard());
        layers.add(Dense.of(OUTPUTS));
        return layers;
    }

    /// Squared norms of rows of per-sample gradients: for the error, and for each of some
    /// cotangents.
    private record Brute(double residual, double signal, double gradient, double transmitted) {
        double alignment() {
            return Math.sqrt(signal / residual / transmitted);
        }

        double coherence() {
            return Math.sqrt(gradient / signal);
        }
    }

    private static final class Separate {
        private final Planted planted;
        private final Network network;
        private final Expr mean;
        private final Expr output;
        private final Map<Expr, Tensor> at;
        private final boolean interact;

        Separate(Planted planted, List<Layer> layers, boolean interact) {
            this.planted = planted;
            this.interact = interact;
            network = new Network(PerRow.all(layers, ROWS), 11);
            Expr x = Expr.input("x", Shape.of(ROWS, FEATURES)), y = Expr.ints("y", Shape.of(ROWS));
            output = network.forward(x, true).output();
            mean = planted.loss().mean(output, y);
            at = new HashMap<>(
                    Map.of(x, planted.samples().inputs(), y, planted.samples().targets()));
            network.states().forEach(s -> at.put(s.leaf(), s.initial()));
            for (Network.Parameter p : network.parameters()) at.put(p.leaf(), value(p));
        }

        private Tensor value(Network.Parameter p) {
            int hash = p.path().indexOf('#');
            Tensor shared = planted.store().get(hash < 0 ? p.path() : p.path().substring(0, hash));
            return hash < 0 ? shared.broadcastTo(p.leaf().shape()) : shared;
        }

        private List<Expr> leaves(String path) {
            return network.parameters().stream()
                    .filter(p -> p.path().equals(path) || p.path().startsWith(path + "#"))
                    .map(Network.Parameter::leaf)
                    .toList();
        }

        Brute brute(String path) {
            List<Expr> leaves = leaves(path), errors = Gradient.of(mean, leaves);
            List<Expr> wanted = new ArrayList<>(errors);
            wanted.add(Gradient.of(mean, List.of(output)).getFirst());
            int bases = interact ? ROWS * OUTPUTS : OUTPUTS;
            for (int b = 0; b < bases; b++) {
                int one = b;
                Expr basis = Expr.constant(
                        Tensor.generate(output.shape(), i -> (interact ? i : i % OUTPUTS) == one ? 1 : 0));
                wanted.addAll(Gradient.vjp(output, basis, leaves));
            }
            Map<Expr, Tensor> values = Graph.of(wanted, List.of()).eval(at);
            List<Tensor> all = wanted.stream().map(values::get).toList();
            double[] sum = new double[planted.store().get(path).size()];
            for (Tensor g : all.subList(0, leaves.size())) {
                for (int i = 0; i < g.size(); i++) sum[i % sum.length] += g.get(i);
            }
            double transmitted = 0;
            for (Tensor g : all.subList(leaves.size() + 1, all.size())) transmitted += squares(g);
            double signal = 0;
            for (Tensor g : all.subList(0, leaves.size())) signal += squares(g);
            return new Brute(
                    squares(all.get(leaves.size())) * ROWS,
                    signal * ROWS,
                    squares(Tensor.vector(sum)),
                    transmitted / OUTPUTS / ROWS);
        }
    }

    private static double squares(Tensor x) {
        double sum = 0;
        for (int i = 0; i < x.size(); i++) sum += x.get(i) * x.get(i);
        return sum;
    }

    private static void near(double measured, double brute, double relative, String what) {
        assertThat(measured).as(what).isCloseTo(brute, withinPercentage(100 * relative));
    }

    private static void equal(int seed, Element element, double relative) {
        List<Layer> layers = network(seed, false);
        Planted planted = Planted.of(element, ROWS, FEATURES, OUTPUTS, layers);
        Separate separate = new Separate(planted, layers, false);
        Ledger ledger = planted.ledger();
        assertThat(ledger.blocks()).hasSameSizeAs(planted.network().parameters());
        for (Ledger.Block block : ledger.blocks()) {
            Brute brute = separate.brute(block.path());
            near(ledger.residual(), Math.sqrt(brute.residual), relative, "R");
            near(block.gradient(), Math.sqrt(brute.gradient), relative, "gradient " + block);
            near(block.transmission(), Math.sqrt(brute.transmitted), relative, "T " + block);
            near(block.alignment().orElseThrow(), brute.alignment(), relative, "A " + block);
            near(block.coherence().orElseThrow(), brute.coherence(), relative, "C " + block);
            assertThat(block.zero()).isEmpty();
            assertThat(block.error()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyFactorOfEveryParameterEqualsSeparateGradientsInDouble(int seed) {
        equal(seed, Element.F64, 1e-10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void andInSinglePrecisionToOneInTenThousand(int seed) {
        equal(seed, Element.F32, 1e-4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whereBatchNormMixesSamplesARowIsMeasuredAndTransmissionHasItsStatedError(int seed) {
        List<Layer> layers = network(seed, true);
        Planted planted = Planted.of(Element.F64, ROWS, FEATURES, OUTPUTS, layers);
        Separate separate = new Separate(planted, layers, true);
        Ledger ledger = planted.ledger();
        for (Ledger.Block block : ledger.blocks()) {
            Brute brute = separate.brute(block.path());
            double signal =
                    ledger.residual() * block.transmission() * block.alignment().orElseThrow();
            near(ledger.residual(), Math.sqrt(brute.residual), 1e-10, "R");
            near(signal, Math.sqrt(brute.signal), 1e-10, "R T A " + block);
            // a bias before batch norm has no effect: its gradient is a sum that cancels
            assertThat(block.coherence().orElse(0)).isCloseTo(brute.coherence(), within(1e-10));
            assertThat(block.error()).isBetween(0.0, 0.6);
            near(block.transmission(), Math.sqrt(brute.transmitted), 6 * block.error(), "T " + block);
        }
    }
}
