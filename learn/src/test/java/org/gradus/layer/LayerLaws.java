package org.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gradus.activation.Tanh;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.name.Examples;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every layer keeps to.
final class LayerLaws {
    private static final int BATCH = 6, FEATURES = 4;

    /// The examples of all that ship.
    static List<Layer> layers() {
        return Examples.of(Layer.class);
    }

    /// Those through which gradients pass.
    static Stream<Layer> passing() {
        return layers().stream().filter(layer -> !stops(layer));
    }

    private static boolean stops(Layer layer) {
        Trace trace = new Network(List.of(layer), 1)
                .forward(Expr.input("x", Shape.of(BATCH, FEATURES)), true)
                .trace();
        return trace.calls().stream().anyMatch(call -> call.role() instanceof Role.Stop);
    }

    private static Tensor samples() {
        return Tensor.generate(Shape.of(BATCH, FEATURES), i -> Philox.normal(3, 0, 0, i));
    }

    /// A network's leaves with their first values, its input included.
    private static Map<Expr, Tensor> start(Network network, Expr x) {
        Map<Expr, Tensor> values = new HashMap<>(Map.of(x, samples()));
        network.parameters().forEach(p -> values.put(p.leaf(), p.initial()));
        network.states().forEach(s -> values.put(s.leaf(), s.initial()));
        return values;
    }

    @ParameterizedTest
    @MethodSource("passing")
    void theGradientByEveryParameterAgreesWithFiniteDifferences(Layer layer) {
        Expr x = Expr.input("x", Shape.of(BATCH, FEATURES));
        Network network = new Network(List.of(layer), 5);
        Expr loss = network.forward(x, true).output().square().mean();
        List<Expr> wrt = Stream.concat(
                        Stream.of(x), network.parameters().stream().map(Network.Parameter::leaf))
                .toList();
        List<Expr> gradients = Gradient.of(loss, wrt);
        Map<Expr, Tensor> at = start(network, x);
        Map<Expr, Tensor> analytic = Graph.of(gradients, List.of()).eval(at);
        for (int p = 0; p < wrt.size(); p++) {
            Tensor value = at.get(wrt.get(p)), gradient = analytic.get(gradients.get(p));
            for (int i = 0; i < Math.min(value.size(), 5); i++) {
                assertThat(gradient.get(i)).isCloseTo(slope(loss, at, wrt.get(p), i), offset(1e-6));
            }
        }
    }

    private static double slope(Expr loss, Map<Expr, Tensor> at, Expr leaf, int i) {
        double h = 1e-5;
        return (nudged(loss, at, leaf, i, h) - nudged(loss, at, leaf, i, -h)) / (2 * h);
    }

