package net.stranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Softmax;
import org.gradus.activation.Tanh;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.LayerForecast;
import org.gradus.forecast.LogGain;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.init.GlorotNormal;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.init.Zeros;
import org.gradus.layer.Activate;
import org.gradus.layer.Call;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Network;
import org.gradus.layer.Repeat;
import org.gradus.layer.Residual;
import org.gradus.layer.Role;
import org.gradus.layer.Scope;
import org.gradus.layer.StopGradient;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A layer that no theory knows costs its own line; a layer of somebody else that says what it does costs
/// nothing.
final class StrangerForecastLaws {
    private static final int WIDTH = 32, BATCH = 16, NETWORKS = 100;
    private static final Tensor INPUTS = Tensor.generate(Shape.of(200, WIDTH), i -> Philox.normal(5, 6, 7, i));

    /// A layer that says nothing of what it does.
    private record Silent(UnaryOperator<Expr> function) implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            return function.apply(x);
        }
    }

    /// `x/2 + tanh(x W)`, untold.
    private record Mixer() implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            int n = x.shape().last();
            Expr weight =
                    scope.parameter("weight", Shape.of(n, n), new HeNormal(), new Init.Fans(n, n), new Identity());
            return x.times(0.5).plus(x.matmul(weight).tanh());
        }
    }

    /// What [Dense] does, by somebody else.
    private record OwnDense(int units, Activation activation, Init init) implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            int in = x.shape().last();
            Init.Fans fans = new Init.Fans(in, units);
            Expr weight = scope.parameter("matrix", Shape.of(in, units), init, fans, activation);
            Expr bias = scope.parameter("offset", Shape.of(units), new Zeros(), fans, activation);
            Expr z = scope.record(new Role.Linear(weight), x, x.matmul(weight).plus(bias));
            return scope.nonlinear(activation, z);
        }
    }

    private static Layer tanh() {
        return Dense.of(WIDTH, new Tanh(), new GlorotNormal());
    }

    private static List<Layer> with(Layer... middle) {
        List<Layer> model = new ArrayList<>(List.of(tanh(), tanh(), tanh()));
        model.addAll(List.of(middle));
        model.addAll(List.of(tanh(), tanh(), tanh(), Dense.of(10)));
        return model;
    }

    private static Forecast.Predicted predicted(List<Layer> model) {
        Forecast forecast = Forecast.of(model, INPUTS, BATCH);
        assertThat(forecast).as(forecast.sentence()).isInstanceOf(Forecast.Predicted.class);
        return (Forecast.Predicted) forecast;
    }

    @Test
    void layersAboveAndBelowAnUnknownOneHaveTheirLines() {
        Forecast.Predicted forecast = predicted(with(new Mixer()));
        assertThat(forecast.layers())
                .extracting(LayerForecast::path)
                .containsExactly("dense1", "dense2", "dense3", "dense4", "dense5", "dense6", "dense7");
        assertThat(forecast.measured())
                .containsExactly(new Forecast.NotPredicted("mixer1", "no theory here covers this layer"));
        assertThat(forecast.sentence()).endsWith(" Measured, not predicted: mixer1: no theory here covers this layer.");
        assertThat(predicted(with(new Mixer()))).as("again").isEqualTo(forecast);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void theForecastAcrossWhatIsMeasuredIsThatOfFreshNetworks(int which) {
        Layer softmax = Dense.of(WIDTH, new Softmax(), new HeNormal());
        Layer mixed = new Residual(List.of(tanh(), new Mixer()), 0.5);
        List<Layer> model = switch (which) {
            case 0 -> with(new Mixer());
            case 1 -> with(new Mixer(), tanh(), new Silent(x -> x.times(3)));
            case 2 -> with(new Silent(Expr::relu), new Activate(new Tanh()), new Dropout(0.2));
            case 3 -> with(new Silent(x -> x.plus(x.square())), new LayerNorm(1e-5));
            case 4 -> with(softmax);
            case 5 -> with(mixed, mixed);
            default -> List.of(new Mixer(), tanh(), new Repeat(3, tanh(), new Mixer()), Dense.of(10));
        };
        Forecast.Predicted forecast = predicted(model);
        double[][] logs = new double[forecast.layers().size()][NETWORKS];
        for (int seed = 0; seed < NETWORKS; seed++) {
            double[] fresh = fresh(model, forecast.layers(), 1000 + seed);
            for (int l = 0; l < fresh.length; l++) logs[l][seed] = fresh[l];
        }
        for (int l = 0; l < logs.length - 1; l++) {
            LayerForecast layer = forecast.layers().get(l);
            LogGain gain = layer.fromTop();
            double mean = Arrays.stream(logs[l]).average().orElseThrow();
            double inside = Arrays.stream(logs[l])
                            .filter(log -> gain.contains(Math.exp(log / 2)))
                            .count()
                    / (double) NETWORKS;
            assertThat(mean).as(layer.path()).isCloseTo(gain.mean(), within(gain.sd() / 2));
            assertThat(inside).as("%s: inside the band", layer.path()).isBetween(0.87, 1.0);
        }
    }

    /// `ln(‖δ‖² / ‖δ at the last layer‖²)` of one sample, with errors as the forecast means them.
    private static double[] fresh(List<Layer> model, List<LayerForecast> layers, long seed) {
        Network network = new Network(model, seed);
        Expr x = Expr.input("x", Shape.of(BATCH, WIDTH));
        Network.Forward forward = network.forward(x, true);
        Expr error = Expr.input("error", forward.output().shape());
        List<Expr> outputs = forward.linears().stream()
                .filter(c -> layers.stream().anyMatch(l -> l.path().equals(c.name())))
                .map(Call::output)
                .toList();
        List<Expr> signals = Gradient.vjp(forward.output(), error, outputs);
        Store store = new Store(Element.F64);
        for (Network.Parameter p : network.parameters()) store.put(p.path(), p.initial());
        for (Network.State s : network.states()) store.put(s.path(), s.initial());
        try (Session session = Session.of(Plan.of(Graph.of(signals, List.of()), store.real()), store)) {
            session.set(x, Tensor.generate(x.shape(), i -> INPUTS.get((int) ((i + 977 * seed) % INPUTS.size()))));
            session.set(error, Tensor.generate(error.shape(), i -> Philox.normal(seed, 1, 2, i)));
            session.run();
            double[] squares =
                    signals.stream().mapToDouble(s -> square(session.get(s))).toArray();
            return Arrays.stream(squares)
                    .map(s -> Math.log(s / squares[squares.length - 1]))
                    .toArray();
        }
    }

    private static double square(Tensor signal) {
        double sum = 0;
        for (int i = 0; i < signal.shape().last(); i++) sum += signal.get(i) * signal.get(i);
        return sum;
    }

    @Test
    void anUnknownLayerThatDoesNothingChangesNothing() {
        Layer nothing = new Silent(x -> x.times(1));
        Forecast.Predicted without = predicted(with());
        for (List<Layer> model : List.of(with(nothing), with(nothing, nothing), first(nothing, with()))) {
            Forecast.Predicted forecast = predicted(model);
            assertThat(forecast.measured()).hasSize(1);
            assertThat(forecast)
                    .usingRecursiveComparison()
                    .ignoringFields("measured")
                    .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 || a.equals(b) ? 0 : 1, Double.class)
                    .isEqualTo(without);
        }
    }

    private static List<Layer> first(Layer layer, List<Layer> model) {
        List<Layer> all = new ArrayList<>(List.of(layer));
        all.addAll(model);
        return all;
    }

    @Test
    void aDenseLayerOfSomebodyElseHasTheForecastOfDense() {
        List<Layer> ours = new ArrayList<>(), theirs = new ArrayList<>();
        for (Activation phi : List.of(new Tanh(), new Relu(), new Identity())) {
            ours.add(Dense.of(WIDTH, phi, new HeNormal()));
            theirs.add(new OwnDense(WIDTH, phi, new HeNormal()));
        }
        Forecast.Predicted expected = predicted(ours), found = predicted(theirs);
        assertThat(found.measured()).isEmpty();
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("layers.path")
                .isEqualTo(expected);
        assertThat(found.layers()).extracting(LayerForecast::path).startsWith("own_dense1");
    }

    @Test
    void whatCannotBeMeasuredHasNoForecast() {
        for (Layer layer : List.of(
                new StopGradient(),
                new Silent(x -> x.times(0).plus(1)),
                new Silent(x -> x.times(0)),
                new Silent(x -> x.greaterThan(0).toReal()),
                new Silent(Expr::log))) {
            Forecast forecast = Forecast.of(with(layer), INPUTS, BATCH);
            assertThat(forecast).isInstanceOf(Forecast.NotPredicted.class);
            assertThat(forecast.sentence()).startsWith("No forecast: s");
        }
    }

    @Test
    void ofSeveralUnknownLayersTheOneThatCannotBeMeasuredIsNamed() {
        Layer sound = new Silent(x -> x.times(2));
        for (Layer layer : List.of(new StopGradient(), new Silent(Expr::log))) {
            Forecast forecast = Forecast.of(with(sound, tanh(), layer), INPUTS, BATCH);
            String name = layer instanceof StopGradient ? "stop_gradient1" : "silent2";
            assertThat(forecast.sentence()).startsWith("No forecast: " + name + ": ");
        }
    }
}
