package org.gradus.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gradus.activation.Activation;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.init.Init;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A stack of layers with the parameters and states they made, addressed by path.
///
/// The same network can be built for several batch sizes, for training and for use; all builds
/// share the parameters, which are made by the first.
public final class Network {
    private static final String KEY = "random/key";

    private final String name;
    private final List<Layer> layers;
    private final long seed;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, State> states = new LinkedHashMap<>();
    private List<Call> linears = List.of();
    private int outputs;

    /// @param seed fixes every random choice: the parameters' first values and the numbers drawn
    ///     in training
    /// @throws IllegalArgumentException when the layers are more, or nest deeper, than [Unrolled] allows
    public Network(List<Layer> layers, long seed) {
        this("", layers, seed);
    }

    /// A network beside others, whose paths begin with its name, such as `generator/dense1/bias`.
    ///
    /// @param name not empty where several networks are trained together
    /// @param seed fixes every random choice, as in the other constructor
    public Network(String name, List<Layer> layers, long seed) {
        this.name = name;
        Unrolled.check("model", layers);
        this.layers = List.copyOf(layers);
        this.seed = seed;
    }

    /// A weight with the rule for its first values.
    ///
    /// @param trained whether training adjusts it; not within a [Freeze]
    public record Parameter(String path, Expr leaf, Init init, Init.Request request, boolean trained) {
        public Tensor initial() {
            return init.values(request);
        }
    }

    /// A value that steps replace, with its first value.
    public record State(String path, Expr leaf, Tensor initial) {}

    /// The network applied to one batch.
    ///
    /// @param output the last layer's output
    /// @param trace what it is made of
    /// @param updates the new values of states after a training step
    public record Forward(Expr output, Trace trace, List<Graph.Update> updates) {
        /// The linear maps, in the order of use.
        public List<Call> linears() {
            return trace.linears();
        }
    }

    /// Builds the network for a batch.
    ///
    /// @param x `[batch, …the shape of a sample]`
    public Forward forward(Expr x, boolean training) {
        Build build = new Build(training);
        Expr output = build.new Place(name, true).apply(layers, x);
        String random = Numbering.below(name, KEY);
        if (training && states.containsKey(random)) {
            Expr key = state(random).leaf();
            build.updates.add(new Graph.Update(key, key.plus(Expr.constant(Tensor.ints(0, 0, 1)))));
        }
        Trace trace = new Trace(build.calls);
        if (linears.isEmpty()) linears = trace.linears();
        outputs = output.shape().last();
        return new Forward(output, trace, List.copyOf(build.updates));
    }

    /// The linear maps of the first build, in order.
    public List<Call> linears() {
        return linears;
    }

    /// The weights of linear maps that training adjusts, in order; biases are not among them.
    public List<Expr> weights() {
        Set<Expr> linear = linears.stream().map(Call::weight).collect(Collectors.toSet());
        return parameters.values().stream()
                .filter(Parameter::trained)
                .map(Parameter::leaf)
                .filter(linear::contains)
                .toList();
    }

    /// The width of the network's output.
    public int outputs() {
        return outputs;
    }

    public List<Parameter> parameters() {
        return List.copyOf(parameters.values());
    }

    public List<State> states() {
        return List.copyOf(states.values());
    }

    private State state(String path) {
        State state = states.get(path);
        if (state == null) throw new IllegalStateException("Network: no state " + path);
        return state;
    }

    /// What one build gathers.
    private final class Build {
        private final boolean training;
        private final Numbering numbering = new Numbering();
        private final List<Call> calls = new ArrayList<>();
        private final Map<String, Integer> uses = new HashMap<>();
        private final List<Graph.Update> updates = new ArrayList<>();

        Build(boolean training) {
            this.training = training;
        }

        /// The scope of one layer.
        private final class Place implements Scope {
            private final String path;
            private final boolean trained;
            private final List<Parameter> asked = new ArrayList<>();
            private int streams;

            Place(String path, boolean trained) {
                this.path = path;
                this.trained = trained;
            }

            @Override
            public boolean training() {
                return training;
            }

            @Override
            public Expr apply(Layer layer, Expr x) {
                int before = calls.size();
                Place place = new Place(numbering.next(path, layer), trained && layer.trains());
                Expr y = layer.apply(place, x);
                boolean silent = calls.size() == before && !y.equals(x);
                return silent ? place.record(new Role.Other(), x, y) : y;
            }

            @Override
            public String path() {
                return path;
            }

            private String below(String name) {
                return Numbering.below(path, name);
            }

            @Override
            public Expr parameter(String name, Shape shape, Init init, Init.Fans fans, Activation activation) {
                Parameter parameter = parameters.computeIfAbsent(below(name), p -> {
                    int stream = Numbering.stream(p);
                    Init.Request request = new Init.Request(shape, fans, activation, seed, stream);
                    return new Parameter(p, Expr.parameter(p, shape), init, request, trained);
                });
                asked.add(parameter);
                return parameter.leaf();
            }

            @Override
            public Expr state(String name, Tensor initial) {
                return make(below(name), initial).leaf();
            }

            private State make(String path, Tensor initial) {
                Kind kind = initial.element() == Element.I32 ? Kind.INT : Kind.REAL;
                return states.computeIfAbsent(path, p -> new State(p, Expr.state(p, initial.shape(), kind), initial));
            }

            @Override
            public void update(Expr state, Expr value) {
                updates.add(new Graph.Update(state, value));
            }

            @Override
            public Expr key() {
                return make(Numbering.below(name, KEY), Tensor.ints((int) seed, (int) (seed >>> 32), 0))
                        .leaf();
            }

            @Override
            public int stream() {
                return Numbering.stream(below("random" + ++streams));
            }

            @Override
            public Expr record(Role role, Expr input, Expr output) {
                if (output.equals(input)) return output;
                int use = uses.merge(path + " " + role.getClass().getSimpleName(), 1, Integer::sum);
                calls.add(new Call(path, use, role, input, output, asked));
                asked.clear();
                return output;
            }
        }
    }
}
