package org.gradus.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.forecast.NoForecast.Deadline;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Normal;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Call;
import org.gradus.layer.Chain;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Flatten;
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.layer.Repeat;
import org.gradus.layer.Residual;
import org.gradus.layer.Scope;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every network gets an answer, however odd it or its data are.
class AnswerLaws {
    private static final Tensor PLAIN = Tensor.generate(Shape.of(40, 4), i -> Philox.normal(1, 2, 3, i));

    private static final List<Layer> DEEP = List.of(sigmoid(8), sigmoid(8), sigmoid(2));

    private static Layer sigmoid(int units) {
        return Dense.of(units, new Sigmoid(), new GlorotUniform());
    }

    private static Forecast forecast(List<Layer> model, Tensor inputs) {
        return Forecast.of(model, inputs, 16);
    }

    private static Tensor with(int at, double value) {
        return Tensor.generate(PLAIN.shape(), i -> i == at ? value : PLAIN.get(i));
    }

    @Test
    void inputsThatAreAllZeroHaveNoSignalToFollow() {
        Tensor zeros = Tensor.full(Shape.of(5, 3), 0);
        assertThat(forecast(DEEP, zeros).sentence())
                .isEqualTo("No forecast: inputs: all are 0, so that there is no signal to follow.");
    }

    @Test
    void anInputThatIsNoNumberIsNamed() {
        for (double value : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
            assertThat(forecast(DEEP, with(9, value)).sentence())
                    .isEqualTo("No forecast: inputs: row 3, column 2 is no finite number.");
        }
    }

    @Test
    void imagesHaveTheForecastOfTheirRows() {
        Tensor images = PLAIN.reshape(Shape.of(40, 2, 2, 1));
        List<Layer> flat =
                Stream.concat(Stream.of(new Flatten()), DEEP.stream()).toList();
        assertThat(forecast(DEEP, PLAIN)).isInstanceOf(Forecast.Predicted.class);
        assertThat(forecast(flat, images)).isEqualTo(forecast(DEEP, PLAIN));
        List<Layer> shared = List.of(sigmoid(8), new Flatten(), sigmoid(2));
        assertThat(forecast(shared, images).sentence())
                .isEqualTo("No forecast: dense1: no theory here covers positions.");
    }

    static Stream<Tensor> odd() {
        return Stream.of(
                Tensor.full(Shape.of(1, 1), 3),
                Tensor.full(Shape.of(6, 2), 1),
                Tensor.full(Shape.of(6, 2), Float.MIN_VALUE),
                Tensor.full(Shape.of(6, 2), Float.MAX_VALUE),
                with(0, Float.MAX_VALUE),
                with(0, 1e-38));
    }

