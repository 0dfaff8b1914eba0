package org.gradus.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.data.Samples;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.init.Constant;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each factor of the ledger, measured the cheap way, equals what many separate gradients give.
final class LedgerLaws {
    private static final int SAMPLES = 7, FEATURES = 5;

    /// A network in `double` with its samples.
    private record Patient(Network network, Samples samples, Store store, int outputs) {
        static Patient of(int outputs, List<Layer> layers) {
            Network network = new Network(layers, 11);
            network.forward(Expr.input("x", Shape.of(SAMPLES, FEATURES)), true);
            Store store = new Store(Element.F64);
            network.parameters().forEach(p -> store.put(p.path(), p.initial()));
            Tensor inputs = Tensor.generate(Shape.of(SAMPLES, FEATURES), i -> Philox.normal(5, 0, 0, i))
                    .as(Element.F32);
            Tensor targets = Tensor.generateInts(Shape.of(SAMPLES), i -> (3 * i + 1) % outputs);
            return new Patient(network, new Samples(inputs, targets), store, outputs);
        }

        Ledger ledger() {
            try (LedgerProbe probe =
                    new LedgerProbe(network, new SoftmaxCrossEntropy(), samples, store, Workers.of(1), 0.9)) {
                return probe.measure(0);
            }
        }
    }

    private static Patient tanh(int outputs) {
        return Patient.of(
                outputs,
                List.of(
                        Dense.of(6, new Tanh(), new GlorotUniform()),
                        Dense.of(4, new Tanh(), new GlorotUniform()),
                        Dense.of(outputs)));
    }

    /// What separate gradients of every sample, by every output, give for one parameter.
    private record Brute(double residual, double transmission, double alignment, double coherence) {}

    private static Brute brute(Patient p, String path) {
        double residual = 0, jacobian = 0, signal = 0;
        double[] mean = new double[0];
        for (int n = 0; n < SAMPLES; n++) {
            Expr x = Expr.input("x", Shape.of(1, FEATURES)), y = Expr.ints("y", Shape.of(1));
            Expr output = p.network.forward(x, true).output();
            Expr loss = new SoftmaxCrossEntropy().mean(output, y);
            Expr leaf = p.network.parameters().stream()
                    .filter(q -> q.path().equals(path))
                    .findFirst()
                    .orElseThrow()
                    .leaf();
            List<Expr> wanted = new ArrayList<>(Gradient.of(loss, List.of(output, leaf)));
            for (int k = 0; k < p.outputs; k++) {
                int one = k;
                Expr basis = Expr.constant(Tensor.generate(output.shape(), i -> i == one ? 1 : 0));
                wanted.addAll(Gradient.vjp(output, basis, List.of(leaf)));
            }
            Map<Expr, Tensor> at = new HashMap<>(
                    Map.of(x, p.samples.inputs().rows(n), y, p.samples.targets().rows(n)));
            p.network.parameters().forEach(q -> at.put(q.leaf(), p.store.get(q.path())));
            Map<Expr, Tensor> values = Graph.of(wanted, List.of()).eval(at);
            residual += squares(values.get(wanted.get(0))) / SAMPLES;
            double[] g = values.get(wanted.get(1)).toDoubles();
            signal += squares(values.get(wanted.get(1))) / SAMPLES;
            for (int k = 0; k < p.outputs; k++)
                jacobian += squares(values.get(wanted.get(2 + k))) / p.outputs / SAMPLES;
            if (mean.length == 0) mean = new double[g.length];
            for (int i = 0; i < g.length; i++) mean[i] += g[i] / SAMPLES;
        }
        double r = Math.sqrt(residual), t = Math.sqrt(jacobian);
        double norm = Math.sqrt(squares(Tensor.vector(mean)));
        return new Brute(r, t, Math.sqrt(signal) / r / t, norm / Math.sqrt(signal));
    }

    private static double squares(Tensor x) {
        double sum = 0;
        for (int i = 0; i < x.size(); i++) sum += x.get(i) * x.get(i);
        return sum;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dense1/weight", "dense1/bias", "dense2/weight", "dense2/bias", "dense3/weight", "dense3/bias"})
    void everyFactorEqualsBruteForceInDouble(String path) {
        Patient patient = tanh(3);
        Ledger ledger = patient.ledger();
        Ledger.Block block = ledger.block(path);
        Brute brute = brute(patient, path);
        assertThat(ledger.residual()).isCloseTo(brute.residual, offset(1e-10));
        assertThat(block.transmission()).isCloseTo(brute.transmission, offset(1e-10));
        assertThat(block.alignment().orElseThrow()).isCloseTo(brute.alignment, offset(1e-10));
        assertThat(block.coherence().orElseThrow()).isCloseTo(brute.coherence, offset(1e-10));
        assertThat(block.error()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense1/weight", "dense2/bias", "dense3/weight"})
    void randomCotangentsAgreeWithTheWholeJacobianWithinTheStatedError(String path) {
        Patient patient = tanh(16);
        Ledger.Block block = patient.ledger().block(path);
        assertThat(block.error()).isBetween(0.001, 0.3);
        assertThat(block.transmission())
                .isCloseTo(brute(patient, path).transmission, withinPercentage(100 * 4 * block.error()));
    }

    @Test
    void whereNothingIsTransmittedAlignmentAndCoherenceDoNotExist() {
        Patient dead = Patient.of(
                3,
                List.of(
                        Dense.of(6, new Tanh(), new GlorotUniform()),
                        new Dense(4, new Relu(), new HeNormal(), true, Optional.of(new Constant(-100))),
                        Dense.of(3)));
        Ledger ledger = dead.ledger();
        Ledger.Block first = ledger.block("dense1/weight");
        assertThat(first.transmission()).isZero();
        assertThat(first.alignment()).isEmpty();
        assertThat(first.coherence()).isEmpty();
        assertThat(ledger.reach()).isZero();
        assertThat(ledger.block("dense3/bias").transmission()).isPositive();
    }

    @Test
    void aHopIsTheProductOfItsFactors() {
        for (Ledger.Hop hop : tanh(3).ledger().hops()) {
            assertThat(hop.weight() * hop.slope() * hop.structure()).isCloseTo(hop.gain(), withinPercentage(1e-9));
        }
    }
}
