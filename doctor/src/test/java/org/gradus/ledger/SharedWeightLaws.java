package org.gradus.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.activation.Identity;
import org.gradus.activation.Tanh;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.init.GlorotUniform;
import org.gradus.init.Init;
import org.gradus.init.Zeros;
import org.gradus.layer.Dense;
import org.gradus.layer.Flatten;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Network;
import org.gradus.layer.Reshape;
import org.gradus.layer.Role;
import org.gradus.layer.Scope;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where a weight is used several times, or at several positions, each factor equals what the gradients of single
/// samples give.
final class SharedWeightLaws {
    private static final int ROWS = 6, FEATURES = 6, OUTPUTS = 3;

    /// One weight and one bias, used some times over.
    private record Looped(int units, int times) implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            Init.Fans fans = new Init.Fans(units, units);
            Expr weight = scope.parameter("weight", Shape.of(units, units), new GlorotUniform(), fans, new Tanh());
            Expr bias = scope.parameter("bias", Shape.of(units), new Zeros(), fans, new Identity());
            for (int i = 0; i < times; i++) {
                Expr z = scope.record(
                        new Role.Linear(weight), x, x.matmul(weight).plus(bias));
                x = scope.nonlinear(new Tanh(), z);
            }
            return x;
        }
    }

    private static Layer tanh(int units) {
        return Dense.of(units, new Tanh(), new GlorotUniform());
    }

    static Stream<List<Layer>> networks() {
        return Stream.of(
                List.of(new Looped(FEATURES, 3), Dense.of(OUTPUTS)),
                List.of(tanh(4), new Looped(4, 2), tanh(4), Dense.of(OUTPUTS)),
                List.of(new Reshape(List.of(3, 2)), tanh(4), new LayerNorm(1e-5), new Flatten(), Dense.of(OUTPUTS)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyFactorEqualsTheGradientsOfSingleSamples(List<Layer> layers) {
        Planted planted = Planted.of(Element.F64, ROWS, FEATURES, OUTPUTS, layers);
        Ledger ledger = planted.ledger();
        List<Network.Parameter> parameters = planted.network().parameters();
        assertThat(ledger.blocks()).hasSameSizeAs(parameters);
        for (int p = 0; p < parameters.size(); p++)
            equal(ledger, ledger.blocks().get(p), planted, parameters.get(p));
    }

    private static void equal(Ledger ledger, Ledger.Block block, Planted planted, Network.Parameter p) {
        double residual = 0, signal = 0, transmitted = 0;
        double[] mean = new double[p.leaf().shape().size()];
        for (int row = 0; row < ROWS; row++) {
            List<Tensor> of = single(planted, p.leaf(), row);
            residual += squares(of.get(0)) / ROWS;
            signal += squares(of.get(1)) / ROWS;
            for (int i = 0; i < mean.length; i++) mean[i] += of.get(1).get(i) / ROWS;
            for (Tensor t : of.subList(2, of.size())) transmitted += squares(t) / OUTPUTS / ROWS;
        }
        near(ledger.residual(), Math.sqrt(residual));
        near(block.gradient(), Math.sqrt(squares(Tensor.vector(mean))));
        near(block.transmission(), Math.sqrt(transmitted));
        near(block.alignment().orElseThrow(), Math.sqrt(signal / residual / transmitted));
        near(block.coherence().orElseThrow(), Math.sqrt(squares(Tensor.vector(mean)) / signal));
    }

    /// Of one sample alone: the residual, the gradient by a parameter, and that of each output.
    private static List<Tensor> single(Planted planted, Expr leaf, int row) {
        Expr x = Expr.input("one/x", Shape.of(1, FEATURES)), y = Expr.ints("one/y", Shape.of(1));
        Expr output = planted.network().forward(x, true).output();
        List<Expr> wanted = Stream.concat(
                        Gradient.of(planted.loss().mean(output, y), List.of(output, leaf)).stream(),
                        IntStream.range(0, OUTPUTS)
                                .mapToObj(k -> Tensor.generate(output.shape(), i -> i == k ? 1 : 0))
                                .map(basis -> Gradient.vjp(output, Expr.constant(basis), List.of(leaf))
                                        .getFirst()))
                .toList();
        Map<Expr, Tensor> at = new HashMap<>(planted.leaves());
        at.put(x, Tensor.generate(x.shape(), i -> planted.samples().inputs().get(row * FEATURES + i)));
        at.put(y, Tensor.ints(planted.samples().targets().toInts()[row]));
        Map<Expr, Tensor> values = Graph.of(wanted, List.of()).eval(at);
        return wanted.stream().map(values::get).toList();
    }

    private static double squares(Tensor x) {
        double sum = 0;
        for (int i = 0; i < x.size(); i++) sum += x.get(i) * x.get(i);
        return sum;
    }

    private static void near(double measured, double expected) {
        assertThat(measured).isCloseTo(expected, withinPercentage(1e-8));
    }
}