    static Stream<List<Layer>> networks() {
        return Stream.of(
                List.of(new Activate(new Tanh())),
                List.of(new Dropout(0.5), sigmoid(2)),
                List.of(sigmoid(8), new Dropout(0.99999999), new Dropout(0.99999999), sigmoid(2)),
                List.of(new Repeat(60, sigmoid(4), new Dropout(0.999999999)), sigmoid(2)),
                List.of(
                        Dense.of(4, new Tanh(), new Normal(1e150)),
                        Dense.of(4, new Tanh(), new Normal(1e-160)),
                        sigmoid(2)),
                List.of(Dense.of(4, new Tanh(), new Normal(1e300)), sigmoid(2)),
                List.of(new BatchNorm(0.9, 1e-5)),
                List.of(new Repeat(3, new Residual(List.of(sigmoid(8)), 1e200)), sigmoid(2)),
                List.of(sigmoid(8), new Repeat(3, new Residual(List.of(sigmoid(8)), 1e200)), sigmoid(2)),
                List.of(sigmoid(8), new Repeat(300, new Residual(List.of(sigmoid(8)), 1)), sigmoid(2)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void anAnswerHasNoNumberThatIsNone(List<Layer> model) {
        Stream.concat(Stream.of(PLAIN), odd()).forEach(inputs -> {
            for (Walk.Detail detail : Walk.Detail.values()) {
                Forecast answer = new Forecaster(inputs, 16).forecast(model, 1, detail);
                assertThat(answer.sentence()).doesNotContain("NaN", "Infinity", "null");
            }
        });
    }

    /// An activation that fails when it is asked as a function of one number.
    private record Whole(RuntimeException failure) implements Activation {
        @Override
        public Expr apply(Expr x) {
            if (x.shape().last() == 1) throw failure;
            return x.tanh();
        }
    }

    /// A layer that no theory knows.
    private record Twice() implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            return x.times(2);
        }

        @Override
        public String toString() {
            throw new IllegalStateException("it has no name");
        }
    }

    @Test
    void aLayerThatNoTheoryKnowsIsNamedAndWhatFollowsIsRead() {
        List<Layer> model = List.of(sigmoid(8), new Twice(), sigmoid(8), sigmoid(2));
        assertThat(forecast(model, PLAIN).sentence())
                .endsWith("Measured, not predicted: twice1: no theory here covers this layer.");
    }

    @Test
    void aLayerThatNoTheoryKnowsIsNamedWhereItStandsBetweenNoLayersThatOneKnows() {
        assertThat(forecast(List.of(new Twice(), sigmoid(2)), PLAIN).sentence())
                .isEqualTo("No forecast: twice1: no theory here covers this layer.");
    }

    @Test
    void layersAreCalledAsInTheNetwork() {
        Layer tanh = Dense.of(8, new Tanh(), new GlorotUniform());
        List<Layer> model = List.of(
                tanh,
                new Chain(List.of(tanh, new Freeze(List.of(tanh))), "tower"),
                new Repeat(2, new Residual(List.of(tanh, tanh), 1)),
                sigmoid(2));
        Network network = new Network(model, 1);
        network.forward(Expr.input("x", Shape.of(16, 4)), true);
        Forecast answer = forecast(model, PLAIN);
        assertThat(answer).describedAs(answer.sentence()).isInstanceOf(Forecast.Predicted.class);
        assertThat(((Forecast.Predicted) answer).layers())
                .extracting(LayerForecast::path)
                .containsExactlyElementsOf(
                        network.linears().stream().map(Call::name).toList())
                .contains("tower/dense2", "residual2/dense1");
    }

    @Test
    void aForeignPartThatFailsIsToldInOneLine() {
        List<Layer> model =
                List.of(Dense.of(8, new Whole(new IllegalStateException("not so\nfar")), new HeNormal()), sigmoid(2));
        assertThat(forecast(model, PLAIN).sentence())
                .isEqualTo("No forecast: network: a part of it that does not ship with Gradus failed, "
                        + "java.lang.IllegalStateException: not so.");
    }

    /// Counted, not timed: the kernels of two inputs are what takes long.
    @Test
    void aDeepNetworkAsksForNoMoreKernelsThanAShallowOne() throws NoForecast {
        Signal input = Signal.of(PLAIN, 16);
        Layer relu = Dense.of(16, new Relu(), new HeNormal());
        int[] asked = new int[2];
        for (int i = 0; i < 2; i++) {
            List<Layer> model = List.of(new Repeat(i == 0 ? 200 : 10_000, relu), sigmoid(2));
            List<Block> network =
                    Blocks.read(model, Shape.of(16, 4), new HashMap<>()).blocks();
            Walk walk = Walk.through(input, network, Walk.Detail.GAINS, Deadline.NONE);
            asked[i] = walk.integrals().pairs();
        }
        assertThat(asked[1]).isEqualTo(asked[0]).isLessThanOrEqualTo(DepthBudget.MOST_PAIRED);
    }

    @Test
    void aDeepNetworkWhoseSignalNeverSettlesIsLeftOut() {
        Layer block = new Residual(List.of(Dense.of(64, new Tanh(), new GlorotUniform())), 1);
        List<Layer> model = List.of(sigmoid(64), new Repeat(10_000, block), sigmoid(2));
        assertThat(new Forecaster(PLAIN, 16)
                        .forecast(model, 1, Walk.Detail.GAINS)
                        .sentence())
                .isEqualTo("No forecast: network: more than 2000 layers that all differ take too long.");
    }

    @Test
    void whatIsNotDoneInTimeIsLeftOutInOneLine() {
        Forecaster forecaster = new Forecaster(PLAIN, 16, Deadline.in(Duration.ZERO));
        assertThat(forecaster.forecast(DEEP, 1, Walk.Detail.GAINS).sentence())
                .isEqualTo("No forecast: network: it takes longer than 0 ms.");
        assertThat(forecaster.late()).isTrue();
        List<Layer> unknown = List.of(sigmoid(8), new Twice(), sigmoid(8), sigmoid(2));
        assertThat(forecaster.forecast(unknown, 1, Walk.Detail.GAINS).sentence())
                .isEqualTo("No forecast: twice1: no theory here covers this layer.");
    }

    @Test
    void gainsWithoutLayersAreThoseOfTheWholeForecast() {
        List<Layer> model = List.of(new Repeat(20, Dense.of(16, new Tanh(), new GlorotUniform())), sigmoid(2));
        Forecaster forecaster = new Forecaster(PLAIN, 16);
        Forecast.Predicted whole = (Forecast.Predicted) forecaster.forecast(model, 1, Walk.Detail.LAYERS);
        Forecast.Predicted gains = (Forecast.Predicted) forecaster.forecast(model, 1, Walk.Detail.GAINS);
        assertThat(gains.layers()).isEmpty();
        assertThat(gains.total()).isEqualTo(whole.total());
        assertThat(gains.hidden()).isEqualTo(whole.hidden());
        assertThat(gains.budget()).isEqualTo(whole.budget());
        assertThat(whole.layers()).hasSize(21);
    }

    @Test
    void gainsWithoutLayersHaveTheSameMeasuredParts() {
        List<Layer> model = List.of(sigmoid(8), new Twice(), sigmoid(8), sigmoid(2));
        Forecaster forecaster = new Forecaster(PLAIN, 16);
        Forecast.Predicted whole = (Forecast.Predicted) forecaster.forecast(model, 1, Walk.Detail.LAYERS);
        Forecast.Predicted gains = (Forecast.Predicted) forecaster.forecast(model, 1, Walk.Detail.GAINS);
        assertThat(gains.total()).isEqualTo(whole.total());
        assertThat(gains.measured()).isEqualTo(whole.measured()).hasSize(1);
    }
}
