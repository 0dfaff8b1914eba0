package org.gradus.remedy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.plan.Plan;
import org.gradus.recipe.Recipe;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Tensor;
import org.gradus.train.StepGraph;

/// A network with its weights, and the data it learned from.
///
/// @param tensors weights, statistics and more by path
public record Trained(Recipe recipe, Dataset data, Map<String, Tensor> tensors) {
    /// Samples on which units are measured at most.
    private static final int SAMPLES = 1024;

    public Trained {
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    }

    /// The pre-activations of a layer's units over samples.
    ///
    /// @param mean `[units]`
    /// @param variance `[units]`
    record Spread(Tensor mean, Tensor variance) {}

    /// The pre-activations of every linear map in use (no dropout, running statistics), by the
    /// map's path.
    Map<String, Spread> preActivations() {
        int rows = Math.min(SAMPLES, data.train().count());
        Expr x = StepGraph.Batch.of(rows, data.train()).inputs();
        Network network = new Network(recipe.model(), recipe.seed());
        Network.Forward forward = network.forward(x, false);
        List<Expr> outputs = forward.linears().stream().map(Call::output).toList();
        Map<String, Spread> spreads = new LinkedHashMap<>();
        try (Session session = Session.of(Plan.of(Graph.of(outputs, List.of())), store(network))) {
            session.set(x, data.train().inputs().rows(IntStream.range(0, rows).toArray()));
            session.run();
            forward.linears().forEach(l -> spreads.put(l.path(), spread(session.get(l.output()))));
        }
        return spreads;
    }

    /// What the network, built for some samples, needs to run.
    Store store(Network network) {
        Store store = new Store();
        network.parameters().forEach(p -> store.put(p.path(), tensor(p.path())));
        network.states().forEach(s -> store.put(s.path(), tensors.getOrDefault(s.path(), s.initial())));
        return store;
    }

    private Tensor tensor(String path) {
        Tensor tensor = tensors.get(path);
        if (tensor == null) throw new IllegalArgumentException(path + ": expected among the weights, found none");
        return tensor;
    }

    private static Spread spread(Tensor z) {
        int units = z.shape().last(), n = z.size() / units;
        double[] mean = new double[units], variance = new double[units];
        for (int i = 0; i < z.size(); i++) mean[i % units] += z.get(i) / n;
        for (int i = 0; i < z.size(); i++) variance[i % units] += Math.pow(z.get(i) - mean[i % units], 2) / n;
        return new Spread(Tensor.vector(mean), Tensor.vector(variance));
    }
}