    private static double nudged(Expr loss, Map<Expr, Tensor> at, Expr leaf, int i, double h) {
        Tensor value = at.get(leaf);
        Map<Expr, Tensor> moved = new HashMap<>(at);
        moved.put(leaf, Tensor.generate(value.shape(), j -> value.get(j) + (j == i ? h : 0)));
        return Graph.of(loss).eval(moved).get(loss).item();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theSameSeedDrawsTheSameWeightsAndAnotherSeedOthers(Layer layer) {
        List<Tensor> one = weights(layer, 1), again = weights(layer, 1), other = weights(layer, 2);
        assertThat(one).isEqualTo(again);
        boolean drawn = layer instanceof Dense || layer instanceof Repeat;
        if (drawn || one.stream().anyMatch(LayerLaws::varies)) assertThat(one).isNotEqualTo(other);
    }

    /// Whether not all numbers are the same, so that they were drawn.
    private static boolean varies(Tensor weight) {
        return Arrays.stream(weight.toDoubles()).distinct().count() > 1;
    }

    private static List<Tensor> weights(Layer layer, long seed) {
        Network network = new Network(List.of(layer), seed);
        network.forward(Expr.input("x", Shape.of(BATCH, FEATURES)), true);
        return network.parameters().stream().map(Network.Parameter::initial).toList();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theSampleAxisIsKept(Layer layer) {
        Network network = new Network(List.of(layer), 1);
        Expr output = network.forward(Expr.input("x", Shape.of(BATCH, FEATURES)), false)
                .output();
        assertThat(output.shape().dim(0)).isEqualTo(BATCH);
    }

    @Test
    void pathsAreUniqueAndNumberedInOrderOfUse() {
        Network network = new Network(
                List.of(new Repeat(2, List.of(Dense.of(4))), new Chain(List.of(Dense.of(4)), "tower"), Dense.of(2)), 1);
        network.forward(Expr.input("x", Shape.of(BATCH, FEATURES)), true);
        assertThat(network.parameters())
                .extracting(Network.Parameter::path)
                .containsExactly(
                        "dense1/weight",
                        "dense1/bias",
                        "dense2/weight",
                        "dense2/bias",
                        "tower/dense1/weight",
                        "tower/dense1/bias",
                        "dense3/weight",
                        "dense3/bias");
    }

    @Test
    void aNonlinearityIsMarkedWithTheLinearMapBeforeIt() {
        Network network =
                new Network(List.of(Dense.of(4), BatchNorm.standard(), new Activate(new Tanh()), Dense.of(2)), 1);
        Network.Forward forward = network.forward(Expr.input("x", Shape.of(BATCH, FEATURES)), true);
        assertThat(forward.linears()).hasSize(2);
        Trace trace = forward.trace();
        assertThat(trace.nonlinearities(forward.linears().getFirst())).hasSize(1);
        assertThat(trace.nonlinearities(forward.linears().getLast())).isEmpty();
        assertThat(trace.sources(forward.linears().getLast()))
                .containsExactly(forward.linears().getFirst());
        assertThat(forward.linears().getLast().output()).isSameAs(forward.output());
    }

    @Test
    void batchNormGivesMeanZeroAndVarianceOneInTrainingAndMovesItsAverages() {
        Expr x = Expr.input("x", Shape.of(BATCH, FEATURES));
        Network network = new Network(List.of(BatchNorm.standard()), 1);
        Network.Forward forward = network.forward(x, true);
        Expr mean = forward.output().mean(0), square = forward.output().square().mean(0);
        Graph graph = Graph.of(List.of(mean, square), forward.updates());
        Map<Expr, Tensor> values = graph.eval(start(network, x));
        for (int u = 0; u < FEATURES; u++) {
            assertThat(values.get(mean).get(u)).isCloseTo(0, offset(1e-12));
            assertThat(values.get(square).get(u)).isCloseTo(1, offset(1e-3));
        }
        Tensor running = values.get(forward.updates().getFirst().value());
        Tensor batch = Graph.of(x.mean(0)).eval(Map.of(x, samples())).get(x);
        assertThat(running.get(0)).isCloseTo(0.1 * columnMean(batch, 0), offset(1e-12));
    }

    /// Zhang and Sennrich 2019: each sample has a root mean square of 1, whatever its scale; its mean is not taken off.
    @Test
    void rmsNormGivesEachSampleARootMeanSquareOfOneAndLeavesItsDirection() {
        Expr x = Expr.input("x", Shape.of(BATCH, FEATURES));
        Network network = new Network(List.of(new RmsNorm(0)), 1);
        Expr y = network.forward(x, true).output();
        Map<Expr, Tensor> at = start(network, x);
        Tensor output = Graph.of(y).eval(at).get(y);
        for (int row = 0; row < BATCH; row++) {
            double squares = 0, ratio = samples().get(row * FEATURES) / output.get(row * FEATURES);
            for (int i = row * FEATURES; i < (row + 1) * FEATURES; i++) {
                squares += output.get(i) * output.get(i);
                assertThat(samples().get(i) / output.get(i)).isCloseTo(ratio, offset(1e-12));
            }
            assertThat(squares / FEATURES).isCloseTo(1, offset(1e-12));
        }
        at.put(x, Tensor.generate(x.shape(), i -> 1000 * samples().get(i)));
        assertThat(Graph.of(y).eval(at).get(y).toDoubles()).containsExactly(output.toDoubles(), offset(1e-12));
        assertThat(network.parameters()).extracting(Network.Parameter::path).containsExactly("rms_norm1/scale");
    }

    private static double columnMean(Tensor x, int column) {
        double sum = 0;
        for (int i = 0; i < BATCH; i++) sum += x.get(i * FEATURES + column);
        return sum / BATCH;
    }

    @Test
    void dropoutKeepsTheMeanAndDropsTheShareItSays() {
        Expr x = Expr.input("x", Shape.of(200, 50));
        Network network = new Network(List.of(new Dropout(0.3)), 1);
        Expr y = network.forward(x, true).output();
        Map<Expr, Tensor> at = new HashMap<>(Map.of(x, Tensor.full(x.shape(), 1)));
        network.states().forEach(s -> at.put(s.leaf(), s.initial()));
        Tensor dropped = Graph.of(y).eval(at).get(y);
        double zeros = 0, sum = 0;
        for (int i = 0; i < dropped.size(); i++) {
            zeros += dropped.get(i) == 0 ? 1 : 0;
            sum += dropped.get(i);
        }
        assertThat(zeros / dropped.size()).isCloseTo(0.3, offset(0.02));
        assertThat(sum / dropped.size()).isCloseTo(1, offset(0.03));
        assertThat(network.forward(x, false).output()).isSameAs(x);
    }

    @Test
    void flattenAndReshapeKeepTheNumbersInTheirOrder() {
        Expr x = Expr.input("x", Shape.of(BATCH, FEATURES));
        Expr square = new Network(List.of(new Reshape(List.of(2, 2, 1))), 1)
                .forward(x, true)
                .output();
        Expr row = new Network(List.of(new Flatten()), 1).forward(square, true).output();
        assertThat(square.shape()).isEqualTo(Shape.of(BATCH, 2, 2, 1));
        assertThat(row.shape()).isEqualTo(Shape.of(BATCH, FEATURES));
        Map<Expr, Tensor> values = Graph.of(List.of(square, row), List.of()).eval(Map.of(x, samples()));
        assertThat(values.get(square)).isEqualTo(samples().reshape(square.shape()));
        assertThat(values.get(row)).isEqualTo(samples());
    }

    @Test
    void aReshapeToAnotherNumberOfUnitsIsRefused() {
        Network network = new Network(List.of(new Reshape(List.of(28, 28, 1))), 1);
        assertThatThrownBy(() -> network.forward(Expr.input("x", Shape.of(BATCH, FEATURES)), true))
                .isInstanceOf(ShapeException.class)
                .hasMessage("reshape: sizes differ: sample [4] · shape [28, 28, 1]  (4 ≠ 784)");
        assertThatThrownBy(() -> new Reshape(List.of(4, 0)))
                .hasMessage("shape: expected sizes of at least 1, found [4, 0]");
        assertThatThrownBy(() -> new Reshape(List.of())).hasMessage("shape: expected sizes of at least 1, found []");
    }

    /// Layers that treat every position alike: all but those that move numbers from one position to another.
    static Stream<Layer> pointwise() {
        return layers().stream().filter(layer -> !(layer instanceof Flatten || layer instanceof Reshape));
    }

    @ParameterizedTest
    @MethodSource("pointwise")
    void positionsAreTreatedAsMoreSamples(Layer layer) {
        Expr rows = Expr.input("x", Shape.of(BATCH, FEATURES)), series = rows.reshape(Shape.of(2, 3, FEATURES));
        Network network = new Network(List.of(layer), 5);
        Expr alike = network.forward(rows, true).output();
        Network.Forward forward = network.forward(series, true);
        Expr output = forward.output();
        assertThat(output.shape()).isEqualTo(Shape.of(2, 3, alike.shape().last()));
        forward.linears().forEach(l -> assertThat(l.output().shape()).isEqualTo(output.shape()));
        Map<Expr, Tensor> values = Graph.of(List.of(alike, output), List.of()).eval(start(network, rows));
        assertThat(values.get(output)).isEqualTo(values.get(alike).reshape(output.shape()));
    }

    @Test
    void noGradientPassesAStop() {
        Expr x = Expr.input("x", Shape.of(BATCH, FEATURES));
        Expr y = new Network(List.of(new StopGradient()), 1).forward(x, true).output();
        Expr gradient = Gradient.of(y.square().mean(), List.of(x)).getFirst();
        assertThat(Graph.of(gradient).eval(Map.of(x, samples())).get(gradient).toDoubles())
                .containsOnly(0);
    }

    @Test
    void aResidualBranchThatChangesTheWidthIsRefused() {
        Network network = new Network(List.of(new Residual(List.of(Dense.of(3)), 1)), 1);
        assertThatThrownBy(() -> network.forward(Expr.input("x", Shape.of(BATCH, FEATURES)), true))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[6, 4]")
                .hasMessageContaining("[6, 3]");
    }
}
